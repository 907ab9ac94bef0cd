import type { Entry, Reference } from '../src/model/model.ts'
import { officialReference } from '../src/node/official.ts'

/** The reference of the newest layer, made once per test file. */
export const reference: Reference = officialReference()

/** Every entry that has a page. */
export function allEntries(of: Reference = reference): Entry[] {
  return [...of.methods, ...of.constructors, ...of.types, ...of.errors, ...of.layers]
}

/** Every string in a value under a key, however deep. */
export function stringsUnder(key: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(item => stringsUnder(key, item))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === key && typeof member === 'string' ? [member] : stringsUnder(key, member),
  )
}
