import { AuthKey, type CryptoProvider } from '@chappe/crypto'
import type { CreatedKey, KeyOutcome, KeyRecord } from '@chappe/mtproto'
import type { Clock } from '../clock.ts'
import type { Homes } from '../domain/homes/homes.ts'
import type { KeyRepository, StoredAuthKey } from '../domain/repositories.ts'

/** Why a temporary key could not be bound. */
export type BindOutcome = 'ok' | 'notTemporary' | 'boundElsewhere'

/**
 * All auth keys of one data center, which are of no use at any other: permanent ones in the store, temporary ones in memory alone, where they end with
 * their time or with the process.
 *
 * @see {@link https://core.telegram.org/api/pfs}
 */
export class KeyRing {
  readonly #store: KeyRepository
  readonly #crypto: CryptoProvider
  readonly #clock: Clock
  readonly #homes: KeyHomes | undefined
  readonly #temporary: Map<bigint, TemporaryKey> = new Map()

  /** @param homes - tells the keys of this data center from those of others; left out, every key is its own */
  constructor(store: KeyRepository, crypto: CryptoProvider, clock: Clock, homes?: KeyHomes) {
    this.#store = store
    this.#crypto = crypto
    this.#clock = clock
    this.#homes = homes
  }

  /** Finds a key that may be used now. */
  async find(auth_key_id: bigint): Promise<KeyRecord | undefined> {
    const temporary = this.#temporary.get(auth_key_id)
    if (temporary !== undefined) {
      if (!this.#isOver(temporary)) return temporary.record
      this.#temporary.delete(auth_key_id)
      return undefined
    }
    const stored = await this.#store.find(auth_key_id)
    return stored !== undefined && this.#isOurs(stored) ? this.#revive(stored) : undefined
  }

  /**
   * Keeps a key that was just agreed on; a permanent one is durable when this resolves.
   *
   * @returns `retry` when a key of this id exists, `fail` when there is no room for another temporary key
   */
  async add(created: CreatedKey): Promise<KeyOutcome> {
    const { authKey, dc, expires_at, server_salt } = created
    const createdAtMs = this.#clock.now()
    if (expires_at === undefined) {
      if (this.#temporary.has(authKey.auth_key_id)) return 'retry'
      const stored: StoredAuthKey = {
        key_id: authKey.auth_key_id,
        auth_key: authKey.expose(),
        dc: dc ?? DC_UNKNOWN,
        expires_at: undefined,
        server_salt,
        ...(this.#homes !== undefined && { madeAtDc: this.#homes.here }),
        createdAtMs,
      }
      return (await this.#store.add(stored)) ? 'ok' : 'retry'
    }
    if (this.#temporary.has(authKey.auth_key_id)) return 'retry'
    if ((await this.#store.find(authKey.auth_key_id)) !== undefined) return 'retry'
    if (this.#temporary.size >= TEMPORARY_KEYS_MAX) this.#dropExpired()
    if (this.#temporary.size >= TEMPORARY_KEYS_MAX) return 'fail'
    const record: KeyRecord = { authKey, dc, expires_at, created_at: createdAtMs }
    this.#temporary.set(authKey.auth_key_id, { record, permanent: undefined })
    return 'ok'
  }

  /** Deletes a key; a permanent one with the temporary keys bound to it. Returns the ids that are gone. */
  async delete(auth_key_id: bigint): Promise<readonly bigint[]> {
    if (this.#temporary.delete(auth_key_id)) return [auth_key_id]
    const bound = this.dropBound(auth_key_id, [])
    return (await this.#store.delete(auth_key_id)) ? [auth_key_id, ...bound] : bound
  }

  /** The permanent key whose rights a key has; undefined for a temporary key that is not bound. */
  permanentOf(key: KeyRecord): bigint | undefined {
    if (key.expires_at === undefined) return key.authKey.auth_key_id
    return this.#temporary.get(key.authKey.auth_key_id)?.permanent
  }

  /** A permanent key and the temporary ones bound to it. */
  keysOf(permanent: bigint): bigint[] {
    const bound = [...this.#temporary].filter(([, key]) => key.permanent === permanent).map(([id]) => id)
    return [permanent, ...bound]
  }

  /**
   * Binds a temporary key to a permanent one. Binding it to the same one again changes nothing.
   *
   * Others that are bound to that permanent key stay until their time is over. By its description the last one alone
   * counts; but programs use several at once (TDLib has one per session), and would take them from each other in turns.
   * `auth.dropTempAuthKeys`, which names those to keep, ends what a program does not use any more.
   *
   * @see {@link https://core.telegram.org/method/auth.bindTempAuthKey}
   */
  bind(auth_key_id: bigint, permanent: bigint): BindOutcome {
    const temporary = this.#temporary.get(auth_key_id)
    if (temporary === undefined) return 'notTemporary'
    if (temporary.permanent !== undefined && temporary.permanent !== permanent) return 'boundElsewhere'
    temporary.permanent = permanent
    return 'ok'
  }

  /** Deletes the temporary keys bound to a permanent one, except those listed; returns the ids that went. */
  dropBound(permanent: bigint, except: readonly bigint[]): bigint[] {
    const dropped = [...this.#temporary]
      .filter(([id, key]) => key.permanent === permanent && !except.includes(id))
      .map(([id]) => id)
    for (const id of dropped) this.#temporary.delete(id)
    return dropped
  }

  #isOurs({ madeAtDc }: StoredAuthKey): boolean {
    return this.#homes?.isHere({ dc: madeAtDc }) ?? true
  }

  #revive(stored: StoredAuthKey): KeyRecord {
    return {
      authKey: AuthKey.from(stored.auth_key, this.#crypto),
      dc: stored.dc === DC_UNKNOWN ? undefined : stored.dc,
      expires_at: stored.expires_at,
      created_at: stored.createdAtMs,
    }
  }

  #isOver({ record }: TemporaryKey): boolean {
    return record.expires_at !== undefined && record.expires_at * 1000 <= this.#clock.now()
  }

  #dropExpired(): void {
    for (const [id, key] of this.#temporary) if (this.#isOver(key)) this.#temporary.delete(id)
  }
}

/** Temporary keys at once, about 1 KB each. At the limit no new ones are made until old ones end. */
const TEMPORARY_KEYS_MAX = 50_000

/** Kept for a key whose client did not say which data center it meant. */
const DC_UNKNOWN = 0

/** What a ring has to know of the data centers that there are. */
type KeyHomes = Pick<Homes, 'here' | 'isHere'>

interface TemporaryKey {
  readonly record: KeyRecord
  permanent: bigint | undefined
}
