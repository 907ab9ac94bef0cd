import type { Timer } from '../clock.ts'
import { Connection, type ConnectionOptions, closedError } from '../connection/connection.ts'
import { isConnectionError } from '../connection/connection-error.ts'
import type { ConnectionEnv } from '../connection/dialer.ts'
import { DcKey } from '../session/dc-key.ts'
import { withHome } from '../session/other-keys.ts'
import type { SessionKeeper } from '../session/session-keeper.ts'
import type { StoredAddress } from '../session/stored-address.ts'
import type { DcDirectory } from './dc-directory.ts'

/** How long a connection to another data center is kept without a call, in milliseconds. Its key stays. */
export const dcIdleMs = 120_000

/** Settings of the connections; those that are about updates, and `onOpen`, are asked about the home alone. */
export interface DcPoolOptions
  extends Pick<
    ConnectionOptions,
    | 'keys'
    | 'transport'
    | 'obfuscated'
    | 'initConnection'
    | 'onOpen'
    | 'onStopped'
    | 'isListening'
    | 'onGap'
    | 'onTrouble'
  > {
  readonly keeper: SessionKeeper
  readonly directory: DcDirectory
  /** Hears of objects that answer no call, boxed, and whether the home sent them. */
  readonly onUpdates: (body: Uint8Array, isHome: boolean) => void
}

interface Member {
  readonly connection: Connection
  /** Calls that are unanswered. */
  calls: number
  idle: Timer | undefined
}

/**
 * The connections of a client: one to the home, which is kept, and others for as long as they are used. Each data center
 * has a key of its own in the session.
 */
export class DcPool {
  readonly #env: ConnectionEnv
  readonly #options: DcPoolOptions
  readonly #members = new Map<number, Member>()
  /** Background work (closing a connection, seeking the home), awaited by `close`. */
  readonly #tasks = new Set<Promise<void>>()
  #isClosed = false

  constructor(env: ConnectionEnv, options: DcPoolOptions) {
    this.#env = env
    this.#options = options
  }

  /** Number of the home. */
  get homeId(): number {
    return this.#options.keeper.data.dc.id
  }

  /** Whether there is a connection to the home. */
  get isConnected(): boolean {
    return this.#members.get(this.homeId)?.connection.isOpen === true
  }

  /** Begins to connect to the home, unless that is under way. */
  start(): void {
    if (!this.#isClosed) this.#home().connection.start()
  }

  /**
   * Sends a query to a data center and resolves with its boxed result.
   *
   * @throws what {@link Connection.call} throws
   * @throws {UsageError} `DC_UNKNOWN`
   */
  async call(id: number, body: Uint8Array, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const known = id === this.homeId ? this.#home() : this.#members.get(id)
    // Without a turn in between where that is possible: calls made together travel together.
    const member = known ?? (await this.#find(id, signal))
    if (this.#isClosed) throw closedError()
    member.calls += 1
    member.idle?.cancel()
    try {
      return await member.connection.call(body, signal)
    } catch (error) {
      // It may have moved: look for it again before the next call.
      if (isConnectionError(error) && id !== this.homeId) this.#giveUp(id, member)
      throw error
    } finally {
      member.calls -= 1
      this.#rest(id, member)
    }
  }

  /**
   * Makes a data center the home, and resolves when the session says so. It must have a key already.
   * Calls that are under way elsewhere end where they are.
   */
  async moveHome(id: number): Promise<void> {
    const { keeper, onGap } = this.#options
    const oldId = this.homeId
    const user_id = keeper.data.user_id
    const change = withHome(keeper.data, id)
    if (!change) return await keeper.saved()
    keeper.update(change)
    this.#members.get(id)?.idle?.cancel()
    const old = this.#members.get(oldId)
    if (old) this.#rest(oldId, old)
    this.start()
    // Updates come from the home alone, and some may have gone by in between.
    if (user_id !== undefined) onGap()
    await keeper.saved()
  }

  /**
   * Gives a key up, since it is of no use at that data center; the next call agrees on a new one. That of the home stays as
   * long as a login hangs on it.
   */
  renewKey(id: number): void {
    const member = this.#members.get(id)
    const key = this.#keyOf(id, this.#options.keeper.data.dc)
    if (member) member.connection.renewKey()
    else if (!key.holdsLogin) key.update({ auth_key: undefined })
  }

  /** Closes all connections; see {@link Connection.close}. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const [id, member] of this.#members) this.#leave(id, member)
    await Promise.all(this.#tasks)
  }

  #home(): Member {
    const { dc } = this.#options.keeper.data
    return this.#members.get(dc.id) ?? this.#add(dc)
  }

  async #find(id: number, signal: AbortSignal | undefined): Promise<Member> {
    const address = await this.#options.directory.find(id, signal)
    if (this.#isClosed) throw closedError()
    return this.#members.get(id) ?? this.#add(address)
  }

  #add(address: StoredAddress): Member {
    const { id } = address
    const { directory, onOpen, onUpdates, onStopped, isListening, onGap, ...settings } = this.#options
    const isHome = (): boolean => this.homeId === id
    const connection = new Connection(this.#env, {
      ...settings,
      keeper: this.#keyOf(id, address),
      addresses: () => directory.addressesOf(id),
      onUnheard: () => {
        if (isHome() && !this.#isClosed) this.#run(directory.seek())
      },
      onOpen: () => {
        if (isHome()) onOpen()
      },
      onUpdates: body => onUpdates(body, isHome()),
      onStopped: error => {
        if (isHome()) onStopped(error)
      },
      isListening: () => isHome() && isListening(),
      onGap: () => {
        if (isHome()) onGap()
      },
    })
    const member: Member = { connection, calls: 0, idle: undefined }
    this.#members.set(id, member)
    return member
  }

  #keyOf(id: number, address: StoredAddress): DcKey {
    return new DcKey(this.#options.keeper, { ...address, id })
  }

  /** Plans the end of a connection that nobody uses. */
  #rest(id: number, member: Member): void {
    if (member.calls > 0 || id === this.homeId || this.#members.get(id) !== member) return
    const { clock } = this.#env
    member.idle?.cancel()
    member.idle = clock.setTimer(clock.now() + dcIdleMs, () => this.#leave(id, member))
  }

  #giveUp(id: number, member: Member): void {
    this.#options.directory.expire()
    if (member.calls <= 1) this.#leave(id, member)
  }

  #leave(id: number, member: Member): void {
    member.idle?.cancel()
    if (this.#members.get(id) === member) this.#members.delete(id)
    this.#run(member.connection.close())
  }

  /** Owns background work until it ends. */
  #run(work: Promise<void>): void {
    const task = work
      .catch(error => {
        if (!this.#isClosed) this.#options.onTrouble(error)
      })
      .finally(() => this.#tasks.delete(task))
    this.#tasks.add(task)
  }
}
