import { defaultApp } from './apps.ts'
import { type DataCenterOptions, type NewAccount, type ResolvedOptions, resolveOptions } from './data-center-options.ts'
import { isReachable } from './dc-plans.ts'
import type { DeliveryLog } from './delivery/delivery-log.ts'
import type { Inbox } from './delivery/inbox.ts'
import type { Account } from './domain/account.ts'
import type { Bans } from './domain/bans/bans.ts'
import { createAccount } from './domain/create-account.ts'
import { setLoginEmail } from './domain/email/set-login-email.ts'
import type { MissingCodes } from './domain/missing-codes.ts'
import type { Payments } from './domain/payment/payments.ts'
import { parsePhoneNumber } from './domain/phone-number.ts'
import type { Bots } from './domain/sessions/bots.ts'
import type { WebAuthorizations } from './domain/sessions/web-authorizations.ts'
import type { NewWebToken } from './domain/sessions/web-tokens.ts'
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
   *   `LASTNAME_INVALID`, `DC_ID_INVALID`, `EMAIL_INVALID`
   */
  create(account: NewAccount): Promise<Account>
  /** Finds the account of a number. @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED` */
  find(phone_number: string): Promise<Account | undefined>
  /**
   * Gives the account of a number another login e-mail, without a code, or none.
   *
   * @returns whether the number has an account
   * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `EMAIL_INVALID`
   */
  setLoginEmail(phone_number: string, login_email: string | undefined): Promise<boolean>
  /**
   * Gives the account of a number another home. Its programs are sent there with their next calls.
   *
   * @returns the account as it is now; undefined when the number has none
   * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`, `DC_ID_INVALID`
   */
  move(phone_number: string, dc: number): Promise<Account | undefined>
  /**
   * Deletes the account of a number, as its owner may. Its sessions end, and the number is free.
   *
   * @returns false when the number has no account
   * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`
   */
  delete(phone_number: string): Promise<boolean>
}

/** The tokens by which a web page of the operator lets somebody in to a web client. */
export interface WebTokenOffice {
  /**
   * Makes a token for one login to an account, by `auth.importWebTokenAuthorization`.
   *
   * @param request - whose account, by number or id; `lifetimeSeconds`: 1 to 86400, default 300
   * @throws {DomainError} `USER_ID_INVALID` when there is no such account, `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`
   * @throws {OptionsError} `LIFETIME_INVALID`
   */
  create(
    request: ({ readonly phone_number: string } | { readonly user_id: bigint }) & { readonly lifetimeSeconds?: number },
  ): Promise<NewWebToken>
}

/** Where one of the data centers listens. */
export interface DcLocation {
  readonly id: number
  readonly host: string
  readonly port: number
}

/**
 * A data center, or with `dcs` several that are one Telegram: it listens for MTProto clients, keeps accounts and keys, and
 * delivers login codes to its inbox. Any number can run in one process.
 *
 * @example
 * await using dc = await DataCenter.start({ accounts: [{ phone_number: '+999 12345', first_name: 'Claude' }] })
 * console.log(dc.address, dc.publicKey)
 */
export class DataCenter implements AsyncDisposable {
  /** People of this data center. */
  readonly accounts: Accounts
  /** Logins that web pages of the operator give away. */
  readonly webTokens: WebTokenOffice
  readonly #options: ResolvedOptions
  readonly #engine: Engine
  readonly #startedAtMs: number
  readonly #listeners: TcpListener[] = []
  #console: ConsoleServer | undefined
  #stopping: Promise<void> | undefined
  #hasStarted = false

