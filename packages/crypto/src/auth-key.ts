import { bytesToLong } from './bytes.ts'
import { expectLength } from './crypto-error.ts'
import type { Hashes } from './provider.ts'

/** Bytes of an authorization key. */
export const AUTH_KEY_BYTES: number = 256

const REDACTED = 'AuthKey(redacted)'

let readKey: (authKey: AuthKey) => Uint8Array

/**
 * An authorization key with its identifiers. It prints as redacted wherever it meets a log, `JSON.stringify` or a
 * console; only {@link AuthKey.expose} gives the bytes out.
 *
 * @see {@link https://core.telegram.org/mtproto/description#authorization-key}
 */
export class AuthKey {
  readonly #bytes: Uint8Array
  /** The low 64 bits of the key's SHA-1 as a TL `long`. */
  readonly auth_key_id: bigint
  /** The same as the 8 bytes that lead every encrypted message. */
  readonly auth_key_id_bytes: Uint8Array
  /** The high 64 bits of the key's SHA-1 (8 bytes), used in the key exchange alone. */
  readonly aux_hash: Uint8Array

  static {
    readKey = authKey => authKey.#bytes
    // What Node's console asks for; elsewhere an ordinary symbol.
    const inspect = Symbol.for('nodejs.util.inspect.custom')
    Object.defineProperty(AuthKey.prototype, inspect, { value: () => REDACTED })
  }

  private constructor(bytes: Uint8Array, digest: Uint8Array) {
    this.#bytes = bytes
    // auth_key, step 9: auth_key_aux_hash = the 64 higher-order bits, auth_key_id = the 64 lower-order bits.
    this.aux_hash = digest.slice(0, 8)
    this.auth_key_id_bytes = digest.slice(12, 20)
    this.auth_key_id = bytesToLong(this.auth_key_id_bytes)
  }

  /**
   * Takes a copy of 256 bytes, big-endian and padded with zeros on the left.
   *
   * @throws {CryptoError} `LENGTH_INVALID`
   */
  static from(bytes: Uint8Array, hashes: Pick<Hashes, 'sha1'>): AuthKey {
    expectLength('an authorization key', bytes, AUTH_KEY_BYTES)
    const copy = Uint8Array.from(bytes)
    return new AuthKey(copy, hashes.sha1(copy))
  }

  /** Returns a copy of the 256 bytes, for storing them. */
  expose(): Uint8Array {
    return this.#bytes.slice()
  }

  /** Overwrites the key with zeros. Messages can no longer be opened or sealed with it. */
  wipe(): void {
    this.#bytes.fill(0)
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }
}

/**
 * The bytes themselves, not a copy, for the envelope in this package: a copy for each message would cost more than
 * its hash.
 */
export function authKeyBytes(authKey: AuthKey): Uint8Array {
  return readKey(authKey)
}
