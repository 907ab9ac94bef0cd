/**
 * The formulas that both sides of the password check share. Every number that is hashed is big-endian, padded with
 * zeros on the left to 256 bytes, g included.
 *
 * @see {@link https://core.telegram.org/api/srp#checking-the-password-with-srp}
 */
import { bigintToBytes, bytesToBigint, trimLeadingZeros, xorBytes } from '../bytes.ts'
import { CryptoError } from '../crypto-error.ts'
import { DH_BYTES } from '../dh-checks.ts'
import type { CryptoProvider } from '../provider.ts'

/** `passwordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow`, as plain values. */
export interface SrpAlgorithm {
  readonly salt1: Uint8Array
  readonly salt2: Uint8Array
  readonly g: number
  /** 256 bytes, big-endian. */
  readonly p: Uint8Array
}

/** Rounds of PBKDF2-HMAC-SHA512, fixed by the name of the algorithm. */
const ITERATIONS = 100_000

/**
 * Pads a big-endian number to 256 bytes.
 *
 * @throws {CryptoError} `SRP_VALUE_INVALID` when it is longer
 */
export function pad256(number: Uint8Array): Uint8Array {
  const digits = trimLeadingZeros(number)
  if (digits.length > DH_BYTES) throw new CryptoError('SRP_VALUE_INVALID', 'a number is longer than 256 bytes')
  const padded = new Uint8Array(DH_BYTES)
  padded.set(digits, DH_BYTES - digits.length)
  return padded
}

/** g as 256 bytes. */
export function generatorBytes(g: number): Uint8Array {
  return bigintToBytes(BigInt(g), DH_BYTES)
}

/** x = PH2(password, salt1, salt2), 32 bytes. */
export async function passwordHash(
  provider: CryptoProvider,
  password: Uint8Array,
  salt1: Uint8Array,
  salt2: Uint8Array,
): Promise<Uint8Array> {
  // SH(data, salt) := H(salt | data | salt)
  const salted = (data: Uint8Array, salt: Uint8Array): Uint8Array => provider.sha256(salt, data, salt)
  // PH1(password, salt1, salt2) := SH(SH(password, salt1), salt2)
  const primary = salted(salted(password, salt1), salt2)
  // PH2(password, salt1, salt2) := SH(pbkdf2(sha512, PH1(password, salt1, salt2), salt1, 100000), salt2)
  const stretched = await provider.pbkdf2Sha512(primary, salt1, ITERATIONS, 64)
  return salted(stretched, salt2)
}

/** k_v = k · v mod p, where k = H(p | g). */
export function multipliedVerifier(provider: CryptoProvider, algorithm: SrpAlgorithm, v: Uint8Array): bigint {
  const k = provider.sha256(pad256(algorithm.p), generatorBytes(algorithm.g))
  return (bytesToBigint(k) * bytesToBigint(v)) % bytesToBigint(algorithm.p)
}

/** u = H(g_a | g_b), 32 bytes; undefined when it is zero, which both sides have to refuse. */
export function scrambler(provider: CryptoProvider, A: Uint8Array, B: Uint8Array): Uint8Array | undefined {
  const u = provider.sha256(A, B)
  return bytesToBigint(u) === 0n ? undefined : u
}

/**
 * M1 = H(H(p) xor H(g) | H(salt1) | H(salt2) | g_a | g_b | K) with K = H(S). A, B and S have 256 bytes.
 */
export function proof(
  provider: CryptoProvider,
  algorithm: SrpAlgorithm,
  A: Uint8Array,
  B: Uint8Array,
  S: Uint8Array,
): Uint8Array {
  const { sha256 } = provider
  return sha256(
    xorBytes(sha256(pad256(algorithm.p)), sha256(generatorBytes(algorithm.g))),
    sha256(algorithm.salt1),
    sha256(algorithm.salt2),
    A,
    B,
    sha256(S),
  )
}
