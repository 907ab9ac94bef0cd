import { defaultPolicy } from './default-policy.ts'
import type { EmailSetUpPolicy, IdTokenPolicy } from './email-policy.ts'
import type { AppSmsHash, AppsPolicy, CodePolicy, LoginPolicy, MediumPolicy, NumberPolicy } from './login-policy.ts'
import type { OfferSettings, PaymentOffer } from './payment-policy.ts'
import { readAccounts, readTerms } from './read-accounts.ts'
import { readChecks } from './read-checks.ts'
import { readEmail } from './read-email.ts'
import { readHomes } from './read-homes.ts'
import { readLadders } from './read-ladders.ts'
import { readLimits } from './read-limits.ts'
import { readMedia } from './read-media.ts'
import { readPayment } from './read-payment.ts'
import { readSpending } from './read-spending.ts'
import { SettingsReader } from './settings-reader.ts'
import { dayInSeconds, readApiId, readPrefix, section } from './shared-readers.ts'

/** A login policy in part: what is left out keeps its default. Lists replace the default list. */
export type PolicyOverrides = { readonly [Section in keyof LoginPolicy]?: SectionOverrides<LoginPolicy[Section]> }

type SectionOverrides<T> = T extends readonly unknown[] ? T : { readonly [Key in keyof T]?: PartOf<T[Key]> }
type PartOf<T> = T extends MediumPolicy | EmailSetUpPolicy
  ? Partial<T>
  : T extends IdTokenPolicy
    ? Pick<T, 'audiences'> & Partial<T>
    : T extends readonly PaymentOffer[]
      ? readonly OfferSettings[]
      : T

/**
 * Completes a policy with the defaults and checks that it can be followed.
 *
 * @param overrides - settings that differ from the defaults; may come from JSON
 * @param isReachable - whether other machines can connect: then there are no test numbers by default
 * @throws {PolicyError} naming the setting, what is wrong with it and what is expected
 */
export function resolvePolicy(overrides: PolicyOverrides = {}, isReachable = false): LoginPolicy {
  const reader = new SettingsReader(overrides, '')
  // Lets editors know the schema of a file; nothing is fetched from there.
  reader.text('$schema', '', /^.{0,300}$/, 'the address of a schema is expected')
  const policy: LoginPolicy = {
    code: readCode(section(reader, 'code')),
    media: readMedia(section(reader, 'media')),
    ladders: readLadders(reader),
    limits: readLimits(section(reader, 'limits')),
    numbers: readNumbers(section(reader, 'numbers'), isReachable),
    email: readEmail(section(reader, 'email')),
    homes: readHomes(section(reader, 'homes')),
    apps: readApps(section(reader, 'apps')),
    accounts: readAccounts(section(reader, 'accounts')),
    terms: readTerms(reader),
    spending: readSpending(section(reader, 'spending')),
    payment: readPayment(section(reader, 'payment')),
    checks: readChecks(section(reader, 'checks')),
  }
  reader.end()
  return policy
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

function readNumbers(reader: SettingsReader, isReachable: boolean): NumberPolicy {
  const { numbers } = defaultPolicy
  const policy: NumberPolicy = {
    accept: reader.word('accept', numbers.accept, ['valid', 'possible']),
    unknownRanges: reader.list('unknownRanges', numbers.unknownRanges, readRange),
    bannedPrefixes: reader.list('bannedPrefixes', numbers.bannedPrefixes, readPrefix),
    testNumbers: reader.boolean('testNumbers', numbers.testNumbers && !isReachable),
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

function readApps(reader: SettingsReader): AppsPolicy {
  const { apps } = defaultPolicy
  const policy: AppsPolicy = {
    official: reader.list('official', apps.official, readApiId),
    smsHashes: reader.list('smsHashes', apps.smsHashes, readSmsHash),
    published: reader.list('published', apps.published, readApiId),
    noSignUp: reader.list('noSignUp', apps.noSignUp, readApiId),
    layerMin: reader.integer('layerMin', apps.layerMin, 0, layerMax),
  }
  reader.end()
  return policy
}

/** Far above any layer to come. */
const layerMax = 100_000

function readSmsHash(item: unknown, path: string): AppSmsHash {
  const reader = new SettingsReader(item, path)
  const api_id = readApiId(reader.take('api_id'), reader.pathOf('api_id'))
  const hash = reader.text('hash', '', /^[A-Za-z0-9+/]{11}$/, '11 characters of base64 are expected')
  reader.end()
  return { api_id, hash }
}
