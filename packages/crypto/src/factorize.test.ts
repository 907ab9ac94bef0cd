import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readVectors } from '../test/vectors.ts'
import { factorize } from './factorize.ts'
import { isPrime32 } from './prime31.ts'
import { rhoFactor } from './rho-factor.ts'

const { cases } = readVectors<{ cases: { pq: string; p: string; q: string }[] }>('pq')

/** The first prime at or above a number. */
function primeFrom(start: number): bigint {
  let n = start | 1
  while (!isPrime32(n)) n += 2
  return BigInt(n)
}

describe('factorize', () => {
  it.each(cases)('splits $pq', ({ pq, p, q }) => {
    expect(factorize(BigInt(pq))).toEqual([BigInt(p), BigInt(q)])
  })

  it('splits the product of any two primes of 31 bits, the smaller first', () => {
    const prime = fc.integer({ min: 0x40000000, max: 0x7fffff00 }).map(primeFrom)
    fc.assert(
      fc.property(prime, prime, (p, q) => {
        const expected = p === q ? undefined : p < q ? [p, q] : [q, p]
        expect(factorize(p * q)).toEqual(expected)
      }),
      { numRuns: 150 },
    )
  })

  it('splits numbers with factors of very different sizes', () => {
    for (const p of [2n, 3n, 41n, 1009n, 65537n, 1000003n]) {
      const q = primeFrom(0x7fff0000)
      expect(factorize(p * q)).toEqual([p, q])
      const large = 2305843009213693951n
      if (p * large < 2n ** 63n) expect(factorize(p * large)).toEqual([p, large])
    }
  })

  it('splits every small composite that is not a square of a prime', () => {
    for (let n = 0n; n < 3000n; n++) {
      const pair = factorize(n)
      if (pair === undefined) {
        const root = BigInt(Math.round(Math.sqrt(Number(n))))
        expect(n < 6n || isPrime32(Number(n)) || (root * root === n && isPrime32(Number(root)))).toBe(true)
      } else {
        expect(pair[0] * pair[1]).toBe(n)
        expect(pair[0] > 1n && pair[0] < pair[1]).toBe(true)
      }
    }
  })

  it('refuses primes, squares, and what is outside of 63 bits', () => {
    expect(factorize(9223372036854775783n)).toBeUndefined()
    expect(factorize(2n ** 61n - 1n)).toBeUndefined()
    expect(factorize(2147483647n ** 2n)).toBeUndefined()
    expect(factorize(1000003n ** 2n)).toBeUndefined()
    expect(factorize(4294967291n * 4294967279n)).toBeUndefined()
    expect(factorize(2n ** 63n)).toBeUndefined()
    expect(factorize(0n)).toBeUndefined()
    expect(factorize(1n)).toBeUndefined()
    expect(factorize(-15n)).toBeUndefined()
  })

  it('ends soon for anything the server may send', () => {
    const anything = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })
    fc.assert(
      fc.property(anything, pq => {
        const pair = factorize(pq)
        if (pair !== undefined) expect(pair[0] * pair[1]).toBe(pq)
      }),
      { numRuns: 150 },
    )
  })
})

describe('the fallback', () => {
  it('splits products of two primes too', () => {
    const prime = fc.integer({ min: 0x4000, max: 0x7fffff }).map(primeFrom)
    fc.assert(
      fc.property(prime, prime, (p, q) => {
        if (p === q) return
        const factor = rhoFactor(p * q)
        expect(factor === p || factor === q).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('gives up on a prime after a bounded number of steps', () => {
    expect(rhoFactor(1000000007n)).toBeUndefined()
  })
})
