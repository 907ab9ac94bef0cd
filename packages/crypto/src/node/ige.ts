import { createCipheriv } from 'node:crypto'
import { checkIge } from '../kernel/kernel.ts'
import { kernel } from './node-kernel.ts'

/**
 * From this length on, encryption goes through OpenSSL's CBC. Making a cipher object costs about 20 µs, which the
 * kernel needs for some 4 KiB.
 */
const CBC_BYTES_MIN = 6144

const BLOCK_WORDS = 4

/** AES-256-IGE by whichever way is faster for this length. */
export function igeEncrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  return data.length < CBC_BYTES_MIN ? kernel().igeEncrypt(data, key, iv) : igeEncryptByCbc(data, key, iv)
}

/** AES-256-IGE in the kernel: decryption has no counterpart in OpenSSL's modes. */
export function igeDecrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  return kernel().igeDecrypt(data, key, iv)
}

/**
 * IGE as CBC. With y[i] = c[i] + m[i-1], the rule c[i] = E(m[i] + c[i-1]) + m[i-1] becomes
 * y[i] = E((m[i] + m[i-2]) + y[i-1]): the CBC encryption of m[i] + m[i-2], started with c[0], where m[0] is the second
 * half of the iv and m[-1] nothing.
 */
export function igeEncryptByCbc(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  checkIge(data, key, iv)
  // m[0], m[1], …, m[n] as words; the copy also aligns them.
  const m = new Int32Array(BLOCK_WORDS + data.length / 4)
  const bytes = new Uint8Array(m.buffer)
  bytes.set(iv.subarray(16))
  bytes.set(data, 16)

  const mixed = new Int32Array(data.length / 4)
  for (let i = 0; i < BLOCK_WORDS && i < mixed.length; i++) mixed[i] = m[i + BLOCK_WORDS] as number
  for (let i = BLOCK_WORDS; i < mixed.length; i++) {
    mixed[i] = (m[i + BLOCK_WORDS] as number) ^ (m[i - BLOCK_WORDS] as number)
  }
  const cbc = createCipheriv('aes-256-cbc', key, iv.subarray(0, 16)).setAutoPadding(false)
  const y = cbc.update(mixed)

  const result = new Uint8Array(data.length)
  result.set(y)
  const words = new Int32Array(result.buffer)
  for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) ^ (m[i] as number)
  // The plain text has been here twice.
  m.fill(0)
  mixed.fill(0)
  return result
}
