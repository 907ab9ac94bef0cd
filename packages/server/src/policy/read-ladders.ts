import { canBeNext, mediumNames } from '../domain/media/media.ts'
import type { MediumName } from '../domain/media/medium.ts'
import { hasNumbers } from '../domain/phone-number.ts'
import { defaultPolicy } from './default-policy.ts'
import type { LadderConditions, LadderPolicy } from './login-policy.ts'
import { PolicyError } from './policy-error.ts'
import { describe, SettingsReader, textOf } from './settings-reader.ts'
import { readApiId, readPrefix, section } from './shared-readers.ts'

/** Reads which media a code goes through. @throws {PolicyError} */
export function readLadders(reader: SettingsReader): readonly LadderPolicy[] {
  const ladders = reader.list('ladders', defaultPolicy.ladders, readLadder)
  // Every other one would be taken before what stands behind it.
  const all = ladders.findIndex(({ when }) => Object.keys(when).length === 0)
  if (all !== -1 && all < ladders.length - 1) {
    throw new PolicyError(`ladders[${all + 1}]`, `is never reached, since ladders[${all}] holds in every situation`)
  }
  const last = ladders.at(-1)
  if (last === undefined || Object.keys(last.when).length > 0) {
    throw new PolicyError('ladders', 'the last entry has to hold in every situation: { "when": {}, "media": […] }')
  }
  return ladders
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

/** Reads the conditions of a ladder or an offer. @throws {PolicyError} */
export function readConditions(reader: SettingsReader): LadderConditions {
  const conditions = {
    registered: reader.boolean('registered', undefined),
    otherSession: reader.boolean('otherSession', undefined),
    official: reader.boolean('official', undefined),
    api_ids: readList(reader, 'api_ids', readApiId),
    prefixes: readList(reader, 'prefixes', readPrefix),
    countries: readList(reader, 'countries', readCountry),
  }
  reader.end()
  // What is not given is no condition: the object has the others alone.
  return Object.fromEntries(Object.entries(conditions).filter(([, condition]) => condition !== undefined))
}

/** An empty list would hold for nobody, which is never meant. */
function readList<T>(
  reader: SettingsReader,
  key: string,
  read: (item: unknown, path: string) => T,
): readonly T[] | undefined {
  if (reader.take(key) === undefined) return undefined
  const list = reader.list<T>(key, [], read)
  if (list.length === 0) throw new PolicyError(reader.pathOf(key), 'at least one is needed; leave it out for any')
  return list
}

function readCountry(item: unknown, path: string): string {
  const country = textOf(item, path, /^[A-Z]{2}$/, 'a country is two capital letters (ISO 3166-1)')
  if (!hasNumbers(country)) throw new PolicyError(path, `no phone number belongs to a country ${country} (ISO 3166-1)`)
  return country
}
