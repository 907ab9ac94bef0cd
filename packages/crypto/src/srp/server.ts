import { bigintToBytes, bytesToBigint } from '../bytes.ts'
import { constantTimeEqual } from '../constant-time.ts'
import { CryptoError } from '../crypto-error.ts'
import { DH_BYTES, isDhValueSafe } from '../dh-checks.ts'
import type { CryptoProvider } from '../provider.ts'
import { generatorBytes, multipliedVerifier, pad256, proof, type SrpAlgorithm, scrambler } from './formulas.ts'

/** Nearly every draw is usable, so only a broken random source gets here. */
const DRAWS_MAX = 64

/** One open question of the server; it is used for one answer, right or wrong, and then forgotten. */
export interface SrpChallenge {
  /** The server's secret exponent, 256 bytes. */
  readonly b: Uint8Array
  /** `srp_B` of `account.password`, 256 bytes. */
  readonly srp_B: Uint8Array
}

/** How an answer was judged: `A_INVALID` is the peer's fault in form, `WRONG` a wrong password. */
export type SrpVerdict = 'RIGHT' | 'WRONG' | 'A_INVALID'

/**
 * Draws a new question for a stored verifier: B = (k · v + g^b) mod p.
 *
 * @param verifier - 256 bytes
 * @throws {CryptoError} `SRP_VALUE_INVALID` when the verifier is not between 1 and p
 * @see {@link https://core.telegram.org/api/srp#checking-the-password-with-srp}
 */
export function createSrpChallenge(
  provider: CryptoProvider,
  verifier: Uint8Array,
  algorithm: SrpAlgorithm,
): SrpChallenge {
  if (!isSrpVerifier(algorithm, verifier)) {
    throw new CryptoError('SRP_VALUE_INVALID', 'the stored verifier is not between 1 and p')
  }
  const k_v = multipliedVerifier(provider, algorithm, verifier)
  const p = bytesToBigint(algorithm.p)
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const b = provider.random(DH_BYTES)
    const power = provider.modPow(generatorBytes(algorithm.g), b, algorithm.p)
    const srp_B = bigintToBytes((k_v + bytesToBigint(power)) % p, DH_BYTES)
    // Some clients refuse values near 0 and p, so such a b is drawn again.
    if (isDhValueSafe(algorithm.p, srp_B)) return { b, srp_B }
  }
  throw new CryptoError('RANDOM_EXHAUSTED', 'the random source gave no usable value of b')
}

/**
 * Judges an `inputCheckPasswordSRP` by recomputing M1; the comparison takes the same time wherever they differ.
 */
export function verifySrpAnswer(
  provider: CryptoProvider,
  verifier: Uint8Array,
  algorithm: SrpAlgorithm,
  challenge: SrpChallenge,
  answer: { readonly A: Uint8Array; readonly M1: Uint8Array },
): SrpVerdict {
  const p = bytesToBigint(algorithm.p)
  const A = bytesToBigint(answer.A.subarray(0, DH_BYTES))
  // A = 0 mod p would make S = 0 for everyone, password or not.
  if (answer.A.length === 0 || answer.A.length > DH_BYTES || A === 0n || A >= p) return 'A_INVALID'
  const paddedA = pad256(answer.A)
  const u = scrambler(provider, paddedA, challenge.srp_B)
  if (u === undefined) return 'A_INVALID'
  // S := pow(g_a * pow(v, u), b) mod p
  const base = (A * bytesToBigint(provider.modPow(verifier, u, algorithm.p))) % p
  const S = provider.modPow(bigintToBytes(base, DH_BYTES), challenge.b, algorithm.p)
  const M1 = proof(provider, algorithm, paddedA, challenge.srp_B, S)
  return constantTimeEqual(M1, answer.M1) ? 'RIGHT' : 'WRONG'
}

/** Tells whether a verifier that a client sends can be stored: 256 bytes and 1 < v < p. */
export function isSrpVerifier(algorithm: SrpAlgorithm, verifier: Uint8Array): boolean {
  if (verifier.length !== DH_BYTES) return false
  const v = bytesToBigint(verifier)
  return v > 1n && v < bytesToBigint(algorithm.p)
}
