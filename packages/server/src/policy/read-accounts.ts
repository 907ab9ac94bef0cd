import { defaultPolicy } from './default-policy.ts'
import type { AccountsPolicy, TermsPolicy } from './login-policy.ts'
import { SettingsReader } from './settings-reader.ts'
import { dayInSeconds } from './shared-readers.ts'

/** Reads how long accounts live, and what they have to have. @throws {PolicyError} */
export function readAccounts(reader: SettingsReader): AccountsPolicy {
  const { accounts } = defaultPolicy
  const policy: AccountsPolicy = {
    ttlDays: reader.integer('ttlDays', accounts.ttlDays, 1, ttlDaysMax),
    passwordWithinDays: orNull(reader, 'passwordWithinDays', passwordDaysMax),
  }
  reader.end()
  return policy
}

/** Reads the terms of service; without them there are none. @throws {PolicyError} */
export function readTerms(reader: SettingsReader): TermsPolicy | null {
  const value = reader.take('terms')
  if (value === undefined || value === null) return null
  const terms = new SettingsReader(value, reader.pathOf('terms'))
  const policy: TermsPolicy = {
    version: terms.text(
      'version',
      '',
      /^[A-Za-z0-9._-]{1,32}$/,
      'a version is 1 to 32 letters, digits, dots and dashes',
    ),
    text: terms.text('text', '', /^[\s\S]{1,4096}$/u, 'a text of 1 to 4096 characters is expected'),
    popup: terms.boolean('popup', false),
    minAge: orNull(terms, 'minAge', ageMax),
    checkSeconds: terms.integer('checkSeconds', dayInSeconds, 60, 31 * dayInSeconds),
  }
  terms.end()
  return policy
}

const ttlDaysMax = 3650
const passwordDaysMax = 366
const ageMax = 120

function orNull(reader: SettingsReader, key: string, max: number): number | null {
  return (reader.take(key) ?? null) === null ? null : reader.integer(key, 1, 1, max)
}
