import { randomBytes } from 'node:crypto'
import { type App, defaultApp } from './apps.ts'
import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'
import { checkNetworks, type DcOptions, type DcPlan, isReachable, planDcs } from './dc-plans.ts'
import type { DeliveryConfig } from './delivery/config/delivery-config.ts'
import type { DeliveryPlan } from './delivery/config/delivery-plan.ts'
import { readDelivery } from './delivery/config/read-delivery.ts'
import type { IdTokens } from './domain/email/id-tokens.ts'
import type { IntegrityVerifier } from './domain/integrity.ts'
import type { PasskeySettings } from './domain/passkeys/passkey.ts'
import type { ReceiptVerifier } from './domain/payment/receipts.ts'
import type { PersonName } from './domain/person-name.ts'
import { isLoopback } from './http/guard.ts'
import { checkMounts, type Mount } from './http/mount.ts'
import { createIdTokens } from './id-tokens/create-id-tokens.ts'
import { checkChecks } from './integrity/check-checks.ts'
import { createIntegrity } from './integrity/create-integrity.ts'
import type { IntegrityOptions } from './integrity/integrity-options.ts'
import { defaultListenLimits, type ListenLimits } from './listen/tcp-listener.ts'
import { type Log, silentLog } from './log.ts'
import { OptionsError } from './options-error.ts'
import { type PasskeyOptions, resolvePasskeys } from './passkey-options.ts'
import { createJwsReceipts } from './payment/jws-receipts.ts'
import type { ReceiptOptions } from './payment/receipt-options.ts'
import type { LoginPolicy } from './policy/login-policy.ts'
import { type PolicyOverrides, resolvePolicy } from './policy/resolve-policy.ts'
import type { Random } from './random.ts'

/** A person to create at the start. */
export interface NewAccount {
  /** In any usual way of writing. */
  readonly phone_number: string
  readonly first_name: string
  /** Default: none. */
  readonly last_name?: string
  /** The data center where it is at home. Default: the first. */
  readonly dc?: number
  /** The address to which its login codes go first. Default: none. */
  readonly login_email?: string
}

/** How a data center is to be. Everything has a default. */
export interface DataCenterOptions {
  /**
   * Several data centers that are one Telegram: one store, each with its own port, number and auth keys, each account at
   * home at one of them. `port`, `advertise`, `dcId` and `acceptedDcIds` are then left out. Default: one data center.
   */
  readonly dcs?: readonly DcOptions[]
  /** TCP port; 0, the default, picks a free one. */
  readonly port?: number
  /**
   * Address to listen on. Default `127.0.0.1`: nobody outside this machine can connect. On an address that others reach,
   * test numbers are off unless the policy has `numbers.testNumbers`.
   */
  readonly host?: string
  /** Address and port to tell clients in `help.getConfig`. Default: those that the client used. */
  readonly advertise?: { readonly host: string; readonly port: number }
  /** Port of the console; 0 picks a free one. Default: no console. */
  readonly httpPort?: number
  /** Address of the console. Default `127.0.0.1`. On any other, a token is needed. */
  readonly httpHost?: string
  /** Token that console requests must carry, at least 16 characters. Default: none on loopback, a random one elsewhere. */
  readonly httpToken?: string
  /** Names besides `localhost` under which the console may be opened. */
  readonly httpHostNames?: readonly string[]
  /** What else stands on the console's port, such as the reference. Default: nothing. */
  readonly mounts?: readonly Mount[]
  /** Folder for everything that is to last; created when missing. Default: memory, gone with the process. */
  readonly dataDir?: string
  /** Its own number. Default 2. */
  readonly dcId?: number
  /** Numbers that clients may believe to talk to (plus 10000 for test, negative for media). Default 1 to 5. */
  readonly acceptedDcIds?: readonly number[]
  /** Programs that may connect, or `any`. Default: one, `defaultApp`. */
  readonly apps?: readonly App[] | 'any'
  /** People to create unless their number has an account already. */
  readonly accounts?: readonly NewAccount[]
  /** Login rules that differ from the defaults. */
  readonly policy?: PolicyOverrides
  /** How programs prove their integrity, for the medium `firebaseSms`. Default: they are not asked to. */
  readonly integrity?: IntegrityOptions
  /** How purchases in stores prove themselves, for logins that have to be paid for. Default: none are accepted. */
  readonly receipts?: ReceiptOptions
  /**
   * The domain of passkeys and the pages that may use them; false for none. Default: `localhost` with any port, and none
   * when `host` is not a loopback address.
   */
  readonly passkeys?: PasskeyOptions | false
  /**
   * Who brings codes to people: mail servers, message centres, gateways. Default: the inbox receives everything. The
   * credentials it names are taken from the environment.
   */
  readonly delivery?: DeliveryConfig
  /** Country (ISO 3166-1) for `help.getNearestDc`. Default `US`. */
  readonly country?: string
  /** RSA private key (PEM) to use instead of a generated one; it is not stored. */
  readonly privateKey?: string
  /** Bounds that differ from the defaults; of several data centers, each has them for itself. */
  readonly limits?: Partial<ListenLimits>
  /** Default: the system's clock. */
  readonly clock?: Clock
  /** Random bytes for codes, hashes and secrets. Default: the system's. Never anything else outside a test. */
  readonly random?: Random
  /** Default: silent. */
  readonly log?: Log
}

