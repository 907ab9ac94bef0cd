import type { CryptoProvider } from '../src/index.ts'
import { nodeCrypto } from '../src/node/index.ts'
import { createWebCrypto } from '../src/web/index.ts'

/** Every provider that must pass the same tests, with its name. */
export const providers: readonly (readonly [string, CryptoProvider])[] = [
  ['node', nodeCrypto],
  ['web', await createWebCrypto()],
  ['web without relaxed SIMD', await createWebCrypto({ kernelBuild: 'plain' })],
]

/**
 * A provider whose random bytes are given. Each request must be for exactly the length of the next value; after the
 * last one a request fails.
 */
export function withRandom(provider: CryptoProvider, ...values: readonly Uint8Array[]): CryptoProvider {
  const queue = [...values]
  return {
    ...provider,
    random(length) {
      const value = queue.shift()
      if (value?.length !== length) throw new Error(`${length} random bytes asked for, ${value?.length} given`)
      return value
    },
  }
}
