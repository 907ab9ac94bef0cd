import {
  defaultEmail,
  type EmailPolicy,
  type EmailSetUpPolicy,
  type IdTokenPolicy,
  idTokenDefaults,
  type JwksSource,
} from './email-policy.ts'
import { PolicyError } from './policy-error.ts'
import { readConditions } from './read-ladders.ts'
import { readRateLimit } from './read-limits.ts'
import { describe, SettingsReader, textOf } from './settings-reader.ts'
import { dayInSeconds, section } from './shared-readers.ts'

/** Reads the rules of login e-mails. @throws {PolicyError} */
export function readEmail(reader: SettingsReader): EmailPolicy {
  const policy: EmailPolicy = {
    length: reader.integer('length', defaultEmail.length, 5, 7),
    lifetimeSeconds: reader.integer('lifetimeSeconds', defaultEmail.lifetimeSeconds, 1, dayInSeconds),
    timeoutSeconds: reader.integer('timeoutSeconds', defaultEmail.timeoutSeconds, 0, dayInSeconds),
    wrongAttemptsMax: reader.integer('wrongAttemptsMax', defaultEmail.wrongAttemptsMax, 1, 100),
    phoneFallback: reader.boolean('phoneFallback', defaultEmail.phoneFallback),
    setUp: readSetUp(section(reader, 'setUp')),
    addInSettings: reader.boolean('addInSettings', defaultEmail.addInSettings),
    blockedDomains: reader.list('blockedDomains', defaultEmail.blockedDomains, readDomain),
    resetWaitSeconds: reader.integer('resetWaitSeconds', defaultEmail.resetWaitSeconds, 0, yearInSeconds),
    lettersPerNumber: readRateLimit(reader, 'lettersPerNumber', defaultEmail.lettersPerNumber),
    lettersPerMailbox: readRateLimit(reader, 'lettersPerMailbox', defaultEmail.lettersPerMailbox),
    google: readIdTokens(reader, 'google'),
    apple: readIdTokens(reader, 'apple'),
  }
  reader.end()
  return policy
}

const yearInSeconds = 365 * dayInSeconds

function readSetUp(reader: SettingsReader): EmailSetUpPolicy {
  const { setUp } = defaultEmail
  const policy: EmailSetUpPolicy = {
    required: reader.list('required', setUp.required, (item, path) => readConditions(new SettingsReader(item, path))),
    afterLogins: readRateLimit(reader, 'afterLogins', setUp.afterLogins),
    seconds: reader.integer('seconds', setUp.seconds, 60, dayInSeconds),
  }
  reader.end()
  return policy
}

function readDomain(item: unknown, path: string): string {
  return textOf(
    item,
    path,
    /^[a-z0-9\u0080-\uffff-]{1,63}(\.[a-z0-9\u0080-\uffff-]{1,63}){0,9}$/,
    'a domain in small letters is expected, such as "mail.example"',
  )
}

function readIdTokens(reader: SettingsReader, name: 'google' | 'apple'): IdTokenPolicy | null {
  const value = reader.take(name)
  if (value === undefined || value === null) return null
  const service = new SettingsReader(value, reader.pathOf(name))
  const policy: IdTokenPolicy = {
    audiences: readNames(service, 'audiences', []),
    issuers: readNames(service, 'issuers', idTokenDefaults[name].issuers),
    jwks: readJwks(service, idTokenDefaults[name].jwks),
  }
  service.end()
  return policy
}

/** A token for nobody, or of nobody, is no proof. */
function readNames(service: SettingsReader, key: string, fallback: readonly string[]): readonly string[] {
  const names = service.list(key, fallback, (item, path) =>
    textOf(item, path, /^\S{1,200}$/, 'text without spaces is expected'),
  )
  if (names.length === 0) throw new PolicyError(service.pathOf(key), 'at least one is needed')
  return names
}

function readJwks(service: SettingsReader, fallback: JwksSource): JwksSource {
  const value = service.take('jwks')
  if (value === undefined) return fallback
  const path = service.pathOf('jwks')
  const reader = new SettingsReader(value, path)
  const given = (['keys', 'file', 'url'] as const).filter(key => reader.take(key) !== undefined)
  reader.end()
  const [source] = given
  if (given.length !== 1 || source === undefined) throw new PolicyError(path, 'one of keys, file and url is expected')
  switch (source) {
    case 'file':
      return { file: reader.text('file', '', /^.{1,1000}$/, 'the path of a file is expected') }
    case 'url':
      // Keys from anybody on the way would be keys to every account.
      return {
        url: reader.text(
          'url',
          '',
          /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/])\S{1,500}$/,
          'an https address is expected',
        ),
      }
    case 'keys': {
      const keys = reader.list('keys', [], readKey)
      if (keys.length === 0) throw new PolicyError(reader.pathOf('keys'), 'at least one is needed')
      return { keys }
    }
  }
}

/** Whether a key is whole shows when it is loaded; here it has to be a public one that signatures can be checked with. */
function readKey(item: unknown, path: string): Readonly<Record<string, unknown>> {
  // The settings of a key are those of RFC 7517, of which there are many.
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw new PolicyError(path, `a JSON Web Key is expected, got ${describe(item)}`)
  }
  const key = item as Readonly<Record<string, unknown>>
  textOf(key.kty, `${path}.kty`, /^(RSA|EC)$/, 'RSA or EC is expected')
  return key
}
