/** The rules of one data center, joined with what all of them share. */
import type { CryptoProvider } from '@chappe/crypto'
import { createAppPolicy } from './apps.ts'
import type { ResolvedOptions } from './data-center-options.ts'
import type { DcPlan } from './dc-plans.ts'
import type { AppCodes } from './delivery/app-codes.ts'
import type { Courier } from './delivery/open-courier.ts'
import { defaultTextSettings } from './delivery/texts/compose-text.ts'
import { createAccessHashes } from './domain/access-hash.ts'
import { AccountSettings } from './domain/account-settings.ts'
import { Bans } from './domain/bans/bans.ts'
import { Challenges } from './domain/checks/challenges.ts'
import { DeviceChecks } from './domain/checks/device-checks.ts'
import { createCodeSecrets } from './domain/code-secrets.ts'
import { AccountDeletion } from './domain/deletion/account-deletion.ts'
import { createDeletionLinks } from './domain/deletion/deletion-links.ts'
import { LoginEmails } from './domain/email/login-emails.ts'
import type { Homes } from './domain/homes/homes.ts'
import { LoginCodes } from './domain/login-codes.ts'
import type { MissingCodes } from './domain/missing-codes.ts'
import { PhoneNumbers } from './domain/numbers/phone-numbers.ts'
import { PasskeyLogins } from './domain/passkeys/passkey-logins.ts'
import { Passkeys } from './domain/passkeys/passkeys.ts'
import { createMailCodes } from './domain/password/mail-codes.ts'
import { Passwords } from './domain/password/passwords.ts'
import { SrpQuestions } from './domain/password/srp-questions.ts'
import { Payments } from './domain/payment/payments.ts'
import { Authorizations } from './domain/sessions/authorizations.ts'
import { Bots } from './domain/sessions/bots.ts'
import type { Devices } from './domain/sessions/devices.ts'
import { FutureTokens } from './domain/sessions/future-tokens.ts'
import { LoginTokens } from './domain/sessions/login-tokens.ts'
import { PushDevices } from './domain/sessions/push-devices.ts'
import { createTokenSecrets } from './domain/sessions/token-secrets.ts'
import { Transfers } from './domain/sessions/transfers.ts'
import { WebAuthorizations } from './domain/sessions/web-authorizations.ts'
import { WebTokens } from './domain/sessions/web-tokens.ts'
import { Suggestions } from './domain/suggestions.ts'
import { TermsOfService } from './domain/terms/terms-of-service.ts'
import type { KeyRing } from './keys/key-ring.ts'
import { systemRandom } from './random.ts'
import type { Services, Site } from './rpc/call-context.ts'
import type { Store } from './store/open-store.ts'
import type { ServerSecret } from './store/server-secret.ts'

/** What all data centers of a process share. */
export interface SharedParts {
  readonly options: ResolvedOptions
  readonly store: Store
  readonly secret: ServerSecret
  readonly crypto: CryptoProvider
  readonly courier: Courier
  /** Brings every code to where it goes. */
  readonly appCodes: AppCodes
  readonly missingCodes: MissingCodes
  readonly devices: Devices
  readonly dcs: Site['dcs']
}

/** What a data center has for itself. */
export interface OwnParts {
  readonly plan: DcPlan
  readonly homes: Homes
  readonly keys: KeyRing
  readonly forgetKeys: Services['forgetKeys']
}

/** Makes the services that the methods of one data center use. They keep nothing: what is to be kept is in the store. */
export function createServices(shared: SharedParts, own: OwnParts): Services {
  const { options, store, secret, crypto, courier, appCodes, missingCodes, devices } = shared
  const { clock, policy } = options
  const { homes, keys } = own
  const random = options.random ?? systemRandom
  const secrets = createTokenSecrets(secret.derive('login tokens'), random)
  const sessionContext = { store, clock, random, homes, devices, secrets }
  const passkeyContext = { ...sessionContext, settings: options.passkeys }
  const loginContext = {
    store,
    secrets: createCodeSecrets(secret.derive('login codes')),
    delivery: appCodes,
    policy,
    homes,
    email: {
      mailer: courier.mailer,
      codes: createMailCodes(secret.derive('e-mail codes'), policy.email.length),
      tokens: options.idTokens,
      devices,
    },
    clock,
    random,
    missingCodes,
    integrity: options.integrity,
  }
  const passwordContext = {
    store,
    crypto,
    clock,
    random,
    homes,
    mailer: courier.mailer,
    devices,
    questions: new SrpQuestions(clock, random),
    codes: createMailCodes(secret.derive('password mail codes')),
    saltKey: secret.derive('password salts'),
    temporaryKey: secret.derive('temporary passwords'),
  }
  const passkeys = new Passkeys(passkeyContext)
  const accountSettings = new AccountSettings(store, policy.accounts)
  return {
    store,
    homes,
    appCodes,
    loginCodes: new LoginCodes(loginContext),
    loginEmails: new LoginEmails(loginContext),
    passwords: new Passwords(passwordContext),
    loginTokens: new LoginTokens(sessionContext),
    futureTokens: new FutureTokens(sessionContext),
    transfers: new Transfers(sessionContext),
    authorizations: new Authorizations(sessionContext, options.country),
    bots: new Bots(sessionContext),
    payments: new Payments({ ...loginContext, devices, receipts: options.receipts }),
    deviceChecks: new DeviceChecks({
      policy: policy.checks,
      clock,
      challenges: new Challenges(clock, random),
      integrity: options.integrity,
      reCaptcha: options.integrity?.reCaptcha,
    }),
    passkeys,
    passkeyLogins: new PasskeyLogins(passkeyContext),
    webTokens: new WebTokens(sessionContext),
    webAuthorizations: new WebAuthorizations(sessionContext),
    pushDevices: new PushDevices(sessionContext),
    phoneNumbers: new PhoneNumbers({ ...loginContext, devices }),
    accountDeletion: new AccountDeletion({
      login: loginContext,
      store,
      passwords: passwordContext,
      devices,
      links: createDeletionLinks(secret.derive('deletion links')),
    }),
    accountSettings,
    suggestions: new Suggestions({ store, clock, policy, accountSettings, passkeys: passkeys.available }),
    terms: new TermsOfService(store.accounts, clock, policy.terms),
    bans: new Bans(sessionContext, policy.numbers),
    officialApps: policy.apps.official,
    keys,
    clock,
    apps: createAppPolicy(options.apps, policy.apps),
    accessHashes: createAccessHashes(secret.derive('access hashes')),
    crypto,
    numbers: policy.numbers,
    texts: options.delivery?.texts ?? defaultTextSettings,
    forgetKeys: own.forgetKeys,
    site: {
      dcId: own.plan.id,
      advertise: own.plan.advertise,
      dcs: shared.dcs,
      country: options.country,
    },
  }
}
