import type { CryptoProvider } from '@chappe/crypto'

/** Compression of `gzip_packed`, given by the host because Node and browsers have different ones. */
export interface Compression {
  /**
   * Unpacks a gzip or a zlib stream (real clients send both) and stops as soon as the result would pass the bound.
   *
   * @param maxBytes - largest result allowed, in bytes
   * @throws anything, when the stream is broken or too long; callers turn it into their own error
   */
  gunzip(bytes: Uint8Array, maxBytes: number): Uint8Array
  /** Packs as a gzip stream (RFC 1952). */
  gzip(bytes: Uint8Array): Uint8Array
}

/** What the transports and the key exchange need from outside: random bytes and primitives. */
export interface CryptoEnv {
  readonly crypto: CryptoProvider
}

/** Everything the state machines need from outside, beside time and bytes, which each call brings along. */
export interface MtprotoEnv extends CryptoEnv {
  readonly compression: Compression
}
