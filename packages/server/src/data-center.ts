import { defaultApp } from './apps.ts'
import { type DataCenterOptions, type NewAccount, type ResolvedOptions, resolveOptions } from './data-center-options.ts'
import type { DeliveryLog } from './delivery/delivery-log.ts'
import type { Inbox } from './delivery/inbox.ts'
import type { Account } from './domain/account.ts'
import { createAccount } from './domain/create-account.ts'
import type { MissingCodes } from './domain/missing-codes.ts'
import { parsePhoneNumber } from './domain/phone-number.ts'
import type { Bots } from './domain/sessions/bots.ts'
import { createEngine, type Engine } from './engine.ts'
import { createConsoleApp } from './http/console-app.ts'
import { type ConsoleServer, listenHttp } from './http/console-server.ts'
import { TcpListener } from './listen/tcp-listener.ts'

/** The people of a data center, for whoever operates it. */
export interface Accounts {
  /**
   * Creates an account, as if its number had signed up.
   *
   * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `PHONE_NUMBER_OCCUPIED`, `FIRSTNAME_INVALID`,
   *   `LASTNAME_INVALID`
   */
  create(account: NewAccount): Promise<Account>
  /** Finds the account of a number. @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED` */
  find(phone_number: string): Promise<Account | undefined>
}

/**
 * A data center: it listens for MTProto clients, keeps accounts and keys, and delivers login codes to its inbox. Any
 * number can run in one process.
 *
 * @example
 * await using dc = await DataCenter.start({ accounts: [{ phone_number: '+999 12345', first_name: 'Claude' }] })
 * console.log(dc.address, dc.publicKey)
 */
export class DataCenter implements AsyncDisposable {
  /** People of this data center. */
  readonly accounts: Accounts
  readonly #options: ResolvedOptions
  readonly #engine: Engine
  readonly #startedAtMs: number
  #listener: TcpListener | undefined
  #console: ConsoleServer | undefined
  #stopping: Promise<void> | undefined

  private constructor(options: ResolvedOptions, engine: Engine) {
    this.#options = options
    this.#engine = engine
    this.#startedAtMs = options.clock.now()
    const rules = { numbers: options.policy.numbers, clock: options.clock }
    const { accounts } = engine.store
    this.accounts = {
      create: account => createAccount(accounts, { last_name: '', ...account }, rules),
      find: async phone_number => accounts.findByPhone(parsePhoneNumber(phone_number, rules.numbers)),
    }
  }

  /**
   * Starts a data center; it accepts connections when this resolves.
   *
   * @throws {OptionsError} or `PolicyError` for options that cannot be followed
   * @throws {StoreError} when the data directory cannot be used
   * @throws the socket's error (`EADDRINUSE`, …) when a port cannot be had
   */
  static async start(options: DataCenterOptions = {}): Promise<DataCenter> {
    const resolved = resolveOptions(options)
    const dc = new DataCenter(resolved, await createEngine(resolved))
    try {
      await dc.#open()
    } catch (error) {
      await dc.stop()
      throw error
    }
    const { host, port } = dc.address
    resolved.log.info('dc.started', { dc: dc.dcId, host, port, fingerprint: dc.fingerprint })
    return dc
  }

  /** Where clients connect. */
  get address(): { readonly host: string; readonly port: number } {
    return { host: this.#options.host, port: this.#listener?.port ?? this.#options.port }
  }

  /** Its number. */
  get dcId(): number {
    return this.#options.dcId
  }

  /** The RSA key that clients need: PKCS #1 PEM. */
  get publicKey(): string {
    return this.#engine.keys[0].publicKey.toPem()
  }

  /** The key's fingerprint: 16 hexadecimal digits. */
  get fingerprint(): string {
    return BigInt.asUintN(64, this.#engine.keys[0].publicKey.fingerprint).toString(16).padStart(16, '0')
  }

  /** An api_id that is accepted here. */
  get api_id(): number {
    return this.#firstApp.api_id
  }

  /** The api_hash that belongs to it. */
  get api_hash(): string {
    return this.#firstApp.api_hash
  }

  /** Messages that phones would have received. */
  get inbox(): Inbox {
    return this.#engine.inbox
  }

  /** Attempts to deliver codes; never the codes. */
  get deliveries(): DeliveryLog {
    return this.#engine.deliveries
  }

  /** Bots of this data center: they are created here, and log in by their token. */
  get bots(): Bots {
    return this.#engine.bots
  }

  /** Codes that clients reported as not having come. */
  get missingCodes(): MissingCodes {
    return this.#engine.missingCodes
  }

  /** Where the console is, and the token it asks for; undefined without one. */
  get http(): { readonly url: string; readonly port: number; readonly token: string | undefined } | undefined {
    if (this.#console === undefined) return undefined
    return { url: this.#console.url, port: this.#console.port, token: this.#options.http?.token }
  }

  /** TCP connections open now. */
  get connections(): number {
    return this.#listener?.size ?? 0
  }

  /** Stops: no new connections, calls in work are answered, everything is closed. Stopping twice is harmless. */
  stop(): Promise<void> {
    this.#stopping ??= this.#close()
    return this.#stopping
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  get #firstApp(): { readonly api_id: number; readonly api_hash: string } {
    return (this.#options.apps === 'any' ? undefined : this.#options.apps[0]) ?? defaultApp
  }

  async #open(): Promise<void> {
    for (const account of this.#options.accounts) {
      if ((await this.accounts.find(account.phone_number)) === undefined) await this.accounts.create(account)
    }
    const { host, port, clock, limits, log } = this.#options
    const { connectionHost, createMachine } = this.#engine
    this.#listener = await TcpListener.start({ host, port, createMachine, connectionHost, clock, limits, log })
    await this.#openConsole()
  }

  async #openConsole(): Promise<void> {
    const { http, clock, log } = this.#options
    if (http === undefined) return
    const app = createConsoleApp({
      inbox: this.inbox,
      bots: this.bots,
      health: () => ({
        status: this.#stopping === undefined ? 'ok' : 'stopping',
        connections: this.connections,
        uptime: Math.floor((clock.now() - this.#startedAtMs) / 1000),
      }),
      log,
      token: http.token,
      hostNames: http.hostNames,
      mounts: http.mounts,
    })
    this.#console = await listenHttp(app, http)
  }

  async #close(): Promise<void> {
    await this.#console?.close()
    await this.#listener?.stop(STOP_GRACE_MS)
    await this.#engine.close()
    this.#options.log.info('dc.stopped')
  }
}

/** Milliseconds that calls in work, and then open sockets, get when a data center stops. */
const STOP_GRACE_MS = 1_000
