import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Cage } from './cage.ts'
import { peersFolder } from './install-peers.ts'
import { patchTdlib } from './patch-tdlib.ts'
import { Peer, type PeerEvent } from './peer.ts'
import { startRelay } from './relay.ts'

/** What TDLib waits for: `_` is the name of an `authorizationState…`. */
export interface TdlibState {
  readonly _: string
  readonly code_info?: TdlibCodeInfo
  readonly [field: string]: unknown
}

/** Where the code went. */
export interface TdlibCodeInfo {
  readonly phone_number: string
  readonly type: { readonly _: string; readonly [field: string]: unknown }
  readonly next_type?: { readonly _: string }
  readonly timeout: number
}

/** How a client is to be. */
export interface TdlibOptions {
  /** A second client of this name goes on with the database of the first. */
  readonly name: string
  readonly use_test_dc?: boolean
  readonly use_pfs?: boolean
}

const libraryFile = '@prebuilt-tdlib/linux-x64-glibc/libtdjson.so'

/** The data center that the clients are to believe in. */
export interface TdlibServer {
  readonly report: {
    readonly dcs: readonly { readonly id: number; readonly host: string; readonly port: number }[]
    /** PKCS#1 PEM. */
    readonly public_key: string
    readonly api_id: number
    readonly api_hash: string
  }
}

/** Runs clients of TDLib in one caged process. */
export class Tdlib implements AsyncDisposable {
  readonly #peer: Peer
  readonly #relays: AsyncDisposableStack
  readonly #folder: string
  readonly #server: TdlibServer

  private constructor(peer: Peer, relays: AsyncDisposableStack, folder: string, server: TdlibServer) {
    this.#peer = peer
    this.#relays = relays
    this.#folder = folder
    this.#server = server
  }

  /** @param folder - an empty one, for the patched library and the databases */
  static async start({ within }: Cage, server: TdlibServer, folder: string): Promise<Tdlib> {
    const require = createRequire(join(peersFolder, 'package.json'))
    const library = join(folder, 'libtdjson.so')
    await patchTdlib(require.resolve(libraryFile), library, server.report.public_key)
    const door = join(folder, 'door')
    const relays = new AsyncDisposableStack()
    const { dcs } = server.report
    relays.use(await startRelay(door, dcs.find(({ id }) => id === firstDc) ?? dcs[0]!))
    // What the configuration names is reached where it says.
    for (const dc of dcs) relays.use(await startRelay(`${door}-${dc.port}`, dc))
    const peer = new Peer('tdlib-peer.js', { within, parameters: [library, door] })
    return new Tdlib(peer, relays, folder, server)
  }

  /** Opens a client and waits for its first state. */
  async open({ name, use_test_dc = false, use_pfs = false }: TdlibOptions): Promise<TdlibClient> {
    const client = new TdlibClient(this.#peer, name)
    const database_directory = join(this.#folder, name)
    await mkdir(database_directory, { recursive: true })
    const { api_id, api_hash } = this.#server.report
    const parameters = {
      api_id,
      api_hash,
      use_test_dc,
      database_directory,
      files_directory: database_directory,
      database_encryption_key: '',
      use_file_database: false,
      use_chat_info_database: false,
      use_message_database: false,
      use_secret_chats: false,
      system_language_code: 'en',
      device_model: 'interop test',
      system_version: '1',
      application_version: '1',
    }
    // Without `online`, TDLib allows itself one new connection a second.
    await this.#peer.call('open', { name, parameters, options: { online: true, use_pfs } })
    return client
  }

  /** Every address that TDLib wanted to connect to. */
  addresses(): Promise<string[]> {
    return this.#peer.call<string[]>('addresses')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#peer[Symbol.asyncDispose]()
    await this.#relays.disposeAsync()
  }
}

/** One client of TDLib. */
export class TdlibClient {
  readonly #peer: Peer
  readonly #name: string
  readonly #changed: Set<() => void> = new Set()
  readonly #options = new Map<string, unknown>()
  #state: TdlibState = { _: 'authorizationStateWaitTdlibParameters' }

  constructor(peer: Peer, name: string) {
    this.#peer = peer
    this.#name = name
    peer.onEvent(event => this.#hear(event))
  }

  /** @throws {PeerError} with the code and words of TDLib's `error` */
  invoke<Result = unknown>(request: { readonly _: string; readonly [field: string]: unknown }): Promise<Result> {
    return this.#peer.call<Result>('invoke', { name: this.#name, request })
  }

  /** Resolves once TDLib waits for a code that went by a medium: `Sms` for `authenticationCodeTypeSms`. */
  async untilCodeBy(medium: string): Promise<TdlibCodeInfo> {
    const type = `authenticationCodeType${medium}`
    const { code_info } = await this.until('WaitCode', state => state.code_info?.type._ === type)
    return code_info!
  }

  /** Resolves once TDLib is in a state: `Ready` for `authorizationStateReady`. */
  async until(
    kind: string,
    isRight: (state: TdlibState) => boolean = () => true,
    limitMs: number = stateMs,
  ): Promise<TdlibState> {
    const { promise, resolve, reject } = Promise.withResolvers<TdlibState>()
    const look = () => this.#state._ === `authorizationState${kind}` && isRight(this.#state) && resolve(this.#state)
    const limit = setTimeout(
      () => reject(new Error(`TDLib is in ${JSON.stringify(this.#state)}, not ${kind}\n${this.#peer.complaints}`)),
      limitMs,
    )
    this.#changed.add(look)
    look()
    try {
      return await promise
    } finally {
      clearTimeout(limit)
      this.#changed.delete(look)
    }
  }

  /** Ends the client and leaves its database as it is. */
  async close(): Promise<void> {
    await this.invoke({ _: 'close' })
    await this.until('Closed', undefined, closingMs)
  }

  /** The value of an option as TDLib told it last. */
  option(option: string): unknown {
    return this.#options.get(option)
  }

  #hear({ event, name, state, option, value }: PeerEvent): void {
    if (name !== this.#name) return
    if (event === 'option') this.#options.set(String(option), value)
    if (event !== 'state') return
    this.#state = state as TdlibState
    for (const look of this.#changed) look()
  }
}

/** Where TDLib begins when it knows nothing yet. */
const firstDc = 1

/** Below the five seconds after which TDLib would look for its data centers elsewhere. */
const stateMs = 4_500

/** It first ends what it is about, such as taking its login to another data center. */
const closingMs = 20_000
