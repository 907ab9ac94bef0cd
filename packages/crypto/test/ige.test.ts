import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../src/index.ts'
import { igeEncryptByCbc } from '../src/node/ige.ts'
import { providers } from './providers.ts'
import * as plain from './reference/ige.ts'
import { readVectors } from './vectors.ts'

const { cases } = readVectors<{ cases: { key: string; iv: string; plain: string; cipher: string }[] }>('ige')

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const iv = fc.uint8Array({ minLength: 32, maxLength: 32 })
const blocks = fc.nat(20).chain(n => fc.uint8Array({ minLength: 16 * n, maxLength: 16 * n }))

const ciphers = [
  ...providers,
  ['OpenSSL’s CBC', { igeEncrypt: igeEncryptByCbc, igeDecrypt: plain.igeDecrypt }],
] as const

describe.each(ciphers)('AES-256-IGE, %s', (_name, cipher) => {
  it.each(cases)('encrypts and decrypts the vector', vector => {
    const [k, v] = [fromHex(vector.key), fromHex(vector.iv)]
    expect(toHex(cipher.igeEncrypt(fromHex(vector.plain), k, v))).toBe(vector.cipher)
    expect(toHex(cipher.igeDecrypt(fromHex(vector.cipher), k, v))).toBe(vector.plain)
  })

  it('equals the plain version', () => {
    fc.assert(
      fc.property(blocks, key, iv, (data, k, v) => {
        const encrypted = cipher.igeEncrypt(data, k, v)
        expect(toHex(encrypted)).toBe(toHex(plain.igeEncrypt(data, k, v)))
        expect(toHex(cipher.igeDecrypt(data, k, v))).toBe(toHex(plain.igeDecrypt(data, k, v)))
        expect(cipher.igeDecrypt(encrypted, k, v)).toEqual(data)
      }),
      { numRuns: 30 },
    )
  })

  it('gives a fresh result and leaves its inputs alone', () => {
    const inputs = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2), new Uint8Array(32).fill(3)] as const
    const first = cipher.igeEncrypt(...inputs)
    const copy = Uint8Array.from(first)
    cipher.igeEncrypt(new Uint8Array(32).fill(9), inputs[1], inputs[2])
    expect(first).toEqual(copy)
    expect(inputs.map(input => input.every(byte => byte === input[0]))).toEqual([true, true, true])
  })

  it('works on views that start anywhere in their memory', () => {
    const [data, k, v] = [new Uint8Array(99).fill(7), new Uint8Array(37).fill(8), new Uint8Array(41).fill(9)]
    const aligned = cipher.igeEncrypt(data.slice(0, 96), k.slice(0, 32), v.slice(0, 32))
    expect(cipher.igeEncrypt(data.subarray(3), k.subarray(5), v.subarray(9))).toEqual(aligned)
  })
})

describe.each(providers)('AES-256-IGE of every length class, %s', (_name, provider) => {
  it('is the same through the kernel and through OpenSSL’s CBC, also across the kernel’s buffer', () => {
    for (const length of [16, 6128, 6144, 65_520, 65_536, 65_552, 131_072, 180_000]) {
      const data = provider.random(length)
      const [k, v] = [provider.random(32), provider.random(32)]
      const encrypted = provider.igeEncrypt(data, k, v)
      expect(Buffer.compare(encrypted, igeEncryptByCbc(data, k, v))).toBe(0)
      expect(Buffer.compare(provider.igeDecrypt(encrypted, k, v), data)).toBe(0)
    }
  })

  it('refuses wrong lengths', () => {
    const good = new Uint8Array(32)
    for (const run of [provider.igeEncrypt, provider.igeDecrypt]) {
      expect(() => run(new Uint8Array(17), good, good)).toThrow('LENGTH_INVALID')
      expect(() => run(good, new Uint8Array(31), good)).toThrow('LENGTH_INVALID')
      expect(() => run(good, good, new Uint8Array(16))).toThrow('LENGTH_INVALID')
      expect(run(new Uint8Array(0), good, good).length).toBe(0)
    }
    expect(() => provider.igeEncrypt(new Uint8Array(8001), good, good)).toThrow('LENGTH_INVALID')
  })
})
