import type { LadderConditions, LadderPolicy, LoginPolicy } from '../policy/login-policy.ts'
import { type Account, nobodysId } from './account.ts'
import type { CodeSettings } from './code-settings.ts'
import type { IntegrityKind } from './integrity.ts'
import { media } from './media/media.ts'
import type { MediumName, MediumNeed } from './media/medium.ts'
import { countryOf, testNumberDigit } from './phone-number.ts'
import type { Repositories } from './repositories.ts'

/** What decides which media a code goes through. */
export interface Situation {
  /** Digits only. */
  readonly phone_number: string
  /** The number has an account. */
  readonly registered: boolean
  /** The account is fully logged in under another auth key. */
  readonly otherSession: boolean
  readonly api_id: number
  /** What the program said it can handle. */
  readonly settings: CodeSettings
  /** How the program can prove its integrity; undefined when nothing here could check it. */
  readonly integrity: IntegrityKind | undefined
}

/** A ladder chosen, and what of it is left. */
export interface ChosenLadder {
  /** Its index in the policy. */
  readonly index: number
  readonly ladder: LadderPolicy
  /** Its media in order, each with the reason why it is left out of it, if it is. */
  readonly steps: readonly { readonly name: MediumName; readonly leftOut: LeftOut | undefined }[]
  /** The ladders before it, each with the first of its conditions that does not hold. */
  readonly passed: readonly { readonly index: number; readonly condition: keyof LadderConditions }[]
}

/** Why a medium cannot reach anybody here: what it needs is missing, the layer has no word for it, or a test number's known code does not fit into it. */
export type LeftOut = MediumNeed | 'layer' | 'testNumber'

/** Finds out the situation of an account as seen from an auth key. */
export async function situationOf(
  repositories: Repositories,
  account: Account | undefined,
  asker: { readonly key_id: bigint } & Omit<Situation, 'registered' | 'otherSession'>,
): Promise<Situation> {
  const sessions = await repositories.sessions.listByUser(account?.id ?? nobodysId)
  const { key_id, ...known } = asker
  return {
    ...known,
    registered: account !== undefined,
    otherSession: sessions.some(
      session => session.key_id !== key_id && session.authorization?.password_pending === false,
    ),
  }
}

/**
 * Picks the media for a code, in order: those of the first ladder whose conditions hold, without the ones that cannot
 * reach anybody in this situation. May be empty.
 *
 * @see https://core.telegram.org/api/auth
 */
export function chooseLadder(policy: LoginPolicy, situation: Situation): readonly MediumName[] {
  return explainLadder(policy, situation)
    .steps.filter(({ leftOut }) => leftOut === undefined)
    .map(({ name }) => name)
}

/** The same choice with its reasons. */
export function explainLadder(policy: LoginPolicy, situation: Situation): ChosenLadder {
  const passed: { index: number; condition: keyof LadderConditions }[] = []
  for (const [index, ladder] of policy.ladders.entries()) {
    const condition = conditionNames.find(name => !holds(policy, situation, ladder.when, name))
    if (condition === undefined) {
      const steps = ladder.media.map(name => ({ name, leftOut: leftOut(policy, situation, name) }))
      return { index, ladder, steps, passed }
    }
    passed.push({ index, condition })
  }
  // The reader of policies makes sure that the last ladder always holds.
  return { index: -1, ladder: { when: {}, media: [] }, steps: [], passed }
}

/** Whether every condition that is given holds in a situation. */
export function holdsAll(policy: LoginPolicy, situation: Situation, when: LadderConditions): boolean {
  return conditionNames.every(name => holds(policy, situation, when, name))
}

const conditionNames: readonly (keyof LadderConditions)[] = [
  'registered',
  'otherSession',
  'official',
  'api_ids',
  'prefixes',
  'countries',
]

function holds(
  policy: LoginPolicy,
  situation: Situation,
  when: LadderConditions,
  name: keyof LadderConditions,
): boolean {
  const { phone_number, api_id } = situation
  if (when[name] === undefined) return true
  switch (name) {
    case 'registered':
    case 'otherSession':
      return when[name] === situation[name]
    case 'official':
      return when.official === policy.apps.official.includes(api_id)
    case 'api_ids':
      return when.api_ids?.includes(api_id) ?? true
    case 'prefixes':
      return when.prefixes?.some(prefix => phone_number.startsWith(prefix)) ?? true
    case 'countries':
      return when.countries?.includes(countryOf(phone_number) ?? '') ?? true
  }
}

function leftOut(policy: LoginPolicy, situation: Situation, name: MediumName): LeftOut | undefined {
  const { needs, form } = media[name]
  const { settings } = situation
  // The code of a test number is a digit repeated, and nothing rings or is proven for it.
  const isTest = testNumberDigit(situation.phone_number, policy.numbers) !== undefined
  if (isTest && (form !== 'digits' || needs === 'integrity')) return 'testNumber'
  if (!settings.understands(name)) return 'layer'
  if (needs === undefined) return undefined
  const isMet = {
    otherSession: situation.otherSession,
    flashCallAllowed: settings.allow_flashcall,
    missedCallAllowed: settings.allow_missed_call,
    integrity: settings.allow_firebase && situation.integrity !== undefined,
  }[needs]
  return isMet ? undefined : needs
}
