import { canBeNext, mediumNames } from '../domain/media/media.ts'
import type { MediumName } from '../domain/media/medium.ts'
import { defaultPolicy } from './default-policy.ts'
import type {
  CodePolicy,
  LadderPolicy,
  LimitPolicy,
  LoginPolicy,
  MediumPolicy,
  NumberPolicy,
  RateLimit,
} from './login-policy.ts'
import { PolicyError } from './policy-error.ts'
import { describe, SettingsReader } from './settings-reader.ts'

/** A login policy in part: what is left out keeps its default. Lists replace the default list. */
export type PolicyOverrides = { readonly [Section in keyof LoginPolicy]?: SectionOverrides<LoginPolicy[Section]> }

type SectionOverrides<T> = T extends readonly unknown[] ? T : { readonly [Key in keyof T]?: PartOf<T[Key]> }
type PartOf<T> = T extends MediumPolicy ? Partial<T> : T

/**
 * Completes a policy with the defaults and checks that it can be followed.
 *
 * @param overrides - settings that differ from the defaults; may come from JSON
 * @throws {PolicyError} naming the setting, what is wrong with it and what is expected
 */
export function resolvePolicy(overrides: PolicyOverrides = {}): LoginPolicy {
  const reader = new SettingsReader(overrides, '')
  const policy: LoginPolicy = {
    code: readCode(section(reader, 'code')),
    media: readMedia(section(reader, 'media')),
    ladders: reader.list('ladders', defaultPolicy.ladders, readLadder),
    limits: readLimits(section(reader, 'limits')),
    numbers: readNumbers(section(reader, 'numbers')),
  }
  reader.end()
  const last = policy.ladders.at(-1)
  if (last === undefined || Object.keys(last.when).length > 0) {
    throw new PolicyError('ladders', 'the last entry has to hold in every situation: { "when": {}, "media": […] }')
  }
  return policy
}

const dayInSeconds = 86_400

function section(reader: SettingsReader, key: string): SettingsReader {
  return new SettingsReader(reader.take(key) ?? {}, reader.pathOf(key))
}

function readCode(reader: SettingsReader): CodePolicy {
  const { code } = defaultPolicy
  const policy: CodePolicy = {
    lifetimeSeconds: reader.integer('lifetimeSeconds', code.lifetimeSeconds, 1, dayInSeconds),
    wrongAttemptsMax: reader.integer('wrongAttemptsMax', code.wrongAttemptsMax, 1, 100),
    onResend: reader.word('onResend', code.onResend, ['same', 'new']),
    signUpSeconds: reader.integer('signUpSeconds', code.signUpSeconds, 1, dayInSeconds),
    repeatSeconds: reader.integer('repeatSeconds', code.repeatSeconds, 0, dayInSeconds),
  }
  reader.end()
  return policy
}

function readMedia(reader: SettingsReader): LoginPolicy['media'] {
  const read = (name: MediumName): MediumPolicy => {
    const medium = section(reader, name)
    const policy: MediumPolicy = {
      // Clients hide and find codes as groups of five to seven digits.
      length: medium.integer('length', defaultPolicy.media[name].length, 5, 7),
      timeoutSeconds: medium.integer('timeoutSeconds', defaultPolicy.media[name].timeoutSeconds, 0, dayInSeconds),
    }
    medium.end()
    return policy
  }
  const policy = { app: read('app'), sms: read('sms'), call: read('call') }
  reader.end()
  return policy
}

function readLadder(item: unknown, path: string): LadderPolicy {
  const reader = new SettingsReader(item, path)
  const when = readConditions(section(reader, 'when'))
  const media = reader.list('media', [], (name, at): MediumName => {
    const known = mediumNames.find(medium => medium === name)
    if (known === undefined) {
      throw new PolicyError(at, `one of ${mediumNames.join(', ')} is expected, got ${describe(name)}`)
    }
    return known
  })
  reader.end()
  if (media.length === 0) throw new PolicyError(`${path}.media`, 'at least one medium is needed')
  media.forEach((name, index) => {
    if (media.indexOf(name) !== index) throw new PolicyError(`${path}.media`, `${name} stands there twice`)
    if (index > 0 && !canBeNext(name)) {
      throw new PolicyError(`${path}.media`, `${name} can only come first: next_type has no word for it`)
    }
  })
  return { when, media }
}

function readConditions(reader: SettingsReader): LadderPolicy['when'] {
  const registered = reader.boolean('registered', undefined)
  const otherSession = reader.boolean('otherSession', undefined)
  const api_ids =
    reader.take('api_ids') === undefined
      ? undefined
      : reader.list('api_ids', [], (item, path): number => {
          if (typeof item === 'number' && Number.isInteger(item)) return item
          throw new PolicyError(path, `an api_id is a whole number, got ${describe(item)}`)
        })
  reader.end()
  return {
    ...(registered === undefined ? {} : { registered }),
    ...(otherSession === undefined ? {} : { otherSession }),
    ...(api_ids === undefined ? {} : { api_ids }),
  }
}

function readLimits(reader: SettingsReader): LimitPolicy {
  const read = (key: 'codesPerNumber' | 'codesPerAddress'): RateLimit | null => {
    const value = reader.take(key)
    if (value === null) return null
    if (value === undefined) return defaultPolicy.limits[key]
    const limit = new SettingsReader(value, reader.pathOf(key))
    const policy: RateLimit = {
      max: limit.integer('max', defaultPolicy.limits[key]?.max ?? 1, 1, 1_000_000),
      periodSeconds: limit.integer('periodSeconds', defaultPolicy.limits[key]?.periodSeconds ?? 3600, 1, dayInSeconds),
    }
    limit.end()
    return policy
  }
  const policy = {
    codesPerNumber: read('codesPerNumber'),
    codesPerAddress: read('codesPerAddress'),
    countThisMachine: reader.boolean('countThisMachine', defaultPolicy.limits.countThisMachine),
  }
  reader.end()
  return policy
}

function readNumbers(reader: SettingsReader): NumberPolicy {
  const { numbers } = defaultPolicy
  const policy: NumberPolicy = {
    accept: reader.word('accept', numbers.accept, ['valid', 'possible']),
    unknownRanges: reader.list('unknownRanges', numbers.unknownRanges, readRange),
    bannedPrefixes: reader.list('bannedPrefixes', numbers.bannedPrefixes, readPrefix),
    testNumbers: reader.boolean('testNumbers', numbers.testNumbers),
  }
  reader.end()
  return policy
}

function readRange(item: unknown, path: string): NumberPolicy['unknownRanges'][number] {
  const reader = new SettingsReader(item, path)
  const prefix = readPrefix(reader.take('prefix'), reader.pathOf('prefix'))
  const digitsMin = reader.integer('digitsMin', 7, 1, 15)
  const digitsMax = reader.integer('digitsMax', 15, digitsMin, 15)
  reader.end()
  return { prefix, digitsMin, digitsMax }
}

function readPrefix(item: unknown, path: string): string {
  // An empty prefix would silently mean every number there is.
  if (typeof item === 'string' && /^[0-9]{1,15}$/.test(item)) return item
  throw new PolicyError(path, `a prefix is 1 to 15 digits as text, got ${describe(item)}`)
}
