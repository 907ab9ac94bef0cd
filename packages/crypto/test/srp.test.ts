import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  bigintToBytes,
  bytesToBigint,
  type CryptoProvider,
  createSrpChallenge,
  fromHex,
  isSrpVerifier,
  type SrpAlgorithm,
  srpAnswer,
  srpNewAlgorithm,
  srpVerifier,
  toHex,
  verifySrpAnswer,
} from '../src/index.ts'
import { multipliedVerifier, pad256, passwordHash, scrambler } from '../src/srp/formulas.ts'
import { providers, withRandom } from './providers.ts'
import { modPow } from './reference/mod-pow.ts'
import * as plain from './reference/srp.ts'
import { readVectors } from './vectors.ts'

interface SrpVectors {
  readonly main: Readonly<
    Record<'p' | 'password_utf8' | 'salt1' | 'salt2' | 'x' | 'v' | 'b' | 'B' | 'a' | 'A', string>
  > &
    Readonly<Record<'u' | 'k_v' | 'M1' | 'M1_wrong_password', string>> & { readonly g: number }
  readonly padding: Readonly<
    Record<'a_expansion' | 'b_expansion' | 'A' | 'B' | 'u' | 'M1' | 'u_if_B_not_padded', string>
  >
}

const { main, padding } = readVectors<SrpVectors>('srp')
const algorithm: SrpAlgorithm = {
  salt1: fromHex(main.salt1),
  salt2: fromHex(main.salt2),
  g: main.g,
  p: fromHex(main.p),
}
const password = fromHex(main.password_utf8)
const verifier = fromHex(main.v)

/** SHA512(name/0) | … | SHA512(name/3): how the vectors made their secret exponents. */
function expand(name: string): Uint8Array {
  const digests = [0, 1, 2, 3].map(i => createHash('sha512').update(`${name}/${i}`).digest())
  return Uint8Array.from(Buffer.concat(digests))
}

const cases = [
  { name: 'main', a: fromHex(main.a), b: fromHex(main.b), A: main.A, B: main.B, u: main.u, M1: main.M1 },
  {
    name: 'padding',
    a: expand(padding.a_expansion),
    b: expand(padding.b_expansion),
    A: padding.A,
    B: padding.B,
    u: padding.u,
    M1: padding.M1,
  },
]

/** A number of 256 bytes that makes A = g, or B = k_v + g: out of range, the latter where k_v is next to p. */
const one = bigintToBytes(1n, 256)

/** The verifier with which k_v = k · v mod p is the given one. */
function verifierOf(k_v: bigint): Uint8Array {
  const p = bytesToBigint(algorithm.p)
  const k = bytesToBigint(
    createHash('sha256')
      .update(algorithm.p)
      .update(bigintToBytes(BigInt(main.g), 256))
      .digest(),
  )
  return bigintToBytes((modPow(k, p - 2n, p) * k_v) % p, 256)
}

