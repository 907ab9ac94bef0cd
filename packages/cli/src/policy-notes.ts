import type { PolicyOverrides } from '@chappe/server'

/** What a policy that can be followed leaves to be said. */
export interface PolicyNotes {
  /** Rules that hardly do what was meant. */
  readonly warnings: readonly string[]
  /** What `chappe serve` has to be given besides, which the file alone cannot tell: `--dcs 3`. */
  readonly needs: readonly string[]
}

/** Looks at the settings of a policy file that was read without complaint. */
export function policyNotes({ ladders = [], checks = {}, homes = {} }: PolicyOverrides): PolicyNotes {
  return {
    warnings: ladders.flatMap(({ media, when }, index) => {
      // In the app it comes to everybody for whom the ladder is.
      const isForEverybody = media.some(
        name => !choosyMedia.has(name) && (name !== 'app' || when.otherSession === true),
      )
      if (isForEverybody) return []
      return [
        `ladders[${index}] has nothing that every program can take: auth.sendCode answers SMS_CODE_CREATE_FAILED where ` +
          `${new Intl.ListFormat('en', { type: 'disjunction' }).format(media)} cannot be used`,
      ]
    }),
    needs: [...proofsNeeded(checks), ...dataCentersNeeded(homes)],
  }
}

/** Used where a program says that it can handle them, or proves what it is. */
const choosyMedia: ReadonlySet<string> = new Set(['firebaseSms', 'flashCall', 'missedCall'])

function proofsNeeded(checks: NonNullable<PolicyOverrides['checks']>): string[] {
  const asked = Object.entries(checks).filter(([, rules]) => rules.length > 0)
  const names = asked.map(([name]) => name)
  return names.length === 0 ? [] : [`--integrity with ${names.join(', ')}`]
}

function dataCentersNeeded({ networks = [] }: NonNullable<PolicyOverrides['homes']>): string[] {
  return networks.length === 0 ? [] : [`--dcs ${Math.max(...networks.map(({ dc }) => dc))}`]
}
