import { CryptoError } from './crypto-error.ts'

/** Bytes taken from the system at once. */
const POOL_BYTES = 16 * 1024

/** Longer requests go to the system directly. */
const POOLED_REQUEST_BYTES_MAX = 1024

/**
 * Hands out random bytes from a pool, since asking the system for each nonce costs far more than the bytes.
 * What has been handed out is overwritten with zeros, so no byte can be seen twice.
 */
export class RandomPool {
  readonly #fill: (target: Uint8Array) => void
  readonly #pool: Uint8Array = new Uint8Array(POOL_BYTES)
  #used: number = POOL_BYTES

  /** @param fill - overwrites the whole array with fresh bytes of a cryptographic source */
  constructor(fill: (target: Uint8Array) => void) {
    this.#fill = fill
  }

  /**
   * Returns a fresh array of random bytes.
   *
   * @throws {CryptoError} `LENGTH_INVALID` for a negative or fractional length
   */
  take(length: number): Uint8Array {
    if (!Number.isSafeInteger(length) || length < 0) {
      throw new CryptoError('LENGTH_INVALID', `the number of random bytes must be a whole number, not ${length}`)
    }
    if (length > POOLED_REQUEST_BYTES_MAX) {
      const bytes = new Uint8Array(length)
      this.#fill(bytes)
      return bytes
    }
    if (this.#used + length > POOL_BYTES) {
      this.#fill(this.#pool)
      this.#used = 0
    }
    const end = this.#used + length
    const bytes = this.#pool.slice(this.#used, end)
    this.#pool.fill(0, this.#used, end)
    this.#used = end
    return bytes
  }
}
