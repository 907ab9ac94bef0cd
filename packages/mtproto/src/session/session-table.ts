import type { MtprotoEnv } from '../env.ts'
import { randomSessionId } from './client-state.ts'
import type { KeyRecord } from './key-record.ts'
import type { SaltSchedule } from './salt-schedule.ts'
import { type ServerSessionLimits, serverSessionLimits } from './server-limits.ts'
import { ServerSession } from './server-session.ts'

/** What a table sees of a connection that remembers keys. */
export interface KeyHolder {
  /** The key is gone: ask for it again when it is next used. */
  forgetKey(auth_key_id: bigint): void
}

/**
 * All sessions of one data center, by key and `session_id`. Bounded: at its limits, and after an hour without connection,
 * sessions are forgotten, which their clients learn by `new_session_created`.
 */
export class SessionTable {
  readonly salts: SaltSchedule
  readonly #env: MtprotoEnv
  readonly #limits: ServerSessionLimits
  readonly #byKey = new Map<bigint, Map<bigint, ServerSession>>()
  /** Sessions without connection, longest first, with the moment they lost it. */
  readonly #idle = new Map<ServerSession, number>()
  readonly #holders = new Map<bigint, Set<KeyHolder>>()
  #size = 0

  constructor(
    env: MtprotoEnv,
    options: { readonly salts: SaltSchedule; readonly limits?: Partial<ServerSessionLimits> },
  ) {
    this.#env = env
    this.salts = options.salts
    this.#limits = { ...serverSessionLimits, ...options.limits }
  }

  /** Sessions remembered. */
  get size(): number {
    return this.#size
  }

  get(auth_key_id: bigint, session_id: bigint): ServerSession | undefined {
    return this.#byKey.get(auth_key_id)?.get(session_id)
  }

  /** The sessions of one key. */
  of(auth_key_id: bigint): readonly ServerSession[] {
    return [...(this.#byKey.get(auth_key_id)?.values() ?? [])]
  }

  /**
   * The session of a key and id, made when it is not there.
   *
   * @returns undefined when all places are taken by sessions with connections
   */
  open(now: number, key: KeyRecord, session_id: bigint): { session: ServerSession; created: boolean } | undefined {
    const { auth_key_id } = key.authKey
    const known = this.get(auth_key_id, session_id)
    if (known !== undefined) return { session: known, created: false }
    if ((this.#byKey.get(auth_key_id)?.size ?? 0) >= this.#limits.sessionsPerKeyMax) {
      const idle = this.of(auth_key_id).find(candidate => this.#idle.has(candidate))
      if (idle === undefined) return undefined
      this.destroy(idle)
    }
    if (this.#size >= this.#limits.sessionsMax) {
      const [idle] = this.#idle.keys()
      if (idle === undefined) return undefined
      this.destroy(idle)
    }
    const unique_id = randomSessionId(this.#env)
    const session = new ServerSession(this.#env, { key, session_id, unique_id }, this.salts, this.#limits)
    const sessions = this.#byKey.get(auth_key_id) ?? new Map<bigint, ServerSession>()
    sessions.set(session_id, session)
    this.#byKey.set(auth_key_id, sessions)
    this.#idle.set(session, now)
    this.#size++
    return { session, created: true }
  }

  /** Notes that a session gained or lost its last connection. */
  noteConnection(now: number, session: ServerSession): void {
    this.#idle.delete(session)
    if (!session.connected && !session.destroyed) this.#idle.set(session, now)
  }

  /** Forgets one session. */
  destroy(session: ServerSession): void {
    const { auth_key_id, session_id } = session
    session.destroy()
    this.#idle.delete(session)
    const sessions = this.#byKey.get(auth_key_id)
    if (sessions?.get(session_id) !== session) return
    sessions.delete(session_id)
    this.#size--
    if (sessions.size === 0) this.#byKey.delete(auth_key_id)
  }

  /**
   * Forgets all sessions of a key that was destroyed, and has every connection ask for the key when it is next used.
   *
   * @returns the sessions that were forgotten
   */
  forgetKey(auth_key_id: bigint): readonly ServerSession[] {
    const sessions = this.of(auth_key_id)
    for (const session of sessions) this.destroy(session)
    for (const holder of this.#holders.get(auth_key_id) ?? []) holder.forgetKey(auth_key_id)
    this.#holders.delete(auth_key_id)
    return sessions
  }

  /** A connection remembers a key. */
  hold(auth_key_id: bigint, holder: KeyHolder): void {
    const holders = this.#holders.get(auth_key_id) ?? new Set()
    holders.add(holder)
    this.#holders.set(auth_key_id, holders)
  }

  /** A connection no longer remembers a key. */
  release(auth_key_id: bigint, holder: KeyHolder): void {
    const holders = this.#holders.get(auth_key_id)
    holders?.delete(holder)
    if (holders?.size === 0) this.#holders.delete(auth_key_id)
  }

  /** Forgets sessions that have been without connection for too long, and returns them. */
  expire(now: number): readonly ServerSession[] {
    const expired: ServerSession[] = []
    for (const [session, since] of this.#idle) {
      if (since + this.#limits.idleMs > now) break
      expired.push(session)
    }
    for (const session of expired) this.destroy(session)
    return expired
  }

  /** When {@link SessionTable.expire} has work next, in milliseconds; undefined when every session is connected. */
  nextWakeAt(): number | undefined {
    for (const since of this.#idle.values()) return since + this.#limits.idleMs
    return undefined
  }
}
