import { PolicyError } from './policy-error.ts'
import { describe, SettingsReader, textOf } from './settings-reader.ts'

/** No time of a policy is longer. */
export const dayInSeconds = 86_400

/** Opens an object of settings; one that is left out is as good as an empty one. */
export function section(reader: SettingsReader, key: string): SettingsReader {
  return new SettingsReader(reader.take(key) ?? {}, reader.pathOf(key))
}

/** Reads the beginning of phone numbers. An empty one would silently mean every number there is. */
export function readPrefix(item: unknown, path: string): string {
  return textOf(item, path, /^[0-9]{1,15}$/, 'a prefix is 1 to 15 digits as text')
}

/** Reads the number of a program. */
export function readApiId(item: unknown, path: string): number {
  if (typeof item === 'number' && Number.isInteger(item) && item >= 1 && item <= 0x7fffffff) return item
  throw new PolicyError(path, `an api_id is a whole number from 1 to 2147483647, got ${describe(item)}`)
}
