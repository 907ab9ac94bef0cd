import { bigintToBytes, bytesToBigint, concatBytes } from '../bytes.ts'
import { CryptoError } from '../crypto-error.ts'
import { checkDhParameters, DH_BYTES, isDhValueSafe } from '../dh-checks.ts'
import type { CryptoProvider } from '../provider.ts'
import {
  generatorBytes,
  multipliedVerifier,
  pad256,
  passwordHash,
  proof,
  type SrpAlgorithm,
  scrambler,
} from './formulas.ts'

/** Nearly every draw is usable, so only a broken random source gets here. */
const DRAWS_MAX = 64

/** Shortest B that is accepted; an honest one is shorter with a probability of 2^-64. */
const B_BYTES_MIN = 248

/** Random bytes that a client adds to the first salt of a new password. */
const OWN_SALT_BYTES = 32

/**
 * Computes what `inputCheckPasswordSRP` carries, after all the checks of the server's values.
 *
 * @param password - as typed: neither trimmed nor normalised; text is taken as UTF-8
 * @param srp_B - of `account.password`; 248 to 256 bytes, padded again before it is hashed
 * @returns A (256 bytes) and M1 (32 bytes)
 * @throws {CryptoError} `DH_PRIME_UNSAFE`, `DH_GENERATOR_INVALID`, `SRP_VALUE_INVALID`
 * @see {@link https://core.telegram.org/api/srp#checking-the-password-with-srp}
 */
export async function srpAnswer(
  provider: CryptoProvider,
  password: string | Uint8Array,
  algorithm: SrpAlgorithm,
  srp_B: Uint8Array,
): Promise<{ A: Uint8Array; M1: Uint8Array }> {
  checkDhParameters(provider, algorithm.p, algorithm.g)
  const p = bytesToBigint(algorithm.p)
  const B = bytesToBigint(srp_B)
  if (srp_B.length < B_BYTES_MIN || srp_B.length > DH_BYTES || B === 0n || B >= p) {
    throw new CryptoError('SRP_VALUE_INVALID', 'srp_B must have 248 to 256 bytes and be between 0 and p')
  }
  const paddedB = pad256(srp_B)
  const { a, A } = drawClientSecret(provider, algorithm)
  const u = scrambler(provider, A, paddedB)
  if (u === undefined) throw new CryptoError('SRP_VALUE_INVALID', 'u, the hash of A and srp_B, is zero')

  const x = await passwordHash(provider, passwordBytes(password), algorithm.salt1, algorithm.salt2)
  const v = provider.modPow(generatorBytes(algorithm.g), x, algorithm.p)
  // t := (g_b - k_v) mod p, made positive
  const t = (B - multipliedVerifier(provider, algorithm, v) + p) % p
  // S := pow(t, a + u * x) mod p; the exponent is not reduced, and always takes the same number of bytes.
  const exponent = bigintToBytes(bytesToBigint(a) + bytesToBigint(u) * bytesToBigint(x), DH_BYTES + 1)
  const S = provider.modPow(bigintToBytes(t, DH_BYTES), exponent, algorithm.p)
  return { A, M1: proof(provider, algorithm, A, paddedB, S) }
}

/**
 * Computes the verifier v = g^x mod p of a password: `new_password_hash` of `account.passwordInputSettings`.
 * Treat it as a secret, since passwords can be guessed from it.
 *
 * @returns 256 bytes
 * @throws {CryptoError} `DH_PRIME_UNSAFE`, `DH_GENERATOR_INVALID`
 * @see {@link https://core.telegram.org/api/srp#setting-a-new-2fa-password}
 */
export async function srpVerifier(
  provider: CryptoProvider,
  password: string | Uint8Array,
  algorithm: SrpAlgorithm,
): Promise<Uint8Array> {
  checkDhParameters(provider, algorithm.p, algorithm.g)
  const x = await passwordHash(provider, passwordBytes(password), algorithm.salt1, algorithm.salt2)
  return provider.modPow(generatorBytes(algorithm.g), x, algorithm.p)
}

/**
 * Returns the algorithm for a new password: the server's `new_algo` with 32 random bytes of our own behind `salt1`.
 *
 * @see {@link https://core.telegram.org/api/srp#setting-a-new-2fa-password}
 */
export function srpNewAlgorithm(provider: Pick<CryptoProvider, 'random'>, new_algo: SrpAlgorithm): SrpAlgorithm {
  return { ...new_algo, salt1: concatBytes(new_algo.salt1, provider.random(OWN_SALT_BYTES)) }
}

function drawClientSecret(provider: CryptoProvider, algorithm: SrpAlgorithm): { a: Uint8Array; A: Uint8Array } {
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const a = provider.random(DH_BYTES)
    const A = provider.modPow(generatorBytes(algorithm.g), a, algorithm.p)
    if (isDhValueSafe(algorithm.p, A)) return { a, A }
  }
  throw new CryptoError('RANDOM_EXHAUSTED', 'the random source gave no usable value of a')
}

function passwordBytes(password: string | Uint8Array): Uint8Array {
  return typeof password === 'string' ? new TextEncoder().encode(password) : password
}
