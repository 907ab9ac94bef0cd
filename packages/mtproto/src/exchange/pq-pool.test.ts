import { bytesToBigint } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import { expect, test } from 'vitest'
import { createPqPool } from './pq-pool.ts'

const env = { crypto: nodeCrypto }

test('makes products of two different primes, the smaller first, with no leading zeros', () => {
  const pool = createPqPool(env)
  for (let turn = 0; turn < 20; turn++) {
    const { pq, p, q } = pool.take()
    const [one, other] = [bytesToBigint(p), bytesToBigint(q)]
    expect(one < other).toBe(true)
    expect(one * other).toBe(bytesToBigint(pq))
    expect(nodeCrypto.isProbablePrime(p) && nodeCrypto.isProbablePrime(q)).toBe(true)
    expect(pq).toHaveLength(8)
    expect(bytesToBigint(pq) < 1n << 63n).toBe(true)
  }
})

test('never takes a prime twice into one product', () => {
  const primes = [1229739323, 1229739323, 1229739323, 1402015859]
  const pool = createPqPool({ crypto: { ...nodeCrypto, generatePrime31: () => primes.shift() ?? 0 } })
  expect(bytesToBigint(pool.take().pq)).toBe(1229739323n * 1402015859n)
})

test('hands out what was made while idle, each pair once, and holds no more than its limit', () => {
  let made = 0
  const generatePrime31 = (): number => {
    made++
    return nodeCrypto.generatePrime31()
  }
  const pool = createPqPool({ crypto: { ...nodeCrypto, generatePrime31 } }, 3)
  expect([pool.fillOne(), pool.fillOne(), pool.fillOne(), pool.fillOne()]).toEqual([true, true, false, false])
  const before = made
  const pairs = [pool.take(), pool.take(), pool.take()]
  expect(made).toBe(before)
  expect(new Set(pairs.map(pair => bytesToBigint(pair.pq))).size).toBe(3)
  pool.take()
  expect(made).toBeGreaterThan(before)
})
