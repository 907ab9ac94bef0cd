import { concatBytes } from './bytes.ts'

/**
 * HMAC over any of the hashes (RFC 2104).
 *
 * @param blockBytes - block size of the hash: 64 for SHA-1 and SHA-256, 128 for SHA-512
 */
export function hmac(
  hash: (...parts: readonly Uint8Array[]) => Uint8Array,
  blockBytes: number,
  key: Uint8Array,
  parts: readonly Uint8Array[],
): Uint8Array {
  const block = new Uint8Array(blockBytes)
  block.set(key.length > blockBytes ? hash(key) : key)
  const inner = hash(
    concatBytes(
      block.map(byte => byte ^ 0x36),
      ...parts,
    ),
  )
  return hash(
    block.map(byte => byte ^ 0x5c),
    inner,
  )
}
