import { describe, expect, it } from 'vitest'
import { RandomPool } from './random-pool.ts'

/** A source that gives 1, 2, 3, … in 16-bit steps, so that no two pairs of bytes are alike. */
function countingPool(): { pool: RandomPool; fills: Uint8Array[] } {
  const fills: Uint8Array[] = []
  let next = 1
  const pool = new RandomPool(target => {
    fills.push(target)
    for (let i = 0; i + 1 < target.length; i += 2, next++) {
      target[i] = next >> 8
      target[i + 1] = next
    }
  })
  return { pool, fills }
}

describe('RandomPool', () => {
  it('never gives the same bytes twice, also across refills', () => {
    const { pool } = countingPool()
    const seen = new Set<number>()
    for (let i = 0; i < 20_000; i++) {
      const [high = 0, low = 0] = pool.take(2)
      seen.add(high * 256 + low)
    }
    expect(seen.size).toBe(20_000)
  })

  it('overwrites what it has given', () => {
    const { pool, fills } = countingPool()
    const taken = pool.take(100)
    expect(taken.some(byte => byte !== 0)).toBe(true)
    expect((fills[0] as Uint8Array).subarray(0, 100).every(byte => byte === 0)).toBe(true)
  })

  it('takes long requests from the source directly', () => {
    const { pool, fills } = countingPool()
    expect(pool.take(100_000).length).toBe(100_000)
    expect(fills.map(fill => fill.length)).toEqual([100_000])
  })

  it('gives no bytes, and refuses lengths that are not whole numbers', () => {
    const { pool } = countingPool()
    expect(pool.take(0).length).toBe(0)
    for (const length of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => pool.take(length)).toThrow('LENGTH_INVALID')
    }
  })
})
