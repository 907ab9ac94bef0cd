import { nodeCrypto } from '@chappe/crypto/node'
import type { CryptoEnv } from '../../src/env.ts'

/**
 * Crypto whose random bytes are a function of a seed: the counter hashed with the seed, cut to length. Two environments
 * with one seed draw the same bytes and the same primes.
 */
export function seededEnv(seed: number): CryptoEnv {
  let blocks = 0
  let turns = seed
  const random = (length: number): Uint8Array => {
    const bytes = new Uint8Array(length)
    for (let offset = 0; offset < length; offset += 32) {
      const block = nodeCrypto.sha256(Uint8Array.of(seed, seed >>> 8, blocks, blocks >>> 8, blocks >>> 16))
      blocks++
      bytes.set(block.subarray(0, Math.min(32, length - offset)), offset)
    }
    return bytes
  }
  const generatePrime31 = (): number => primes[turns++ % primes.length] ?? 0
  return { crypto: { ...nodeCrypto, random, generatePrime31 } }
}

/** Crypto that draws the given bytes first, each for a request of exactly its length, and seeded ones afterwards. */
export function scriptedEnv(draws: readonly Uint8Array[], seed = 1): CryptoEnv {
  const waiting = [...draws]
  const seeded = seededEnv(seed)
  const random = (length: number): Uint8Array => {
    const index = waiting.findIndex(draw => draw.length === length)
    const [draw] = index < 0 ? [] : waiting.splice(index, 1)
    return draw === undefined ? seeded.crypto.random(length) : Uint8Array.from(draw)
  }
  return { crypto: { ...seeded.crypto, random } }
}

// The factors of the products in the documents' and our own vectors.
const primes = [1513098571, 1780931429, 1229739323, 1402015859, 1112973847, 1878321023, 1206429347, 1218991343]
