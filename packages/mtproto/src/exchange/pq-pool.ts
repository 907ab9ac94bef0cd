import { bigintToBytes } from '@chappe/crypto'
import type { CryptoEnv } from '../env.ts'

/** A product of two primes for one `resPQ`, all big-endian without leading zeros. */
export interface PqPair {
  readonly pq: Uint8Array
  readonly p: Uint8Array
  readonly q: Uint8Array
}

/** Pairs made ahead of time, shared by all connections; each is used once. */
export interface PqPool {
  /** Returns a pair, made on the spot when none is ready. */
  take(): PqPair
  /** Makes one pair, for the host to call while idle. Returns whether there is room for more. */
  fillOne(): boolean
}

/**
 * Makes an empty pool. A pair costs about a third of a millisecond to make.
 *
 * @param pairsMax - how many pairs wait at most, default 64
 */
export function createPqPool(env: CryptoEnv, pairsMax = 64): PqPool {
  const ready: PqPair[] = []
  return {
    take: () => ready.pop() ?? makePair(env),
    fillOne() {
      if (ready.length < pairsMax) ready.push(makePair(env))
      return ready.length < pairsMax
    },
  }
}

function makePair(env: CryptoEnv): PqPair {
  const one = BigInt(env.crypto.generatePrime31())
  let other = one
  while (other === one) other = BigInt(env.crypto.generatePrime31())
  const [p, q] = one < other ? [one, other] : [other, one]
  return { pq: bigintToBytes(p * q), p: bigintToBytes(p), q: bigintToBytes(q) }
}
