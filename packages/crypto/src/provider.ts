import type { AuthKey } from './auth-key.ts'

/** Who sends a message: decides the part of the key that is used (x = 0 for the client, 8 for the server). */
export type Sender = 'client' | 'server'

/** A sealed message. */
export interface SealedMessage {
  /** `auth_key_id` (8 bytes), `msg_key` (16 bytes), ciphertext. */
  readonly packet: Uint8Array
  /** 16 bytes. */
  readonly msg_key: Uint8Array
  /** What a quick acknowledgement of this message carries: unsigned 32 bits, the top bit set. */
  readonly quickAckToken: number
}

/** An opened message. */
export interface OpenedMessage {
  /** Everything that was encrypted, padding included. */
  readonly body: Uint8Array
  /** What a quick acknowledgement of this message carries: unsigned 32 bits, the top bit set. */
  readonly quickAckToken: number
}

/** AES-256-CTR that keeps its place in the key stream. */
export interface CtrCipher {
  /** Encrypts or decrypts the next bytes; the result is fresh and as long as the input. */
  update(bytes: Uint8Array): Uint8Array
}

/** The hash functions of MTProto; several parts are hashed as if they were joined. */
export interface Hashes {
  /** SHA-1, 20 bytes. */
  sha1(...parts: readonly Uint8Array[]): Uint8Array
  /** SHA-256, 32 bytes. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array
  /** SHA-512, 64 bytes. */
  sha512(...parts: readonly Uint8Array[]): Uint8Array
  /** HMAC-SHA256, 32 bytes, with a key of any length. */
  hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array
}

/** AES-256 in the modes of MTProto. Keys have 32 bytes. */
export interface Ciphers {
  /**
   * AES-256-IGE. `data` is a multiple of 16 bytes, `iv` has 32; the result is fresh.
   *
   * @throws {CryptoError} `LENGTH_INVALID`
   */
  igeEncrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array
  /** The reverse of `igeEncrypt`, with the same rules. */
  igeDecrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array
  /**
   * AES-256-CTR with a 128-bit big-endian counter that starts at `iv` (16 bytes).
   *
   * @throws {CryptoError} `LENGTH_INVALID`
   */
  createCtr(key: Uint8Array, iv: Uint8Array): CtrCipher
}

/**
 * All the cryptography that differs between Node and the browser.
 *
 * Nothing here keeps state that a caller could see, so one provider serves any number of connections.
 */
export interface CryptoProvider extends Hashes, Ciphers {
  /** Fresh bytes of the system's cryptographic random source. */
  random(length: number): Uint8Array

  /**
   * `base` to the power of `exponent` modulo `modulus`. All numbers are big-endian; the result has the length of
   * `modulus` (with leading zeros).
   *
   * @throws {CryptoError} `NUMBER_INVALID` for a modulus of zero
   */
  modPow(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array

  /** Tells whether a big-endian number is prime, by Miller–Rabin (error below 2^-128 for numbers of an attacker). */
  isProbablePrime(value: Uint8Array): boolean

  /** A random prime of exactly 31 bits with both top bits set, so that the product of two has 62 bits. */
  generatePrime31(): number

  /** PBKDF2-HMAC-SHA512, away from the calling thread. */
  pbkdf2Sha512(password: Uint8Array, salt: Uint8Array, iterations: number, length: number): Promise<Uint8Array>

  /**
   * Encrypts one message (MTProto 2.0).
   *
   * @param body - everything from the salt to the end of the padding; a multiple of 16 bytes
   * @throws {CryptoError} `LENGTH_INVALID`
   * @see {@link https://core.telegram.org/mtproto/description#defining-aes-key-and-initialization-vector}
   */
  seal(authKey: AuthKey, sender: Sender, body: Uint8Array): SealedMessage

  /**
   * Decrypts one message and verifies its `msg_key` over the whole plaintext, in constant time.
   *
   * @param packet - starts with the `auth_key_id`; the rest behind `msg_key` must be a multiple of 16 bytes
   * @returns `undefined` when anything does not fit: length, `auth_key_id` or `msg_key`
   */
  open(authKey: AuthKey, sender: Sender, packet: Uint8Array): OpenedMessage | undefined
}
