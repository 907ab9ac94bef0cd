import type { auth, Update } from '@chappe/schema/api'
import { DataCenter, type DataCenterOptions, defaultApp } from '../../src/index.ts'
import { FakeClock } from '../../src/testing/fake-clock.ts'
import { RawClient, type RawClientOptions } from './raw-client.ts'
import { privateKey } from './server-key.ts'

/** The account of these worlds. */
const phone_number = '+999 123 45 67'

/** A data center over TCP, in a time that stands still, with clients that log in by code. */
export class SessionWorld implements AsyncDisposable {
  readonly clock: FakeClock
  readonly dc: DataCenter
  readonly #clients: RawClient[] = []

  private constructor(clock: FakeClock, dc: DataCenter) {
    this.clock = clock
    this.dc = dc
  }

  static async start(options: DataCenterOptions = {}): Promise<SessionWorld> {
    const clock = new FakeClock()
    const dc = await DataCenter.start({
      privateKey,
      clock,
      accounts: [{ phone_number, first_name: 'Ada' }],
      policy: { limits: { codesPerNumber: null, loginsPerAccount: null } },
      ...options,
    })
    return new SessionWorld(clock, dc)
  }

  /** A client that has said who it is and is not logged in. */
  async connect(options: RawClientOptions = {}, init?: object): Promise<RawClient> {
    const client = await RawClient.connect(this.dc, { clock: this.clock, ...options })
    this.#clients.push(client)
    // A key from before is known by what it said then.
    if (options.key === undefined || init !== undefined) await client.init('help.getConfig', {}, init)
    return client
  }

  /** A client under a temporary key that is bound to none. */
  async temporary(): Promise<RawClient> {
    const client = await RawClient.connect(this.dc, { clock: this.clock, expires_in: 86_400 })
    this.#clients.push(client)
    return client
  }

  /** A client that is logged in by code. */
  async loggedIn(options: RawClientOptions = {}, init?: object): Promise<RawClient> {
    const client = await this.connect(options, init)
    await this.logIn(client)
    return client
  }

  /** Logs a client in by code. */
  async logIn(client: RawClient): Promise<auth.authorization> {
    const { phone_code_hash } = await this.sendCode(client)
    const phone_code = this.dc.inbox.list({ phone_number }).at(-1)?.code
    return client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
  }

  /** Asks for a code, or with tokens for a login without one. */
  sendCode<T = auth.sentCode>(client: RawClient, logout_tokens?: readonly Uint8Array[]): Promise<T> {
    return client.call('auth.sendCode', { phone_number, ...defaultApp, settings: { _: 'codeSettings', logout_tokens } })
  }

  /** The same client over another connection. */
  again(client: RawClient): Promise<RawClient> {
    return this.connect({ key: client.key, layer: client.layer })
  }

  /** Lets so much time pass, in which every connection may end. */
  async pass(ms: number): Promise<void> {
    await this.settle()
    this.clock.advance(ms)
    await this.settle()
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

/** What a client was told, without the envelopes. */
export function told({ updates }: RawClient): Update[] {
  return updates.map(update => {
    if (update._ !== 'updateShort') throw new TypeError(`${update._} is no updateShort`)
    return update.update
  })
}

/** The same without the login codes that its account was sent. */
export function toldBesidesCodes(client: RawClient): Update[] {
  return told(client).filter(update => !isLoginCode(update))
}

/** Tells a login code, as a message from 777000, from everything else. */
export function isLoginCode(update: Update): boolean {
  return update._ === 'updateServiceNotification' && update.type.startsWith('auth_code_')
}
