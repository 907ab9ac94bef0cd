import type { auth } from '@chappe/schema/api'
import { DataCenter, type DataCenterOptions, defaultApp } from '../../src/index.ts'
import { FakeClock } from '../../src/testing/fake-clock.ts'
import { RawClient, type RawClientOptions } from './raw-client.ts'
import { privateKey } from './server-key.ts'

export const dayMs = 86_400_000
/** The number of the account of these worlds, as people write it and as it is kept. */
export const ada = '+999 123 45 67'
export const adaDigits = '9991234567'
/** Numbers without an account. */
export const free = '+999 222 22 22'
export const freeDigits = '9992222222'

const settings = { _: 'codeSettings' }

/** A data center over TCP in a time that the test moves, with clients that ask for codes of every purpose. */
export class NumberWorld implements AsyncDisposable {
  readonly clock: FakeClock
  readonly dc: DataCenter
  readonly #clients: RawClient[] = []

  private constructor(clock: FakeClock, dc: DataCenter) {
    this.clock = clock
    this.dc = dc
  }

  static async start(options: DataCenterOptions = {}): Promise<NumberWorld> {
    const clock = new FakeClock()
    const { policy, ...rest } = options
    const limits = { codesPerNumber: null, ...policy?.limits }
    const dc = await DataCenter.start({
      privateKey,
      clock,
      accounts: [{ phone_number: ada, first_name: 'Ada' }],
      ...rest,
      policy: { ...policy, limits },
    })
    return new NumberWorld(clock, dc)
  }

  async connect(options: RawClientOptions = {}): Promise<RawClient> {
    const client = await RawClient.connect(this.dc, { clock: this.clock, ...options })
    this.#clients.push(client)
    if (options.key === undefined) await client.init('help.getConfig')
    return client
  }

  /** The same client over another connection. */
  again(client: RawClient): Promise<RawClient> {
    return this.connect({ key: client.key, layer: client.layer })
  }

  /** A client whose login with this number got as far as the code, or further. */
  async atCode(phone_number: string = ada, options: RawClientOptions = {}): Promise<RawClient> {
    const client = await this.connect(options)
    await this.signIn(client, phone_number).catch(() => undefined)
    return client
  }

  async signIn(client: RawClient, phone_number: string = ada): Promise<auth.Authorization> {
    const { phone_code_hash } = await this.sendCode(client, phone_number)
    const phone_code = this.code(phone_number)
    return client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
  }

  /** A client that is logged in to the account of a number, which is signed up when it has none. */
  async loggedIn(phone_number: string = ada, options: RawClientOptions = {}): Promise<RawClient> {
    const client = await this.connect(options)
    const { phone_code_hash } = await this.sendCode(client, phone_number)
    const request = { phone_number, phone_code_hash }
    const answer = await client.call<auth.Authorization>('auth.signIn', {
      ...request,
      phone_code: this.code(phone_number),
    })
    if (answer._ === 'auth.authorizationSignUpRequired') {
      await client.call('auth.signUp', { ...request, first_name: 'Grace', last_name: '' })
    }
    return client
  }

  /** A client that has been logged in for a day. */
  async settledIn(phone_number: string = ada): Promise<RawClient> {
    const client = await this.loggedIn(phone_number)
    return this.later(client, dayMs)
  }

  sendCode(client: RawClient, phone_number: string = ada): Promise<auth.sentCode> {
    return client.call('auth.sendCode', { phone_number, ...defaultApp, settings })
  }

  sendChangeCode(client: RawClient, phone_number: string = free): Promise<auth.sentCode> {
    return client.call('account.sendChangePhoneCode', { phone_number, settings })
  }

  sendVerifyCode(client: RawClient, phone_number: string = free): Promise<auth.sentCode> {
    return client.call('account.sendVerifyPhoneCode', { phone_number, settings })
  }

  sendConfirmCode(client: RawClient, hash: string): Promise<auth.sentCode> {
    return client.call('account.sendConfirmPhoneCode', { hash, settings })
  }

  /** The newest code to a number. */
  code(phone_number: string = free): string {
    const code = this.dc.inbox.list({ phone_number }).at(-1)?.code
    if (code === undefined) throw new TypeError(`no code came to ${phone_number}`)
    return code
  }

  /** A code of the same form that is not it. */
  wrongCode(phone_number: string = free): string {
    return this.code(phone_number) === '00000' ? '11111' : '00000'
  }

  /** Lets so much time pass; gives the client over a new connection. */
  async later(client: RawClient, ms: number): Promise<RawClient> {
    await this.settle()
    this.clock.advance(ms)
    await this.settle()
    return this.again(client)
  }

  /** Lets the bytes that are on their way arrive. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 30; turn++) await new Promise(resolve => setImmediate(resolve))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client[Symbol.dispose]()
    await this.dc.stop()
  }
}
