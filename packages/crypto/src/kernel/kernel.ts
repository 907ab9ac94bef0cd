/**
 * The WebAssembly kernel: AES-256 in the modes of MTProto, and the hashes. This file alone knows its memory.
 *
 * The AES is computed by byte permutations: no load and no branch depends on key or data. WebAssembly, like
 * JavaScript, promises nothing about timing, so this is as good as the engine's code for those instructions; on x86
 * and ARM they take constant time. Keys and data are wiped from the kernel's memory after each call.
 */
import { CryptoError, expectLength } from '../crypto-error.ts'
import type { Ciphers, CtrCipher } from '../provider.ts'
import { type BlockHash, createBlockHash, SHA1, SHA256, SHA512 } from './block-hash.ts'
import { createShortEnvelope, type ShortEnvelope } from './short-envelope.ts'

/** What the compiled module exports. */
export interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  bufferAddress(): number
  bufferBytes(): number
  keyAddress(): number
  ivAddress(): number
  stateAddress(): number
  roundKeysAddress(): number
  authKeyAddress(): number
  msgKeyLargeAddress(): number
  expandForEncryption(): void
  expandForDecryption(): void
  igeEncrypt(length: number): void
  igeDecrypt(length: number): void
  ctr(length: number): void
  seal(x: number, length: number): void
  open(x: number, length: number): number
  sha1Blocks(count: number): void
  sha256Blocks(count: number): void
  sha512Blocks(count: number): void
  wipe(length: number): void
}

/** One instance of the kernel. */
export interface Kernel extends Ciphers {
  readonly shortEnvelope: ShortEnvelope
  readonly sha1: BlockHash
  readonly sha256: BlockHash
  readonly sha512: BlockHash
}

const BLOCK_BYTES = 16
const ROUND_KEYS_BYTES = 240

/** Wraps an instance. The kernel never grows its memory, so views on it stay valid. */
export function createKernel(kernel: KernelExports): Kernel {
  const memory = new Uint8Array(kernel.memory.buffer)
  const view = (address: number, length: number): Uint8Array => memory.subarray(address, address + length)
  const buffer = view(kernel.bufferAddress(), kernel.bufferBytes())
  const key = view(kernel.keyAddress(), 32)
  const iv = view(kernel.ivAddress(), 32)
  const roundKeys = view(kernel.roundKeysAddress(), ROUND_KEYS_BYTES)
  const state = view(kernel.stateAddress(), 64)

  /** Runs a mode over data of any length, a buffer at a time; the mode keeps its place in `iv`. */
  function run(data: Uint8Array, mode: (length: number) => void): Uint8Array {
    const result = new Uint8Array(data.length)
    for (let offset = 0; offset < data.length; offset += buffer.length) {
      const chunk = data.subarray(offset, offset + buffer.length)
      buffer.set(chunk)
      mode(chunk.length)
      result.set(chunk.length === buffer.length ? buffer : buffer.subarray(0, chunk.length), offset)
    }
    return result
  }

  function ige(
    data: Uint8Array,
    aesKey: Uint8Array,
    aesIv: Uint8Array,
    expand: () => void,
    mode: typeof kernel.ctr,
  ): Uint8Array {
    checkIge(data, aesKey, aesIv)
    key.set(aesKey)
    iv.set(aesIv)
    expand()
    const result = run(data, mode)
    kernel.wipe(Math.min(data.length, buffer.length))
    return result
  }

  function createCtr(aesKey: Uint8Array, counter: Uint8Array): CtrCipher {
    expectLength('an AES-256 key', aesKey, 32)
    expectLength('a counter', counter, BLOCK_BYTES)
    key.set(aesKey)
    kernel.expandForEncryption()
    const ownRoundKeys = roundKeys.slice()
    kernel.wipe(0)
    const place = Uint8Array.from(counter)
    let used = 0
    return {
      update(bytes) {
        // The block that the previous call left unfinished is made again, with room for its used part.
        const padded = new Uint8Array(Math.ceil((used + bytes.length) / BLOCK_BYTES) * BLOCK_BYTES)
        padded.set(bytes, used)
        roundKeys.set(ownRoundKeys)
        iv.set(place)
        const end = used + bytes.length
        const result = run(padded, kernel.ctr).subarray(used, end)
        used = end % BLOCK_BYTES
        place.set(iv.subarray(0, BLOCK_BYTES))
        if (used > 0) decrement(place)
        kernel.wipe(Math.min(padded.length, buffer.length))
        return result
      },
    }
  }

  const regions = { buffer, state, wipe: kernel.wipe }
  return {
    igeEncrypt: (data, aesKey, aesIv) => ige(data, aesKey, aesIv, kernel.expandForEncryption, kernel.igeEncrypt),
    igeDecrypt: (data, aesKey, aesIv) => ige(data, aesKey, aesIv, kernel.expandForDecryption, kernel.igeDecrypt),
    createCtr,
    shortEnvelope: createShortEnvelope({
      buffer,
      authKey: view(kernel.authKeyAddress(), 256),
      msgKeyLarge: view(kernel.msgKeyLargeAddress(), 32),
      seal: kernel.seal,
      open: kernel.open,
      wipe: kernel.wipe,
    }),
    sha1: createBlockHash(SHA1, kernel.sha1Blocks, regions),
    sha256: createBlockHash(SHA256, kernel.sha256Blocks, regions),
    sha512: createBlockHash(SHA512, kernel.sha512Blocks, regions),
  }
}

/**
 * Checks the inputs of IGE.
 *
 * @throws {CryptoError} `LENGTH_INVALID`
 */
export function checkIge(data: Uint8Array, key: Uint8Array, iv: Uint8Array): void {
  expectLength('an AES-256 key', key, 32)
  expectLength('an IGE iv', iv, 32)
  if (data.length % BLOCK_BYTES !== 0) {
    throw new CryptoError('LENGTH_INVALID', `IGE works on multiples of 16 bytes, not on ${data.length}`)
  }
}

/** Takes one from a big-endian counter. */
function decrement(counter: Uint8Array): void {
  for (let i = counter.length - 1; i >= 0; i--) {
    const byte = counter[i] as number
    counter[i] = byte - 1
    if (byte !== 0) return
  }
}
