import { createDelivery } from '../../src/delivery/create-delivery.ts'
import { createMailer } from '../../src/delivery/create-mailer.ts'
import { DeliveryLog } from '../../src/delivery/delivery-log.ts'
import { Inbox } from '../../src/delivery/inbox.ts'
import type { DeliveryProvider } from '../../src/delivery/provider.ts'
import type { Account } from '../../src/domain/account.ts'
import { type CodeSecrets, createCodeSecrets } from '../../src/domain/code-secrets.ts'
import { isDomainError } from '../../src/domain/domain-error.ts'
import { Homes } from '../../src/domain/homes/homes.ts'
import type { IntegrityVerifier } from '../../src/domain/integrity.ts'
import { LoginCodes } from '../../src/domain/login-codes.ts'
import { MissingCodes } from '../../src/domain/missing-codes.ts'
import type { SentCode } from '../../src/domain/sent-code.ts'
import type { LoginPolicy } from '../../src/policy/login-policy.ts'
import { type PolicyOverrides, resolvePolicy } from '../../src/policy/resolve-policy.ts'
import type { Random } from '../../src/random.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { ServerSecret } from '../../src/store/server-secret.ts'
import { FakeClock } from '../../src/testing/fake-clock.ts'
import { seededRandom } from '../../src/testing/seeded-random.ts'
import { emailServices } from './email-services.ts'

/** A number that exists in no country. */
export const phone_number = '+999 555 12 34'
/** The same number as it is kept. */
export const digits = '9995551234'

export interface LoginWorldOptions {
  readonly policy?: PolicyOverrides
  readonly seed?: string
  /** Asked before the inbox. */
  readonly providers?: readonly DeliveryProvider[]
  /** Leaves the inbox out, so that only `providers` deliver. */
  readonly withoutInbox?: boolean
  readonly integrity?: IntegrityVerifier
}

/** The login rules over a store in memory, with a clock that stands still. */
export class LoginWorld implements AsyncDisposable {
  readonly clock: FakeClock = new FakeClock()
  readonly inbox: Inbox = new Inbox(this.clock)
  readonly log: DeliveryLog = new DeliveryLog()
  readonly missingCodes: MissingCodes = new MissingCodes()
  readonly store: Store
  readonly codes: LoginCodes
  readonly policy: LoginPolicy
  readonly secrets: CodeSecrets
  #lastKey = 0n

  private constructor(options: LoginWorldOptions, random: Random, secret: ServerSecret, store: Store) {
    this.store = store
    this.policy = resolvePolicy(options.policy)
    this.secrets = createCodeSecrets(secret.derive('login codes'))
    const providers = [...(options.providers ?? []), ...(options.withoutInbox ? [] : [this.inbox])]
    const delivery = createDelivery({ providers, log: this.log, clock: this.clock })
    const { policy, secrets, clock } = this
    const { missingCodes } = this
    const { integrity } = options
    const email = emailServices(createMailer({ providers: [this.inbox], log: this.log, clock }))
    const homes = new Homes(2, [2], policy)
    this.codes = new LoginCodes({
      store,
      secrets,
      delivery,
      policy,
      homes,
      email,
      clock,
      random,
      missingCodes,
      integrity,
    })
  }

  static async open(options: LoginWorldOptions = {}): Promise<LoginWorld> {
    const random = seededRandom(options.seed ?? 'login world')
    const secret = ServerSecret.create(random)
    const store = await openStore({ file: ':memory:', secret })
    return new LoginWorld(options, random, secret, store)
  }

  /** Makes a fresh permanent auth key. */
  async key(): Promise<bigint> {
    const key_id = ++this.#lastKey
    const auth_key = new Uint8Array(256).fill(Number(key_id % 256n))
    await this.store.keys.add({
      key_id,
      auth_key,
      dc: 2,
      expires_at: undefined,
      server_salt: 1n,
      createdAtMs: this.clock.now(),
    })
    return key_id
  }

  /** Makes an account, logged in under as many keys as asked. */
  async account(sessions = 0, phone: string = digits): Promise<Account> {
    const account = await this.store.accounts.create({
      phone_number: phone,
      first_name: 'Ada',
      last_name: '',
      createdAtMs: this.clock.now(),
    })
    if (account === undefined) throw new TypeError(`the number ${phone} has an account already`)
    for (let index = 0; index < sessions; index++) {
      await this.store.sessions.authorize(await this.key(), {
        user_id: account.id,
        hash: BigInt(index + 1),
        password_pending: false,
        createdAtMs: this.clock.now(),
      })
    }
    return account
  }

  /** Sends a code to {@link phone_number}. */
  send(key_id: bigint, phone: string = phone_number): Promise<SentCode> {
    return this.codes.send({ key_id, phone_number: phone, api_id: 1 })
  }

  /** Returns the code in the newest message to a number. */
  lastCode(phone: string = phone_number): string {
    const code = this.inbox.list({ phone_number: phone }).at(-1)?.code
    if (code === undefined) throw new TypeError(`no code was delivered to ${phone}`)
    return code
  }

  /** Returns a code that is not the one in the newest message. */
  wrongCode(phone: string = phone_number): string {
    return this.lastCode(phone) === '00000' ? '11111' : '00000'
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store[Symbol.asyncDispose]()
  }
}

/** Returns `CODE` or `CODE seconds` of the refusal a promise rejects with, or `ok`. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'ok'
  } catch (error) {
    if (!isDomainError(error)) throw error
    return error.waitSeconds === undefined ? error.code : `${error.code} ${error.waitSeconds}`
  }
}
