import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bigintToBytes, bytesToBigint, dhPrime, toHex } from '../src/index.ts'
import { isPrime32 } from '../src/prime31.ts'
import { providers } from './providers.ts'
import { modPow as plainModPow } from './reference/mod-pow.ts'

const p = bytesToBigint(dhPrime)

describe.each(providers)('modular powers, %s', (_name, provider) => {
  const check = (base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): void => {
    const plain = plainModPow(bytesToBigint(base), bytesToBigint(exponent), bytesToBigint(modulus))
    expect(toHex(provider.modPow(base, exponent, modulus))).toBe(toHex(bigintToBytes(plain, modulus.length)))
  }
  const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength })

  it('equal the plain version for the well-known prime', () => {
    fc.assert(
      fc.property(bytes(257), bytes(40), (base, exponent) => {
        check(base, exponent, dhPrime)
      }),
      { numRuns: 40 },
    )
  })

  it('equal the plain version for any modulus', () => {
    const modulus = fc.uint8Array({ minLength: 1, maxLength: 130 }).filter(m => m.some(byte => byte !== 0))
    fc.assert(
      fc.property(bytes(130), bytes(12), modulus, (base, exponent, m) => {
        check(base, exponent, m)
      }),
      { numRuns: 150 },
    )
  })

  it('take exponents longer than the modulus', () => {
    const exponent = new Uint8Array(288).fill(0xa5)
    check(Uint8Array.of(3), exponent, dhPrime)
  })

  it('are right at the edges', () => {
    const edges = [0n, 1n, 2n, 3n, 65537n, p - 1n, p, p + 1n].map(n => bigintToBytes(n))
    for (const base of edges) {
      for (const exponent of [new Uint8Array(0), ...edges]) check(base, exponent, dhPrime)
    }
  })

  it('take leading zeros in every number and give the length of the modulus', () => {
    const padded = new Uint8Array(260)
    padded.set(dhPrime, 4)
    const result = provider.modPow(Uint8Array.of(0, 0, 3), Uint8Array.of(0, 0, 0, 5), padded)
    expect(result.length).toBe(260)
    expect(bytesToBigint(result)).toBe(243n)
  })

  it('refuse a modulus of zero', () => {
    expect(() => provider.modPow(Uint8Array.of(2), Uint8Array.of(2), new Uint8Array(256))).toThrow('NUMBER_INVALID')
    expect(() => provider.modPow(Uint8Array.of(2), Uint8Array.of(2), new Uint8Array(0))).toThrow('NUMBER_INVALID')
  })
})

describe.each(providers)('primes, %s', (_name, provider) => {
  it('are told from composites', () => {
    for (let n = 0; n < 2000; n++) {
      const prime = n > 1 && Array.from({ length: n }, (_, i) => i).every(i => i < 2 || n % i !== 0)
      expect(provider.isProbablePrime(bigintToBytes(BigInt(n)))).toBe(prime)
    }
    // Carmichael numbers and the first strong pseudoprimes to many small bases.
    for (const n of [561n, 41041n, 825265n, 3215031751n, 341550071728321n, 3825123056546413051n]) {
      expect(provider.isProbablePrime(bigintToBytes(n))).toBe(false)
    }
    expect(provider.isProbablePrime(bigintToBytes(2n ** 521n - 1n))).toBe(true)
    expect(provider.isProbablePrime(bigintToBytes((2n ** 127n - 1n) * (2n ** 89n - 1n)))).toBe(false)
  })

  it('of 31 bits have both top bits set', () => {
    for (let i = 0; i < 200; i++) {
      const prime = provider.generatePrime31()
      expect(prime).toBeGreaterThanOrEqual(0x60000000)
      expect(prime).toBeLessThan(0x80000000)
      expect(isPrime32(prime)).toBe(true)
    }
  })
})