describe.each(providers)('the password check, %s', (_name, provider) => {
  it('hashes the password as in the vector', async () => {
    expect(toHex(await passwordHash(provider, password, algorithm.salt1, algorithm.salt2))).toBe(main.x)
    expect(toHex(await srpVerifier(provider, 'pässwörd-42', algorithm))).toBe(main.v)
    expect(bytesToBigint(fromHex(main.k_v))).toBe(multipliedVerifier(provider, algorithm, verifier))
  })

  it('makes other exponents of the same names', () => {
    expect(toHex(expand('srp-vector/a'))).toBe(main.a)
    expect(toHex(expand('srp-vector/b'))).toBe(main.b)
  })

  describe.each(cases)('vector $name', vector => {
    it('client: password and B give A and M1', async () => {
      const answer = await srpAnswer(withRandom(provider, vector.a), 'pässwörd-42', algorithm, fromHex(vector.B))
      expect(toHex(answer.A)).toBe(vector.A)
      expect(toHex(answer.M1)).toBe(vector.M1)
    })

    it('client: B without its leading zeros gives the same', async () => {
      const B = fromHex(vector.B)
      const short = B[0] === 0 ? B.subarray(1) : B
      const answer = await srpAnswer(withRandom(provider, vector.a), password, algorithm, short)
      expect(toHex(answer.M1)).toBe(vector.M1)
    })

    it('both: A and B give u', () => {
      expect(scrambler(provider, fromHex(vector.A), fromHex(vector.B))).toEqual(fromHex(vector.u))
    })

    it('server: verifier gives B, and accepts M1 for A', () => {
      const challenge = createSrpChallenge(withRandom(provider, vector.b), verifier, algorithm)
      expect(toHex(challenge.srp_B)).toBe(vector.B)
      const answer = { A: fromHex(vector.A), M1: fromHex(vector.M1) }
      expect(verifySrpAnswer(provider, verifier, algorithm, challenge, answer)).toBe('RIGHT')
      const short = { ...answer, A: answer.A[0] === 0 ? answer.A.subarray(1) : answer.A }
      expect(verifySrpAnswer(provider, verifier, algorithm, challenge, short)).toBe('RIGHT')
    })
  })

  it('would give another u without padding', () => {
    const B = fromHex(padding.B).subarray(1)
    expect(toHex(provider.sha256(fromHex(padding.A), B))).toBe(padding.u_if_B_not_padded)
    expect(toHex(provider.sha256(fromHex(padding.A), pad256(B)))).toBe(padding.u)
  })

  it('refuses the proof of a wrong password', () => {
    const challenge = { b: fromHex(main.b), srp_B: fromHex(main.B) }
    const answer = { A: fromHex(main.A), M1: fromHex(main.M1_wrong_password) }
    expect(verifySrpAnswer(provider, verifier, algorithm, challenge, answer)).toBe('WRONG')
    expect(verifySrpAnswer(provider, verifier, algorithm, challenge, { ...answer, M1: new Uint8Array(0) })).toBe(
      'WRONG',
    )
  })

  it('refuses every A that is 0 modulo p, too large, empty or too long', () => {
    const challenge = { b: fromHex(main.b), srp_B: fromHex(main.B) }
    const judge = (A: Uint8Array): string =>
      verifySrpAnswer(provider, verifier, algorithm, challenge, { A, M1: fromHex(main.M1) })
    const p = bytesToBigint(algorithm.p)
    expect(judge(new Uint8Array(256))).toBe('A_INVALID')
    expect(judge(algorithm.p)).toBe('A_INVALID')
    expect(judge(bigintToBytes(p + 1n))).toBe('A_INVALID')
    expect(judge(new Uint8Array(0))).toBe('A_INVALID')
    expect(judge(new Uint8Array(257).fill(1))).toBe('A_INVALID')
  })

  it('refuses B that is zero, not below p, too short or too long', async () => {
    const p = bytesToBigint(algorithm.p)
    for (const B of [
      new Uint8Array(256),
      algorithm.p,
      bigintToBytes(p + 5n),
      new Uint8Array(247).fill(1),
      new Uint8Array(257).fill(1),
      new Uint8Array(0),
    ]) {
      await expect(srpAnswer(provider, password, algorithm, B)).rejects.toThrow('SRP_VALUE_INVALID')
    }
  })

  it('refuses a group that is not safe before it touches the password', async () => {
    const B = fromHex(main.B)
    const weak = bigintToBytes(bytesToBigint(algorithm.p) - 2n)
    await expect(srpAnswer(provider, password, { ...algorithm, p: weak }, B)).rejects.toThrow('DH_')
    await expect(srpAnswer(provider, password, { ...algorithm, g: 2 }, B)).rejects.toThrow('DH_GENERATOR_INVALID')
    await expect(srpVerifier(provider, password, { ...algorithm, g: 8 })).rejects.toThrow('DH_GENERATOR_INVALID')
  })

  it('refuses u that is zero, on both sides', async () => {
    const ofAAndB = (parts: readonly Uint8Array[]) => parts.length === 2 && toHex(parts[0] ?? one) === main.A
    const zeroU: CryptoProvider = {
      ...withRandom(provider, fromHex(main.a)),
      sha256: (...parts) => (ofAAndB(parts) ? new Uint8Array(32) : provider.sha256(...parts)),
    }
    await expect(srpAnswer(zeroU, password, algorithm, fromHex(main.B))).rejects.toThrow('SRP_VALUE_INVALID')
    const challenge = { b: fromHex(main.b), srp_B: fromHex(main.B) }
    const answer = { A: fromHex(main.A), M1: fromHex(main.M1) }
    expect(verifySrpAnswer(zeroU, verifier, algorithm, challenge, answer)).toBe('A_INVALID')
  })

  it.each([
    ['small', 1n],
    ['near p', 6n],
  ])('draws b again when B is %s', (_what, behind) => {
    const odd = verifierOf(bytesToBigint(algorithm.p) - behind)
    const { b } = createSrpChallenge(withRandom(provider, one, fromHex(main.b)), odd, algorithm)
    expect(toHex(b)).toBe(main.b)
  })

  it('gives up on a random source that never gives a usable value', async () => {
    const stuck = { ...provider, random: () => one }
    await expect(srpAnswer(stuck, password, algorithm, fromHex(main.B))).rejects.toThrow('RANDOM_EXHAUSTED')
    const odd = verifierOf(bytesToBigint(algorithm.p) - 1n)
    expect(() => createSrpChallenge(stuck, odd, algorithm)).toThrow('RANDOM_EXHAUSTED')
  })

  it('draws a again when A is out of range', async () => {
    const drawn = withRandom(provider, one, fromHex(main.a))
    expect(toHex((await srpAnswer(drawn, password, algorithm, fromHex(main.B))).A)).toBe(main.A)
  })

  it('adds 32 random bytes to the salt of a new password', () => {
    const own = new Uint8Array(32).fill(7)
    const changed = srpNewAlgorithm(withRandom(provider, own), algorithm)
    expect(toHex(changed.salt1)).toBe(main.salt1 + toHex(own))
    expect(changed.salt2).toBe(algorithm.salt2)
  })

  it('takes a verifier of 256 bytes between 1 and p only', () => {
    expect(isSrpVerifier(algorithm, verifier)).toBe(true)
    for (const bad of [algorithm.p, bigintToBytes(1n, 256), new Uint8Array(256), verifier.subarray(1)]) {
      expect(isSrpVerifier(algorithm, bad)).toBe(false)
      expect(() => createSrpChallenge(provider, bad, algorithm)).toThrow('SRP_VALUE_INVALID')
    }
  })

  it('equals the plain version, with fresh secrets', async () => {
    const numbers = { ...algorithm, p: bytesToBigint(algorithm.p), g: BigInt(algorithm.g) }
    const x = plain.passwordNumber(password, numbers)
    const v = bytesToBigint(verifier)
    for (let i = 0; i < 3; i++) {
      const [a, b] = [provider.random(256), provider.random(256)]
      const challenge = createSrpChallenge(withRandom(provider, b), verifier, algorithm)
      const B = bytesToBigint(challenge.srp_B)
      expect(B).toBe(plain.serverValue(numbers, v, bytesToBigint(b)))
      const answer = await srpAnswer(withRandom(provider, a), password, algorithm, challenge.srp_B)
      const expected = plain.clientProof(numbers, x, bytesToBigint(a), B)
      expect(bytesToBigint(answer.A)).toBe(expected.A)
      expect(toHex(answer.M1)).toBe(expected.M1.toString('hex'))
      expect(toHex(answer.M1)).toBe(plain.serverProof(numbers, v, bytesToBigint(b), expected.A, B).toString('hex'))
      expect(verifySrpAnswer(provider, verifier, algorithm, challenge, answer)).toBe('RIGHT')
    }
  })
})
