import { mediumNames } from '../domain/media/media.ts'
import type { MediumName } from '../domain/media/medium.ts'
import type { RateLimit } from './login-policy.ts'
import { PolicyError } from './policy-error.ts'
import { describe, SettingsReader } from './settings-reader.ts'
import { dayInSeconds, readPrefix } from './shared-readers.ts'
import {
  type BlockBudget,
  type Cap,
  defaultSpending,
  type NumberType,
  type PrefixBudget,
  type Price,
  type SpendingPolicy,
} from './spending-policy.ts'

/** Reads the section `spending` of a policy. @throws {PolicyError} */
export function readSpending(reader: SettingsReader): SpendingPolicy {
  const policy: SpendingPolicy = {
    unknownRanges: reader.word('unknownRanges', defaultSpending.unknownRanges, ['refuse', 'allow']),
    refusedTypes: reader.list('refusedTypes', defaultSpending.refusedTypes, readType),
    allowedPrefixes: reader.list('allowedPrefixes', defaultSpending.allowedPrefixes, readPrefix),
    refusedPrefixes: reader.list('refusedPrefixes', defaultSpending.refusedPrefixes, readPrefix),
    perPrefix: reader.list('perPrefix', defaultSpending.perPrefix, readPrefixBudget),
    perBlock: readBlockBudget(reader),
    perAddress: readAddressBudget(reader),
    prices: reader.list('prices', defaultSpending.prices, readPrice),
    caps: reader.list('caps', defaultSpending.caps, readCap),
  }
  reader.end()
  return policy
}

const messagesMax = 1_000_000
const amountMax = 1_000_000_000
/** A cap may hold for a month. */
const periodMax = 31 * dayInSeconds

const numberTypes: readonly NumberType[] = [
  'fixedLine',
  'mobile',
  'pager',
  'personal',
  'premiumRate',
  'sharedCost',
  'tollFree',
  'universalAccess',
  'voicemail',
  'voip',
]

function readType(item: unknown, path: string): NumberType {
  return oneOf(item, path, numberTypes)
}

function readPrefixBudget(item: unknown, path: string): PrefixBudget {
  const reader = new SettingsReader(item, path)
  const prefix = readPrefix(reader.take('prefix'), reader.pathOf('prefix'))
  const budget = { prefix, ...readRate(reader, { max: 100, periodSeconds: 3600 }) }
  reader.end()
  return budget
}

function readBlockBudget(reader: SettingsReader): BlockBudget | null {
  const value = reader.take('perBlock')
  const standard = defaultSpending.perBlock ?? { lastDigits: 4, max: 30, periodSeconds: 3600 }
  if (value === null) return null
  const block = new SettingsReader(value ?? {}, reader.pathOf('perBlock'))
  const lastDigits = block.integer('lastDigits', standard.lastDigits, 1, 8)
  const budget = { lastDigits, ...readRate(block, standard) }
  block.end()
  return budget
}

function readAddressBudget(reader: SettingsReader): RateLimit | null {
  const value = reader.take('perAddress')
  if (value === null) return null
  const address = new SettingsReader(value ?? {}, reader.pathOf('perAddress'))
  const budget = readRate(address, defaultSpending.perAddress ?? { max: 10, periodSeconds: 3600 })
  address.end()
  return budget
}

function readRate(reader: SettingsReader, standard: RateLimit): RateLimit {
  return {
    max: reader.integer('max', standard.max, 1, messagesMax),
    periodSeconds: reader.integer('periodSeconds', standard.periodSeconds, 1, periodMax),
  }
}

function readPrice(item: unknown, path: string): Price {
  const reader = new SettingsReader(item, path)
  const prefix = optionalPrefix(reader)
  const media = reader.list('media', [], (name, at): MediumName => oneOf(name, at, mediumNames))
  const price = amount(reader, 'price')
  reader.end()
  return { ...prefix, ...(media.length === 0 ? {} : { media }), price }
}

function readCap(item: unknown, path: string): Cap {
  const reader = new SettingsReader(item, path)
  const prefix = optionalPrefix(reader)
  const max = amount(reader, 'max')
  const periodSeconds = reader.integer('periodSeconds', dayInSeconds, 1, periodMax)
  reader.end()
  return { ...prefix, max, periodSeconds }
}

function amount(reader: SettingsReader, key: string): number {
  if (reader.take(key) === undefined)
    throw new PolicyError(reader.pathOf(key), 'an amount is expected, and nothing is there')
  return reader.integer(key, 0, 0, amountMax)
}

function optionalPrefix(reader: SettingsReader): { readonly prefix?: string } {
  const value = reader.take('prefix')
  return value === undefined ? {} : { prefix: readPrefix(value, reader.pathOf('prefix')) }
}

function oneOf<T extends string>(item: unknown, path: string, words: readonly T[]): T {
  const found = words.find(word => word === item)
  if (found === undefined) throw new PolicyError(path, `one of ${words.join(', ')} is expected, got ${describe(item)}`)
  return found
}
