/**
 * Modular powers by OpenSSL.
 *
 * OpenSSL's constant-time Montgomery ladder is behind Diffie–Hellman keys. Three ways lead there:
 *
 * - `createDiffieHellman(p, g)` and `computeSecret`: 2.1 ms for each power of 2048 bits, but the constructor first
 *   checks the prime, 245 ms for every process that starts;
 * - `diffieHellman({ privateKey, publicKey })`: importing the private key computes a public key that nobody asked
 *   for, so each power costs two, 4.8 ms;
 * - importing a private key (p, g = base, x = exponent), for which OpenSSL computes the public key g^x mod p as part
 *   of the import, and reading that public key: 2.1 ms, no set-up, and no check of p. That is the way taken here.
 *
 * A fourth, raw RSA encryption with n = p and e = exponent, is as fast, but its time depends on the exponent and even
 * exponents are refused; it serves the short public exponents of RSA, where 80 µs count and nothing is secret.
 */
import { constants, createPrivateKey, createPublicKey, publicEncrypt } from 'node:crypto'
import { bytesToBigint, trimLeadingZeros } from '../bytes.ts'
import { DER_BIT_STRING, DER_OCTET_STRING, DER_SEQUENCE, DerReader, derElement, derInteger } from '../der.ts'
import { bigintModPow } from '../mod-pow.ts'

/** OpenSSL's limits for Diffie–Hellman groups, in bytes. */
const MODULUS_BYTES_MIN = 64
const MODULUS_BYTES_MAX = 1024

/** Up to here an exponent is taken for a public one; secret exponents have hundreds of bits. */
const PUBLIC_EXPONENT_BYTES_MAX = 4

/** `base` to the power of `exponent` modulo `modulus`, all big-endian; the result is as long as `modulus`. */
export function opensslModPow(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array {
  const m = trimLeadingZeros(modulus)
  const b = reduced(base, m)
  const fits =
    m.length >= MODULUS_BYTES_MIN &&
    m.length <= MODULUS_BYTES_MAX &&
    ((m[m.length - 1] as number) & 1) === 1 &&
    // Nothing to compute, and OpenSSL refuses some of these.
    (b.length > 1 || (b[0] ?? 0) > 1) &&
    trimLeadingZeros(exponent).length > 0
  if (!fits) return bigintModPow(base, exponent, modulus)
  const power = isShortOdd(exponent) ? rsaPower(b, exponent, m) : diffieHellmanPower(b, exponent, m)
  const result = new Uint8Array(modulus.length)
  result.set(power, modulus.length - power.length)
  return result
}

/** 1.2.840.113549.1.3.1, dhKeyAgreement (PKCS #3), as an OBJECT IDENTIFIER element. */
const DH_KEY_AGREEMENT = Uint8Array.of(0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x03, 0x01)

function diffieHellmanPower(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array {
  // PKCS #8 around PKCS #3: version, algorithm with (prime, base), private value.
  const privateKeyInfo = derElement(
    DER_SEQUENCE,
    derInteger(Uint8Array.of(0)),
    derElement(DER_SEQUENCE, DH_KEY_AGREEMENT, derElement(DER_SEQUENCE, derInteger(modulus), derInteger(base))),
    derElement(DER_OCTET_STRING, derInteger(exponent)),
  )
  const privateKey = createPrivateKey({ key: privateKeyInfo as Buffer, format: 'der', type: 'pkcs8' })
  privateKeyInfo.fill(0)
  const publicKeyInfo = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const fields = new DerReader(new DerReader(publicKeyInfo).read(DER_SEQUENCE))
  fields.read(DER_SEQUENCE)
  // The first byte of a BIT STRING counts unused bits; keys have none.
  return new DerReader(fields.read(DER_BIT_STRING).subarray(1)).readInteger()
}

function rsaPower(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array {
  const key = createPublicKey({ key: { kty: 'RSA', n: base64url(modulus), e: base64url(exponent) }, format: 'jwk' })
  const block = new Uint8Array(modulus.length)
  block.set(base, modulus.length - base.length)
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block)
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

function isShortOdd(exponent: Uint8Array): boolean {
  const digits = trimLeadingZeros(exponent)
  const last = digits[digits.length - 1] as number
  return digits.length <= PUBLIC_EXPONENT_BYTES_MAX && (last & 1) === 1 && (digits.length > 1 || last > 1)
}

/** OpenSSL wants a base below the modulus; nearly always it is already. */
function reduced(base: Uint8Array, modulus: Uint8Array): Uint8Array {
  const b = trimLeadingZeros(base)
  if (b.length < modulus.length || (b.length === modulus.length && Buffer.compare(b, modulus) < 0)) return b
  const m = bytesToBigint(modulus)
  if (m === 0n) return b
  const digits = (bytesToBigint(b) % m).toString(16)
  return trimLeadingZeros(Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex'))
}
