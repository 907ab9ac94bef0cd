import { createHash } from 'node:crypto'
import type { Random } from '../random.ts'

/** Makes a random source that gives the same bytes for the same seed. For tests only: anybody can predict it. */
export function seededRandom(seed: string): Random {
  let block = 0
  let pool: Uint8Array = new Uint8Array(0)
  return {
    bytes(length) {
      const out = new Uint8Array(length)
      let filled = 0
      while (filled < length) {
        if (pool.length === 0) pool = createHash('sha256').update(`${seed}/${block++}`).digest()
        const taken = pool.subarray(0, length - filled)
        out.set(taken, filled)
        filled += taken.length
        pool = pool.subarray(taken.length)
      }
      return out
    },
  }
}
