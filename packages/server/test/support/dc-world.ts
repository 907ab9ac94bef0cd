import type { auth } from '@chappe/schema/api'
import { DataCenter, type DataCenterOptions, defaultApp } from '../../src/index.ts'
import { FakeClock } from '../../src/testing/fake-clock.ts'
import { RawClient, type RawClientOptions, type Reachable } from './raw-client.ts'
import { privateKey } from './server-key.ts'

/** Somebody whose home is data center 2. */
export const ada = '+999 123 45 67'

/** Data centers 1, 2 and 3 of one Telegram, over TCP, in a time that stands still. */
export class DcWorld implements AsyncDisposable {
  readonly clock: FakeClock
  readonly dc: DataCenter
  readonly #clients: RawClient[] = []

  private constructor(clock: FakeClock, dc: DataCenter) {
    this.clock = clock
    this.dc = dc
  }

  static async start(options: DataCenterOptions = {}, clock: FakeClock = new FakeClock()): Promise<DcWorld> {
    const { policy, ...rest } = options
    const dc = await DataCenter.start({
      privateKey,
      clock,
      dcs: [{ id: 1 }, { id: 2 }, { id: 3 }],
      accounts: [{ phone_number: ada, first_name: 'Ada', dc: 2 }],
      policy: { limits: { codesPerNumber: null, loginsPerAccount: null }, ...policy },
      ...rest,
    })
    return new DcWorld(clock, dc)
  }

  /** What a client has to know of one of them. */
  reach(id: number): Reachable {
    const address = this.dc.dcs.find(dc => dc.id === id)
    if (address === undefined) throw new TypeError(`there is no data center ${id}`)
    const { publicKey, api_id, api_hash } = this.dc
    return { address, dcId: id, publicKey, api_id, api_hash }
  }

  /** A client of one of them that has said who it is and is not logged in. */
  async connect(id: number, options: RawClientOptions = {}, init?: object): Promise<RawClient> {
    const client = await RawClient.connect(this.reach(id), { clock: this.clock, ...options })
    this.#clients.push(client)
    if (options.key === undefined) await client.init('help.getConfig', {}, init)
    return client
  }

  /** The same key at another data center. */
  async carryKey(client: RawClient, id: number): Promise<RawClient> {
    return this.connect(id, { key: client.key })
  }

  sendCode<T = auth.sentCode>(
    client: RawClient,
    phone_number: string = ada,
    logout_tokens?: readonly Uint8Array[],
  ): Promise<T> {
    return client.call('auth.sendCode', { phone_number, ...defaultApp, settings: { _: 'codeSettings', logout_tokens } })
  }

  /** Logs a client in by code, at the home of the number. */
  async logIn(client: RawClient, phone_number: string = ada): Promise<auth.authorization> {
    const { phone_code_hash } = await this.sendCode(client, phone_number)
    const phone_code = this.dc.inbox.list({ phone_number }).at(-1)?.code
    return client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
  }

  async loggedIn(id = 2, init?: object): Promise<RawClient> {
    const client = await this.connect(id, {}, init)
    await this.logIn(client)
    return client
  }

  /** Takes the login of a client to another data center, under a key of its own there. */
  async follow(client: RawClient, id: number): Promise<RawClient> {
    const there = await this.connect(id)
    await importTo(there, await exportFrom(client, id))
    return there
  }

  /** Lets the bytes that are on their way arrive. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 30; turn++) await new Promise(resolve => setImmediate(resolve))
  }

  /** Lets so much time pass, in which connections may end. */
  async pass(ms: number): Promise<void> {
    await this.settle()
    this.clock.advance(ms)
    await this.settle()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client[Symbol.dispose]()
    await this.dc.stop()
  }
}

/** Calls auth.exportAuthorization. */
export function exportFrom(client: RawClient, dc_id: number): Promise<auth.exportedAuthorization> {
  return client.call('auth.exportAuthorization', { dc_id })
}

/** Calls auth.importAuthorization with what was exported, or with changes to it. */
export function importTo(
  client: RawClient,
  exported: auth.exportedAuthorization,
  changes: object = {},
): Promise<auth.authorization> {
  const { id, bytes } = exported
  return client.call('auth.importAuthorization', { id, bytes, ...changes })
}

/** Calls a method that only the home of an account answers. */
export function askHome(client: RawClient): Promise<unknown> {
  return client.call('users.getUsers', { id: [{ _: 'inputUserSelf' }] })
}
