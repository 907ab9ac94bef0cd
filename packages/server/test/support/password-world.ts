import {
  bigintToBytes,
  bytesToBigint,
  type SrpAlgorithm,
  srpAnswer,
  srpNewAlgorithm,
  srpVerifier,
} from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type { account, auth, InputCheckPasswordSRP, inputCheckPasswordSRP, PasswordKdfAlgo } from '@chappe/schema/api'
import { DataCenter, type DataCenterOptions, defaultApp } from '../../src/index.ts'
import { FakeClock } from '../../src/testing/fake-clock.ts'
import { RawClient, type RawClientOptions } from './raw-client.ts'
import { privateKey } from './server-key.ts'

/** The account that every test is about. */
const phone_number = '+999 123 45 67'

/** What stands in for a password where there is none. */
export const noPassword: InputCheckPasswordSRP = { _: 'inputCheckPasswordEmpty' }

/** A data center with one account in a time that stands still, and raw clients of it that know how to use passwords. */
export class PasswordWorld implements AsyncDisposable {
  readonly clock: FakeClock
  readonly dc: DataCenter
  readonly #clients: RawClient[] = []

  private constructor(clock: FakeClock, dc: DataCenter) {
    this.clock = clock
    this.dc = dc
  }

  static async start(options: DataCenterOptions = {}, clock: FakeClock = new FakeClock()): Promise<PasswordWorld> {
    const accounts = [{ phone_number, first_name: 'Ada' }]
    // Tests log in more often than people do.
    const limits = { codesPerNumber: null, codesPerAddress: null }
    return new PasswordWorld(
      clock,
      await DataCenter.start({ clock, privateKey, accounts, policy: { limits }, ...options }),
    )
  }

  async connect(options?: RawClientOptions): Promise<RawClient> {
    const client = await RawClient.connect(this.dc, { clock: this.clock, ...options })
    this.#clients.push(client)
    await client.init('help.getConfig')
    return client
  }

  /** Sends a code and returns the call that enters it. */
  async sendCode(client: RawClient): Promise<() => Promise<auth.Authorization>> {
    const request = { phone_number, ...defaultApp, settings: { _: 'codeSettings' } }
    const { phone_code_hash } = await client.call<auth.sentCode>('auth.sendCode', request)
    const phone_code = this.#newest(message => message.medium !== 'email')
    return () => client.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
  }

  /** A client that is logged in; only before there is a password. */
  async loggedIn(): Promise<RawClient> {
    const client = await this.connect()
    await (await this.sendCode(client))()
    return client
  }

  /** A client whose code was right and that owes the password. */
  async pending(): Promise<RawClient> {
    const client = await this.connect()
    await (await this.sendCode(client))().catch(() => undefined)
    return client
  }

  /**
   * Lets so much time pass that a connection looks dead, and comes back by another under the same key.
   *
   * @returns the client to go on with
   */
  async later(client: RawClient, ms: number): Promise<RawClient> {
    this.clock.advance(ms)
    return this.connect({ key: client.key })
  }

  /** The code of the newest mail. */
  mailedCode(): string {
    return this.#newest(message => message.medium === 'email')
  }

  /** Six digits that are not that code. */
  wrongMailedCode(): string {
    return this.mailedCode() === '000000' ? '111111' : '000000'
  }

  #newest(wanted: (message: ReturnType<DataCenter['inbox']['list']>[number]) => boolean): string {
    const message = this.dc.inbox.list({ phone_number }).filter(wanted).at(-1)
    if (message === undefined) throw new TypeError('no message arrived')
    return message.code
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) client[Symbol.dispose]()
    await this.dc.stop()
  }
}

/** account.getPassword. */
export function getPassword(client: RawClient): Promise<account.password> {
  return client.call<account.password>('account.getPassword')
}

/** Opens a question and answers it with a password. */
export async function answer(client: RawClient, password: string): Promise<InputCheckPasswordSRP> {
  return answerTo(await getPassword(client), password)
}

/** Answers a question that was opened before. */
export async function answerTo(asked: account.password, password: string): Promise<InputCheckPasswordSRP> {
  const { current_algo, srp_B = new Uint8Array(0), srp_id = 0n } = asked
  const proof = await srpAnswer(nodeCrypto, password, algorithmOf(current_algo), srp_B)
  return { _: 'inputCheckPasswordSRP', srp_id, ...proof }
}

/** An answer that costs no hashing and is wrong. */
export async function wrongAnswer(client: RawClient): Promise<inputCheckPasswordSRP> {
  const { srp_id = 0n } = await getPassword(client)
  return { _: 'inputCheckPasswordSRP', srp_id, A: new Uint8Array(256).fill(1), M1: new Uint8Array(32) }
}

/** Settings that set a password. */
export async function settings(
  client: RawClient,
  password: string,
  changes: Partial<account.passwordInputSettings> = {},
): Promise<account.passwordInputSettings> {
  const algorithm = srpNewAlgorithm(nodeCrypto, algorithmOf((await getPassword(client)).new_algo))
  return {
    _: 'account.passwordInputSettings',
    new_algo: { _: srpName, ...algorithm },
    new_password_hash: await srpVerifier(nodeCrypto, password, algorithm),
    hint: 'the usual',
    ...changes,
  }
}

/** Settings as they come, without any work. */
export function plainSettings(changes: Partial<account.passwordInputSettings>): account.passwordInputSettings {
  return { _: 'account.passwordInputSettings', ...changes }
}

/** account.updatePasswordSettings. */
export function update(
  client: RawClient,
  password: InputCheckPasswordSRP,
  new_settings: account.passwordInputSettings,
): Promise<boolean> {
  return client.call('account.updatePasswordSettings', { password, new_settings })
}

/** Sets the first password of the account. */
export async function setPassword(client: RawClient, password: string): Promise<void> {
  await update(client, noPassword, await settings(client, password))
}

/** Sets the first password with an address for recovery, and confirms that. */
export async function setPasswordWithEmail(world: PasswordWorld, client: RawClient, password: string): Promise<void> {
  await update(client, noPassword, await settings(client, password, { email })).catch(() => undefined)
  await client.call('account.confirmPasswordEmail', { code: world.mailedCode() })
}

/** The address for recovery that tests use, and how it is shown to who need not know it. */
export const email = 'ada@mail.example'
export const emailPattern = 'a***a@mail.example'

/** Removes the password. */
export const removal: account.passwordInputSettings = plainSettings({
  new_algo: { _: 'passwordKdfAlgoUnknown' },
  new_password_hash: new Uint8Array(0),
  hint: '',
})

/** The algorithm in a TL object, which has to be the one that there is. */
export function algorithmOf(algo: PasswordKdfAlgo | undefined): SrpAlgorithm {
  if (algo?._ !== srpName) throw new TypeError('there is no algorithm')
  return algo
}

/** p minus one of the group in use. */
export function pMinus(algo: PasswordKdfAlgo, difference: bigint): Uint8Array {
  return bigintToBytes(bytesToBigint(algorithmOf(algo).p) - difference, 256)
}

const srpName = 'passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow'
