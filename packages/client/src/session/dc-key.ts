import type { AuthKey } from '@chappe/crypto'
import { otherKey, withOtherKey, withoutOtherKey } from './other-keys.ts'
import type { SessionData } from './session-data.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { StoredAddress } from './stored-address.ts'

/** What a connection remembers of its data center. */
export interface DcKeyData {
  /** Where it was reached last. */
  readonly dc: StoredAddress
  readonly auth_key: AuthKey | undefined
  readonly server_salt: bigint
  readonly timeOffsetMs: number
}

/** One data center's part of a session: its key, salt and clock, whether it is the home or not. */
export class DcKey {
  readonly #keeper: SessionKeeper
  readonly #address: StoredAddress

  /** @param address - the data center, and where it is said to be as long as the session has no key for it */
  constructor(keeper: SessionKeeper, address: StoredAddress) {
    this.#keeper = keeper
    this.#address = address
  }

  get data(): DcKeyData {
    const session = this.#keeper.data
    if (this.#isHome) return session
    // All data centers go by one clock, so the home's offset is the best guess for a new one.
    const { timeOffsetMs } = session
    return (
      otherKey(session, this.#address.id) ?? {
        dc: this.#address,
        auth_key: undefined,
        server_salt: 0n,
        timeOffsetMs,
      }
    )
  }

  /** Whether a login would be lost with the key. An authorization that was imported can be imported again. */
  get holdsLogin(): boolean {
    return this.#isHome && this.#keeper.data.user_id !== undefined
  }

  /** Changes the session now and writes it soon; see {@link SessionKeeper.update}. */
  update(change: Partial<DcKeyData>): void {
    this.#keeper.update(this.#inSession(change))
  }

  /** Changes the session and resolves when the store has it. */
  async save(change: Partial<DcKeyData>): Promise<void> {
    await this.#keeper.save(this.#inSession(change))
  }

  get #isHome(): boolean {
    return this.#keeper.data.dc.id === this.#address.id
  }

  #inSession(change: Partial<DcKeyData>): Partial<SessionData> {
    if (this.#isHome) return change
    const session = this.#keeper.data
    const before = otherKey(session, this.#address.id)
    const { auth_key, ...rest } = { ...this.data, ...change }
    if (!auth_key) return withoutOtherKey(session, this.#address.id)
    const { dc, server_salt, timeOffsetMs } = rest
    // Nothing was imported to a key that is new.
    const user_id = before?.auth_key === auth_key ? before.user_id : undefined
    return withOtherKey(session, { dc, auth_key, server_salt, timeOffsetMs, user_id })
  }
}
