/** AES-256-IGE and AES-256-CTR by their formulas, over the plain AES. */
import { type Block, decryptBlock, encryptBlock } from './aes.ts'

/** c[i] = E(p[i] + c[i-1]) + p[i-1] */
export function igeEncrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  const p = [[...iv.subarray(16)], ...blocks(data)]
  const c: Block[] = [[...iv.subarray(0, 16)]]
  for (let i = 1; i < p.length; i++) {
    c.push(add(encryptBlock(add(p[i] as Block, c[i - 1] as Block), key), p[i - 1] as Block))
  }
  return Uint8Array.from(c.slice(1).flat())
}

/** p[i] = D(c[i] + p[i-1]) + c[i-1] */
export function igeDecrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  const c = [[...iv.subarray(0, 16)], ...blocks(data)]
  const p: Block[] = [[...iv.subarray(16)]]
  for (let i = 1; i < c.length; i++) {
    p.push(add(decryptBlock(add(c[i] as Block, p[i - 1] as Block), key), c[i - 1] as Block))
  }
  return Uint8Array.from(p.slice(1).flat())
}

/** Each block is added to E(counter), the counter being one number of 128 bits. */
export function ctr(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  let counter = iv.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return Uint8Array.from(
    blocks(data).flatMap(block => {
      const digits = BigInt.asUintN(128, counter++).toString(16).padStart(32, '0')
      const stream = encryptBlock([...Buffer.from(digits, 'hex')], key)
      return block.map((byte, i) => byte ^ (stream[i] as number))
    }),
  )
}

function blocks(data: Uint8Array): number[][] {
  return Array.from({ length: Math.ceil(data.length / 16) }, (_, i) => [...data.subarray(16 * i, 16 * i + 16)])
}

function add(a: Block, b: Block): number[] {
  return a.map((byte, i) => byte ^ (b[i] as number))
}
