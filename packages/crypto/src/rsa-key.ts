import { bytesToBigint, bytesToLong, concatBytes, trimLeadingZeros } from './bytes.ts'
import { CryptoError } from './crypto-error.ts'
import { DER_SEQUENCE, DerReader, derElement, derInteger } from './der.ts'
import { decodePem, encodePem } from './pem.ts'
import type { Hashes } from './provider.ts'

/** Bytes of a modulus that MTProto works with, and of every encrypted block. */
export const RSA_BYTES: number = 256

const PEM_LABEL = 'RSA PUBLIC KEY'

/**
 * A server's public RSA key, 2048 bits.
 */
export class RsaPublicKey {
  /** n, 256 bytes, big-endian. */
  readonly modulus: Uint8Array
  /** e, big-endian without leading zeros. */
  readonly exponent: Uint8Array
  /**
   * The name of the key in `resPQ` and `req_DH_params`, a TL `long`.
   *
   * @see {@link https://core.telegram.org/mtproto/auth_key#dh-exchange-initiation}
   */
  readonly fingerprint: bigint

  private constructor(modulus: Uint8Array, exponent: Uint8Array, fingerprint: bigint) {
    this.modulus = modulus
    this.exponent = exponent
    this.fingerprint = fingerprint
  }

  /**
   * Makes a key of its two numbers, big-endian; leading zeros do not matter.
   *
   * @throws {CryptoError} `KEY_UNSUITABLE` when n does not have 2048 bits, n or e is even, or e is below 3 or longer
   *   than 32 bits
   */
  static from(modulus: Uint8Array, exponent: Uint8Array, hashes: Pick<Hashes, 'sha1'>): RsaPublicKey {
    const n = Uint8Array.from(trimLeadingZeros(modulus))
    const e = Uint8Array.from(trimLeadingZeros(exponent))
    if (n.length !== RSA_BYTES || ((n[0] as number) & 0x80) === 0 || !isOdd(n)) {
      throw new CryptoError('KEY_UNSUITABLE', 'MTProto needs an RSA key of exactly 2048 bits')
    }
    if (e.length === 0 || e.length > 4 || !isOdd(e) || bytesToBigint(e) < 3n) {
      throw new CryptoError('KEY_UNSUITABLE', 'the public exponent must be odd, at least 3, and below 2^32')
    }
    // The lower-order 64 bits of the SHA-1 of the bare type rsa_public_key n:string e:string = RSAPublicKey.
    const digest = hashes.sha1(tlBytes(n), tlBytes(e))
    return new RsaPublicKey(n, e, bytesToLong(digest.subarray(12, 20)))
  }

  /**
   * Reads `-----BEGIN RSA PUBLIC KEY-----` (PKCS #1, RFC 8017 appendix A.1.1), the form in which clients ship keys.
   *
   * @throws {CryptoError} `PEM_INVALID`, `DER_INVALID`, `KEY_UNSUITABLE`
   */
  static fromPem(pem: string, hashes: Pick<Hashes, 'sha1'>): RsaPublicKey {
    const outer = new DerReader(decodePem(pem, PEM_LABEL))
    const fields = new DerReader(outer.read(DER_SEQUENCE))
    const modulus = fields.readInteger()
    const exponent = fields.readInteger()
    if (!outer.atEnd || !fields.atEnd) throw new CryptoError('DER_INVALID', 'there is something behind the public key')
    return RsaPublicKey.from(modulus, exponent, hashes)
  }

  /** Writes the key as PKCS #1 PEM, with a line end at the end. */
  toPem(): string {
    return encodePem(derElement(DER_SEQUENCE, derInteger(this.modulus), derInteger(this.exponent)), PEM_LABEL)
  }
}

/**
 * A server's private RSA key. Node makes it of an OpenSSL key (`@chappe/crypto/node`), which keeps the numbers to
 * itself; nothing here gives them out except `toPem`.
 */
export interface RsaPrivateKey {
  readonly publicKey: RsaPublicKey
  /**
   * Computes `block` to the power of d modulo n.
   *
   * @param block - 256 bytes, a number below n (callers check that)
   * @returns 256 bytes, with leading zeros
   */
  decryptRaw(block: Uint8Array): Uint8Array
  /** Writes the key as PEM: PKCS #8 (the default) or PKCS #1. */
  toPem(format?: 'pkcs8' | 'pkcs1'): string
}

function isOdd(digits: Uint8Array): boolean {
  return ((digits[digits.length - 1] as number) & 1) === 1
}

/**
 * The TL encoding of `bytes`: length, data, zeros up to a multiple of four. Written here because this package stands
 * alone; keys need no more than 256 bytes.
 *
 * @see {@link https://core.telegram.org/mtproto/serialize#base-types}
 */
function tlBytes(data: Uint8Array): Uint8Array {
  const n = data.length
  const header = n < 254 ? Uint8Array.of(n) : Uint8Array.of(254, n & 0xff, (n >> 8) & 0xff, n >> 16)
  const padding = new Uint8Array((4 - ((header.length + n) % 4)) % 4)
  return concatBytes(header, data, padding)
}
