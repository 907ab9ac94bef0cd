import { defaultPolicy } from './default-policy.ts'
import type { LimitPolicy, RateLimit } from './login-policy.ts'
import { SettingsReader } from './settings-reader.ts'
import { dayInSeconds } from './shared-readers.ts'

/** Reads how often codes may be asked for and tried. @throws {PolicyError} */
export function readLimits(reader: SettingsReader): LimitPolicy {
  const policy: LimitPolicy = {
    codesPerNumber: readLimit(reader, 'codesPerNumber'),
    codesPerAddress: readLimit(reader, 'codesPerAddress'),
    codesPerApp: readLimit(reader, 'codesPerApp'),
    codesPerTestNumber: readLimit(reader, 'codesPerTestNumber'),
    wrongCodesPerNumber: readLimit(reader, 'wrongCodesPerNumber'),
    loginsPerAccount: readLimit(reader, 'loginsPerAccount'),
    countThisMachine: reader.boolean('countThisMachine', defaultPolicy.limits.countThisMachine),
  }
  reader.end()
  return policy
}

function readLimit(reader: SettingsReader, key: Exclude<keyof LimitPolicy, 'countThisMachine'>): RateLimit | null {
  return readRateLimit(reader, key, defaultPolicy.limits[key])
}

/** Reads how often something may happen; null switches the limit off. @throws {PolicyError} */
export function readRateLimit(reader: SettingsReader, key: string, defaults: RateLimit | null): RateLimit | null {
  const value = reader.take(key)
  if (value === null) return null
  if (value === undefined) return defaults
  const limit = new SettingsReader(value, reader.pathOf(key))
  const policy: RateLimit = {
    max: limit.integer('max', defaults?.max ?? 1, 1, 1_000_000),
    periodSeconds: limit.integer('periodSeconds', defaults?.periodSeconds ?? 3600, 1, dayInSeconds),
  }
  limit.end()
  return policy
}
