import type { CryptoEnv } from '../env.ts'
import { UsageError } from '../errors.ts'
import type { FutureSalt } from '../message/service-message.ts'

/**
 * The salts of a server: each authorization key has one for every half hour, valid for an hour, so that two overlap at
 * any moment. They are computed from a secret of the server and need no storage; two processes with the same secret
 * agree.
 *
 * `salt = HMAC-SHA256(secret, auth_key_id + period)[0:8]`
 *
 * @see {@link https://core.telegram.org/mtproto/description#server-salt}
 * @see {@link https://core.telegram.org/api/optimisation#server-salt}
 */
export class SaltSchedule {
  readonly #env: CryptoEnv
  readonly #secret: Uint8Array
  readonly #first = new Map<bigint, { readonly salt: bigint; readonly untilMs: number }>()
  readonly #cache = new Map<bigint, NearSalts>()

  /**
   * @param secret - at least 16 random bytes; changing them costs every client one round trip
   * @throws {UsageError} `SECRET_INVALID`
   */
  constructor(env: CryptoEnv, secret: Uint8Array) {
    if (secret.length < secretBytesMin) {
      throw new UsageError(
        'SECRET_INVALID',
        `the salt secret needs ${secretBytesMin} bytes or more, not ${secret.length}`,
      )
    }
    this.#env = env
    this.#secret = secret.slice()
  }

  /** The salt of the running period, which a server tells its clients. */
  current(auth_key_id: bigint, now: number): bigint {
    return this.#near(auth_key_id, periodAt(now)).current
  }

  /**
   * Whether a message that carries this salt is accepted: its period has begun (or begins within a minute, since
   * clients know the time only roughly) and has not ended.
   */
  isValid(auth_key_id: bigint, salt: bigint, now: number): boolean {
    const near = this.#near(auth_key_id, periodAt(now))
    if (salt === near.current || salt === near.before) return true
    if (salt === near.after && periodAt(now + earlyMs) > near.period) return true
    const first = this.#first.get(auth_key_id)
    return first !== undefined && salt === first.salt && now < first.untilMs
  }

  /** The running salt and those that follow, at most 64. */
  future(auth_key_id: bigint, now: number, count: number): FutureSalt[] {
    const first = periodAt(now)
    return Array.from({ length: Math.max(1, Math.min(count, futureSaltsMax)) }, (_, index) => {
      const period = first + index
      return {
        valid_since: period * periodSeconds,
        valid_until: period * periodSeconds + termSeconds,
        salt: this.#salt(auth_key_id, period),
      }
    })
  }

  /** Accepts the salt that a key exchange agreed on like the one of the running period. */
  acceptFirst(auth_key_id: bigint, salt: bigint, now: number): void {
    this.#first.delete(auth_key_id)
    this.#first.set(auth_key_id, { salt, untilMs: (periodAt(now) * periodSeconds + termSeconds) * 1000 })
    evictOldest(this.#first, firstSaltsMax)
  }

  /** The salts that matter in a period. Asked for with every message, so those of busy keys are remembered. */
  #near(auth_key_id: bigint, period: number): NearSalts {
    const known = this.#cache.get(auth_key_id)
    if (known?.period === period) return known
    const near = {
      period,
      before: this.#salt(auth_key_id, period - 1),
      current: this.#salt(auth_key_id, period),
      after: this.#salt(auth_key_id, period + 1),
    }
    this.#cache.delete(auth_key_id)
    this.#cache.set(auth_key_id, near)
    evictOldest(this.#cache, cacheMax)
    return near
  }

  #salt(auth_key_id: bigint, period: number): bigint {
    const data = new Uint8Array(16)
    const view = new DataView(data.buffer)
    view.setBigInt64(0, auth_key_id, true)
    view.setBigInt64(8, BigInt(period), true)
    const mac = this.#env.crypto.hmacSha256(this.#secret, data)
    return new DataView(mac.buffer, mac.byteOffset, 8).getBigInt64(0, true)
  }
}

interface NearSalts {
  readonly period: number
  readonly before: bigint
  readonly current: bigint
  readonly after: bigint
}

/** A new salt begins every half hour … */
const periodSeconds = 1800
/** … and lives for an hour. */
const termSeconds = 3600
const earlyMs = 60_000
const secretBytesMin = 16
const futureSaltsMax = 64

/** First salts remembered; a forgotten one costs its client a `bad_server_salt`. */
const firstSaltsMax = 65_536

/** Keys whose salts are remembered; a forgotten one costs three hashes. */
const cacheMax = 16_384

function periodAt(now: number): number {
  return Math.floor(now / 1000 / periodSeconds)
}

function evictOldest<Key>(map: Map<Key, unknown>, max: number): void {
  if (map.size <= max) return
  for (const key of map.keys()) {
    map.delete(key)
    return
  }
}
