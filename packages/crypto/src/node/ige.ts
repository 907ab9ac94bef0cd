import { createCipheriv, createDecipheriv } from 'node:crypto'
import { expectLength } from '../crypto-error.ts'

export function igeEncrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  expectLength('an IGE iv', iv, 32)
  const ecb = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  return chain(data, iv.subarray(0, 16), iv.subarray(16), block => ecb.update(block))
}

export function igeDecrypt(data: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  expectLength('an IGE iv', iv, 32)
  const ecb = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  return chain(data, iv.subarray(16), iv.subarray(0, 16), block => ecb.update(block))
}

function chain(data: Uint8Array, before: Uint8Array, after: Uint8Array, cipher: (b: Uint8Array) => Uint8Array): Uint8Array {
  const result = new Uint8Array(data.length)
  let x = before
  let y = after
  for (let i = 0; i < data.length; i += 16) {
    const input = data.subarray(i, i + 16)
    const output = cipher(input.map((byte, j) => byte ^ (x[j] as number))).map((byte, j) => byte ^ (y[j] as number))
    result.set(output, i)
    x = output
    y = input
  }
  return result
}