  private constructor(options: ResolvedOptions, engine: Engine) {
    this.#options = options
    this.#engine = engine
    this.#startedAtMs = options.clock.now()
    const { homes } = engine.dcs[0].services
    const rules = { numbers: options.policy.numbers, clock: options.clock, homes }
    const { accounts } = engine.store
    this.accounts = {
      create: account =>
        engine.store.transaction(repositories => createAccount(repositories, { last_name: '', ...account }, rules)),
      find: async phone_number => accounts.findByPhone(parsePhoneNumber(phone_number, rules.numbers)),
      setLoginEmail: async (phone_number, login_email) =>
        setLoginEmail(engine.store, parsePhoneNumber(phone_number, rules.numbers), login_email, options.clock),
      move: async (phone_number, dc) => {
        const account = await accounts.findByPhone(parsePhoneNumber(phone_number, rules.numbers))
        const home = homes.choose(dc)
        if (account === undefined) return undefined
        await accounts.setDc(account.id, home)
        return { ...account, dc: home }
      },
      delete: async phone_number => {
        const account = await this.accounts.find(phone_number)
        if (account !== undefined) await engine.dcs[0].services.accountDeletion.deleteByOperator(account)
        return account !== undefined
      },
    }
    this.webTokens = {
      create: async ({ lifetimeSeconds, ...whose }) => {
        const found = 'user_id' in whose ? whose.user_id : (await this.accounts.find(whose.phone_number))?.id
        const lifetime = lifetimeSeconds === undefined ? {} : { lifetimeSeconds }
        return engine.dcs[0].services.webTokens.create({ user_id: found ?? 0n, ...lifetime })
      },
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
    dc.#hasStarted = true
    const { fingerprint } = dc
    for (const { id, host, port } of dc.dcs) resolved.log.info('dc.started', { dc: id, host, port, fingerprint })
    if (dc.testNumbers && resolved.dcs.some(isReachable)) {
      resolved.log.warn('dc.test_numbers', {
        numbers: '99966XYYYY',
        reason: 'others can connect, and numbers.testNumbers is on',
      })
    }
    return dc
  }

  /** Where clients connect; of several data centers, to the first. */
  get address(): { readonly host: string; readonly port: number } {
    const { host, port } = this.#locate(0)
    return { host, port }
  }

  /** Its number; of several, that of the first. */
  get dcId(): number {
    return this.#options.dcs[0].id
  }

  /** Every data center, the first first. */
  get dcs(): readonly DcLocation[] {
    return this.#options.dcs.map((_, index) => this.#locate(index))
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

  /** Whether numbers 99966XYYYY log in by a code that everybody knows: `numbers.testNumbers` of the policy. */
  get testNumbers(): boolean {
    return this.#options.policy.numbers.testNumbers
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
    return this.#engine.dcs[0].services.bots
  }

  /** Logins that have to be paid for: the operator says which payments have arrived. */
  get payments(): Payments {
    return this.#engine.dcs[0].services.payments
  }

  /** Numbers that are kept out, whether they have an account or not. */
  get bans(): Bans {
    return this.#engine.dcs[0].services.bans
  }

  /** Logins of people on websites: the websites note them here, and the people see and end them. */
  get webAuthorizations(): WebAuthorizations {
    return this.#engine.dcs[0].services.webAuthorizations
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
    return this.#listeners.reduce((sum, listener) => sum + listener.size, 0)
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
    const { clock, limits, log } = this.#options
    for (const { plan, connectionHost, createMachine } of this.#engine.dcs) {
      const { id, host, port, advertise } = plan
      const listener = await TcpListener.start({ host, port, createMachine, connectionHost, clock, limits, log })
      this.#listeners.push(listener)
      this.#engine.listening({ id, ...listener.address, advertise })
    }
    await this.#openConsole()
  }

  #locate(index: number): DcLocation {
    const { id, host, port } = this.#options.dcs[index] ?? this.#options.dcs[0]
    return { id, host, port: this.#listeners[index]?.address.port ?? port }
  }

  async #openConsole(): Promise<void> {
    const { http, clock, log } = this.#options
    if (http === undefined) return
    const app = createConsoleApp({
      inbox: this.inbox,
      bans: this.bans,
      bots: this.bots,
      payments: this.payments,
      webTokens: this.webTokens,
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
    await Promise.all(this.#listeners.map(listener => listener.stop(STOP_GRACE_MS)))
    await this.#engine.close()
    if (this.#hasStarted) this.#options.log.info('dc.stopped')
  }
}

/** Milliseconds that calls in work, and then open sockets, get when a data center stops. */
const STOP_GRACE_MS = 1_000