/** Options with every default filled in and checked. */
export interface ResolvedOptions {
  readonly dcs: readonly [DcPlan, ...DcPlan[]]
  readonly http: HttpOptions | undefined
  readonly dataDir: string | undefined
  readonly apps: readonly App[] | 'any'
  readonly accounts: readonly (PersonName & NewAccount)[]
  readonly policy: LoginPolicy
  readonly integrity: IntegrityVerifier | undefined
  readonly idTokens: IdTokens
  readonly receipts: ReceiptVerifier | undefined
  readonly passkeys: PasskeySettings | undefined
  readonly delivery: DeliveryPlan | undefined
  readonly country: string
  readonly privateKey: string | undefined
  readonly limits: ListenLimits
  readonly clock: Clock
  readonly random: Random | undefined
  readonly log: Log
}

/** The console port. */
interface HttpOptions {
  readonly port: number
  readonly host: string
  readonly token: string | undefined
  readonly hostNames: readonly string[]
  readonly mounts: readonly Mount[]
}

/**
 * Fills in the defaults.
 *
 * @throws {OptionsError} `APPS_INVALID`, `DC_INVALID`, `HTTP_TOKEN_SHORT`, `INTEGRITY_INVALID`, `MOUNT_INVALID`,
 *   `RECEIPTS_INVALID`,
 *   `PASSKEYS_INVALID`
 * @throws {DeliveryConfigError} for a way of delivery that cannot be followed
 * @throws {PolicyError} for a login rule that cannot be followed
 */
export function resolveOptions(options: DataCenterOptions): ResolvedOptions {
  const { apps = [defaultApp], clock = systemClock, log = silentLog } = options
  const dcs = planDcs(options)
  const policy = resolvePolicy(options.policy, dcs.some(isReachable))
  checkNetworks(dcs, policy)
  checkChecks(policy.checks, options.integrity)
  if (apps !== 'any') checkApps(apps)
  return {
    dcs,
    http: resolveHttp(options),
    dataDir: options.dataDir,
    apps,
    accounts: (options.accounts ?? []).map(account => ({ last_name: '', ...account })),
    policy,
    idTokens: createIdTokens(policy.email),
    integrity: options.integrity && createIntegrity(options.integrity, clock, log),
    receipts: options.receipts === undefined ? undefined : createJwsReceipts(options.receipts),
    passkeys: resolvePasskeys(
      options.passkeys,
      dcs.map(({ host }) => host),
    ),
    delivery: options.delivery === undefined ? undefined : readDelivery(options.delivery, process.env),
    country: options.country ?? 'US',
    privateKey: options.privateKey,
    limits: { ...defaultListenLimits, ...options.limits },
    clock,
    random: options.random,
    log,
  }
}

const TOKEN_LENGTH_MIN = 16

function resolveHttp(options: DataCenterOptions): HttpOptions | undefined {
  const { httpPort, httpHost = '127.0.0.1', httpToken, httpHostNames = [], mounts = [] } = options
  if (httpPort === undefined) return undefined
  if (httpToken !== undefined && httpToken.length < TOKEN_LENGTH_MIN) {
    throw new OptionsError('HTTP_TOKEN_SHORT', `the console's token needs at least ${TOKEN_LENGTH_MIN} characters`)
  }
  checkMounts(mounts)
  // Whoever reads the console reads every login code: outside this machine that takes a secret.
  const token = httpToken ?? (isLoopback(httpHost) ? undefined : randomBytes(24).toString('base64url'))
  return { port: httpPort, host: httpHost, token, hostNames: httpHostNames, mounts }
}

function checkApps(apps: readonly App[]): void {
  if (apps.length === 0) throw new OptionsError('APPS_INVALID', 'name at least one program, or let "any" connect')
  for (const { api_id, api_hash } of apps) {
    if (!Number.isInteger(api_id) || api_id < 1 || api_id > 0x7fffffff || !/^[\da-f]{32}$/.test(api_hash)) {
      throw new OptionsError(
        'APPS_INVALID',
        'an api_id is a positive int, an api_hash 32 hexadecimal digits in lower case',
      )
    }
  }
}
