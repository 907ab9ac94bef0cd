/**
 * The part of SHA-1 and SHA-2 around their compression functions: initial value, padding, output (FIPS 180-4 §5, §6).
 */

/** A hash over several parts, as if they were joined. */
export type BlockHash = (...parts: readonly Uint8Array[]) => Uint8Array

/** How one hash differs from the others. */
export interface HashShape {
  readonly blockBytes: number
  readonly wordBytes: 4 | 8
  readonly digestBytes: number
  /** Initial hash value, in words. */
  readonly initial: readonly bigint[]
}

export const SHA1: HashShape = {
  blockBytes: 64,
  wordBytes: 4,
  digestBytes: 20,
  initial: [0x67452301n, 0xefcdab89n, 0x98badcfen, 0x10325476n, 0xc3d2e1f0n],
}

export const SHA256: HashShape = {
  blockBytes: 64,
  wordBytes: 4,
  digestBytes: 32,
  initial: [0x6a09e667n, 0xbb67ae85n, 0x3c6ef372n, 0xa54ff53an, 0x510e527fn, 0x9b05688cn, 0x1f83d9abn, 0x5be0cd19n],
}

export const SHA512: HashShape = {
  blockBytes: 128,
  wordBytes: 8,
  digestBytes: 64,
  initial: [
    0x6a09e667f3bcc908n,
    0xbb67ae8584caa73bn,
    0x3c6ef372fe94f82bn,
    0xa54ff53a5f1d36f1n,
    0x510e527fade682d1n,
    0x9b05688c2b3e6c1fn,
    0x1f83d9abfb41bd6bn,
    0x5be0cd19137e2179n,
  ],
}

/** The parts of the kernel's memory that a hash uses. */
interface Regions {
  readonly buffer: Uint8Array
  readonly state: Uint8Array
  wipe(length: number): void
}

/** Makes a hash of the kernel's compression function. */
export function createBlockHash(shape: HashShape, compress: (count: number) => void, regions: Regions): BlockHash {
  const { buffer, state, wipe } = regions
  const { blockBytes, wordBytes } = shape
  const initial = reverseWords(initialBytes(shape), wordBytes)
  // The length is written as one word pair: 64 bits for SHA-1 and SHA-256, 128 for SHA-512.
  const lengthBytes = 2 * wordBytes
  return (...parts) => {
    state.set(initial)
    let filled = 0
    let total = 0
    for (const part of parts) {
      total += part.length
      for (let offset = 0; offset < part.length; ) {
        const piece = part.subarray(offset, offset + buffer.length - filled)
        buffer.set(piece, filled)
        filled += piece.length
        offset += piece.length
        if (filled === buffer.length) {
          compress(filled / blockBytes)
          filled = 0
        }
      }
    }
    const used = total >= buffer.length ? buffer.length : filled + blockBytes
    // One bit, zeros, and the length in bits at the end of a block.
    buffer[filled++] = 0x80
    let end = Math.ceil((filled + lengthBytes) / blockBytes) * blockBytes
    if (end > buffer.length) {
      buffer.fill(0, filled)
      compress(buffer.length / blockBytes)
      filled = 0
      end = blockBytes
    }
    buffer.fill(0, filled, end)
    writeBits(buffer, end, total)
    compress(end / blockBytes)
    const digest = reverseWords(state.slice(0, shape.initial.length * wordBytes), wordBytes)
    wipe(Math.min(Math.max(used, end), buffer.length))
    return digest.length === shape.digestBytes ? digest : digest.subarray(0, shape.digestBytes)
  }
}

/** Writes the length in bits, big-endian, so that it ends before `end`. Lengths are below 2^53 bytes. */
function writeBits(buffer: Uint8Array, end: number, bytes: number): void {
  let rest = bytes
  buffer[end - 1] = (rest << 3) & 0xff
  rest = Math.floor(rest / 32)
  for (let i = 2; i <= 8 && rest > 0; i++) {
    buffer[end - i] = rest & 0xff
    rest = Math.floor(rest / 256)
  }
}

function initialBytes(shape: HashShape): Uint8Array {
  const bytes = new Uint8Array(shape.initial.length * shape.wordBytes)
  const view = new DataView(bytes.buffer)
  shape.initial.forEach((word, i) => {
    if (shape.wordBytes === 8) view.setBigUint64(8 * i, word)
    else view.setUint32(4 * i, Number(word))
  })
  return bytes
}

/** Turns the bytes of each word around: the kernel keeps words little-endian, the standard prints them big-endian. */
function reverseWords(bytes: Uint8Array, wordBytes: number): Uint8Array {
  for (let i = 0; i < bytes.length; i += wordBytes) bytes.subarray(i, i + wordBytes).reverse()
  return bytes
}
