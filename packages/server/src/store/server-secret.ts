import { createCipheriv, createDecipheriv, hkdfSync, timingSafeEqual } from 'node:crypto'
import { type Random, systemRandom } from '../random.ts'
import { StoreError } from './store-error.ts'

/** Length of a server secret in bytes. */
const secretLength = 32

/**
 * The one secret of a data center, from which all its keys come: those that encrypt auth keys at rest, that hash codes,
 * that make salts. Who has the database without it can log in nowhere. It never shows in logs.
 */
export class ServerSecret {
  readonly #bytes: Uint8Array
  readonly #sealingKey: Uint8Array
  readonly #derived = new Map<string, Uint8Array>()

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#sealingKey = this.derive('seal')
  }

  /** Makes a fresh secret. */
  static create(random: Random = systemRandom): ServerSecret {
    return new ServerSecret(random.bytes(secretLength))
  }

  /**
   * Takes up a stored secret.
   *
   * @param bytes - 32 bytes
   * @throws {StoreError} `SECRET_UNREADABLE` for any other length
   */
  static from(bytes: Uint8Array): ServerSecret {
    if (bytes.length !== secretLength) {
      throw new StoreError(
        'SECRET_UNREADABLE',
        `a server secret has ${secretLength} bytes, this one has ${bytes.length}`,
      )
    }
    return new ServerSecret(Uint8Array.from(bytes))
  }

  /** Returns the 32-byte key for one use, named by `label`. Different labels give unrelated keys (HKDF, RFC 5869). */
  derive(label: string): Uint8Array {
    const known = this.#derived.get(label)
    if (known !== undefined) return known
    const key = new Uint8Array(hkdfSync('sha256', this.#bytes, 'chappe server secret', label, 32))
    // Labels are names in the code, a dozen of them; every transaction asks for its keys.
    this.#derived.set(label, key)
    return key
  }

  /**
   * Encrypts for the database with AES-256-GCM: nonce (12 bytes), ciphertext, tag (16 bytes).
   *
   * @param context - what the plaintext belongs to; has to be the same when it is opened, so that nobody can move a
   *   sealed value to another row
   */
  seal(context: string, plaintext: Uint8Array): Uint8Array {
    // Never from an injected source: one that repeats itself after a restart would repeat nonces under the same key.
    const nonce = systemRandom.bytes(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', this.#sealingKey, nonce).setAAD(Buffer.from(context))
    return Uint8Array.from(Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]))
  }

  /**
   * Decrypts what `seal` made.
   *
   * @throws {StoreError} `SEAL_BROKEN` when a bit, the context or the secret differs
   */
  open(context: string, sealed: Uint8Array): Uint8Array {
    if (sealed.length < nonceLength + tagLength) throw sealBroken(context)
    const decipher = createDecipheriv('aes-256-gcm', this.#sealingKey, sealed.subarray(0, nonceLength))
    decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(sealed.length - tagLength))
    try {
      const plaintext = decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength))
      decipher.final()
      return Uint8Array.from(plaintext)
    } catch (cause) {
      throw sealBroken(context, cause)
    }
  }

  /** Returns what a database keeps to recognise its secret; says nothing about the secret itself. */
  fingerprint(): Uint8Array {
    return this.derive('fingerprint')
  }

  /** Whether a database with this fingerprint was written under this secret. */
  matches(fingerprint: Uint8Array): boolean {
    const own = this.fingerprint()
    return own.length === fingerprint.length && timingSafeEqual(own, fingerprint)
  }

  /** Returns a copy of the 32 bytes, to be written to the secret file and nowhere else. */
  expose(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }

  /** Node prints no private fields; this keeps JSON from guessing. */
  toJSON(): string {
    return redacted
  }
}

const redacted = 'ServerSecret(redacted)'
const nonceLength = 12
const tagLength = 16

function sealBroken(context: string, cause?: unknown): StoreError {
  return new StoreError(
    'SEAL_BROKEN',
    `what is stored as ${context} cannot be decrypted: the database was changed from outside or is damaged`,
    { cause },
  )
}
