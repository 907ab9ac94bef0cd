import { describe, expect, it } from 'vitest'
import { providers } from '../test/providers.ts'
import { bigintToBytes, bytesToBigint } from './bytes.ts'
import { checkDhParameters, checkDhValue, isDhValueSafe } from './dh-checks.ts'
import { dhPrime } from './dh-prime.ts'

const p = bytesToBigint(dhPrime)

/** RFC 3526, group 14: a safe prime that is not the well-known one; p mod 8 = 7, so 2 generates. */
const group14 = 2n ** 2048n - 2n ** 1984n - 1n + 2n ** 64n * (piBits(1918n) + 124476n)

/** The whole part of 2^bits · π (Machin's formula). */
function piBits(bits: bigint): bigint {
  const guard = 64n
  const one = 1n << (bits + guard)
  const arctanOfInverse = (x: bigint): bigint => {
    let sum = 0n
    for (let n = 1n, term = one / x; term !== 0n; n += 2n, term = -term / (x * x)) sum += term / n
    return sum
  }
  return (4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n))) >> guard
}

describe.each(providers)('checkDhParameters, %s', (_name, provider) => {
  it('accepts the well-known prime without testing it, and the generators that fit it', () => {
    const untouched = {
      isProbablePrime: (): boolean => {
        throw new Error('must not be asked')
      },
    }
    for (const g of [3, 4, 7]) checkDhParameters(untouched, dhPrime, g)
  })

  it('refuses generators that do not fit', () => {
    for (const g of [-1, 0, 1, 2, 5, 6, 8, 3.5, Number.NaN]) {
      expect(() => checkDhParameters(provider, dhPrime, g)).toThrow('DH_GENERATOR_INVALID')
    }
  })

  it('refuses lengths other than 2048 bits', () => {
    const prime = 2n ** 521n - 1n
    const longer = new Uint8Array(257)
    longer.set(dhPrime, 1)
    const shorter = Uint8Array.from(dhPrime)
    shorter[0] = 0x47
    for (const bytes of [bigintToBytes(prime), longer, shorter, new Uint8Array(0)]) {
      expect(() => checkDhParameters(provider, bytes, 4)).toThrow('DH_PRIME_UNSAFE')
    }
  })

  it('refuses a composite and a prime whose half is composite', () => {
    expect(() => checkDhParameters(provider, bigintToBytes(p - 2n), 4)).toThrow('DH_PRIME_UNSAFE')
    const asked: bigint[] = []
    const onlyOuter = {
      isProbablePrime: (value: Uint8Array): boolean => {
        asked.push(bytesToBigint(value))
        return asked.length === 1
      },
    }
    const candidate = p + 4n
    expect(() => checkDhParameters(onlyOuter, bigintToBytes(candidate), 4)).toThrow('DH_PRIME_UNSAFE')
    expect(asked).toEqual([candidate, (candidate - 1n) / 2n])
  })
})

describe('checkDhParameters', () => {
  it('tests an unknown safe prime once and remembers it, and nothing but it', () => {
    const node = (providers[0] as (typeof providers)[number])[1]
    let asked = 0
    const counting = {
      isProbablePrime: (value: Uint8Array): boolean => {
        asked++
        return node.isProbablePrime(value)
      },
    }
    checkDhParameters(counting, bigintToBytes(group14), 2)
    expect(asked).toBe(2)
    checkDhParameters(counting, bigintToBytes(group14), 2)
    expect(asked).toBe(2)
    expect(() => checkDhParameters(counting, bigintToBytes(group14), 8)).toThrow('DH_GENERATOR_INVALID')
    expect(() => checkDhParameters(counting, bigintToBytes(group14 + 4n), 4)).toThrow('DH_PRIME_UNSAFE')
  })

  it('forgets the oldest of many', () => {
    let asked = 0
    const agreeing = {
      isProbablePrime: (): boolean => {
        asked++
        return true
      },
    }
    const others = Array.from({ length: 17 }, (_, i) => bigintToBytes(p - 1000n - BigInt(i)))
    for (const other of others) checkDhParameters(agreeing, other, 4)
    expect(asked).toBe(34)
    checkDhParameters(agreeing, others[16] as Uint8Array, 4)
    expect(asked).toBe(34)
    checkDhParameters(agreeing, others[0] as Uint8Array, 4)
    expect(asked).toBe(36)
  })
})

describe('isDhValueSafe', () => {
  const margin = 2n ** 1984n

  it('accepts the ends of the range', () => {
    for (const value of [margin, margin + 1n, p / 2n, p - margin - 1n, p - margin]) {
      expect(isDhValueSafe(dhPrime, bigintToBytes(value))).toBe(true)
      checkDhValue(dhPrime, bigintToBytes(value, 256))
    }
  })

  it('refuses what is outside', () => {
    for (const value of [0n, 1n, 2n, margin - 1n, p - margin + 1n, p - 2n, p - 1n, p, p + margin, 2n ** 2048n]) {
      expect(isDhValueSafe(dhPrime, bigintToBytes(value))).toBe(false)
      expect(() => checkDhValue(dhPrime, bigintToBytes(value))).toThrow('DH_VALUE_OUT_OF_RANGE')
    }
    expect(isDhValueSafe(dhPrime, new Uint8Array(0))).toBe(false)
  })
})
