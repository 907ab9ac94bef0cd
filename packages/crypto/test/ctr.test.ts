import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, fromHex, reverseBytes, toHex } from '../src/index.ts'
import { providers } from './providers.ts'
import { ctr as plainCtr } from './reference/ige.ts'
import { readVectors } from './vectors.ts'

interface CtrVectors {
  readonly obfuscation: {
    name: string
    initial: string
    secret?: string
    enc_key: string
    enc_iv: string
    dec_key: string
    dec_iv: string
    header: string
    to_server_plain: string
    to_server: string
    to_client_plain?: string
    to_client?: string
  }[]
  readonly cdn: { key: string; iv: string; key_stream: string }
  readonly hmac: { key: string; data: string; mac: string; server_data: string; server_mac: string }
}

const vectors = readVectors<CtrVectors>('ctr')

describe.each(providers)('AES-256-CTR, %s', (_name, provider) => {
  it.each(vectors.obfuscation)('encrypts an obfuscated connection $name', vector => {
    const initial = fromHex(vector.initial)
    const keyOf = (bytes: Uint8Array): Uint8Array =>
      vector.secret === undefined ? bytes.slice(8, 40) : provider.sha256(bytes.subarray(8, 40), fromHex(vector.secret))
    const reversed = reverseBytes(initial)
    expect(toHex(keyOf(initial))).toBe(vector.enc_key)
    expect(toHex(initial.subarray(40, 56))).toBe(vector.enc_iv)
    expect(toHex(keyOf(reversed))).toBe(vector.dec_key)
    expect(toHex(reversed.subarray(40, 56))).toBe(vector.dec_iv)

    const enc = provider.createCtr(fromHex(vector.enc_key), fromHex(vector.enc_iv))
    const header = concatBytes(initial.subarray(0, 56), enc.update(initial).subarray(56))
    expect(toHex(header)).toBe(vector.header)
    expect(toHex(enc.update(fromHex(vector.to_server_plain)))).toBe(vector.to_server)
    if (vector.to_client !== undefined) {
      const dec = provider.createCtr(fromHex(vector.dec_key), fromHex(vector.dec_iv))
      expect(toHex(dec.update(fromHex(vector.to_client)))).toBe(vector.to_client_plain)
    }
  })

  it('gives the key stream of a file offset', () => {
    const cipher = provider.createCtr(fromHex(vectors.cdn.key), fromHex(vectors.cdn.iv))
    expect(toHex(cipher.update(new Uint8Array(16)))).toBe(vectors.cdn.key_stream)
  })

  it('equals the plain version however the stream is cut, and through a counter that wraps around', () => {
    const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
    const iv = fc.oneof(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.constant(new Uint8Array(16).fill(255)),
      fc.constant(fromHex('0000000000000000ffffffffffffffff')),
    )
    fc.assert(
      fc.property(bytes32, iv, fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (key, start, pieces) => {
        const cipher = provider.createCtr(key, start)
        const cut = concatBytes(...pieces.map(piece => cipher.update(piece)))
        expect(toHex(cut)).toBe(toHex(plainCtr(concatBytes(...pieces), key, start)))
      }),
      { numRuns: 30 },
    )
  })

  it('keeps several streams apart', () => {
    const key = provider.random(32)
    const [iv1, iv2] = [provider.random(16), provider.random(16)]
    const [one, two] = [provider.createCtr(key, iv1), provider.createCtr(key, iv2)]
    const zeros = new Uint8Array(21)
    const first = [one.update(zeros), two.update(zeros), one.update(zeros), two.update(zeros)] as const
    const whole = provider.createCtr(key, iv1).update(new Uint8Array(42))
    expect(concatBytes(first[0], first[2])).toEqual(whole)
  })

  it('runs over more than the kernel’s buffer in one piece', () => {
    const key = new Uint8Array(32).fill(1)
    const iv = new Uint8Array(16).fill(254)
    const [one, two] = [provider.createCtr(key, iv), provider.createCtr(key, iv)]
    const whole = one.update(new Uint8Array(150_001))
    const cut = concatBytes(...[70_001, 1, 65_535, 14_464].map(length => two.update(new Uint8Array(length))))
    expect(Buffer.compare(whole, cut)).toBe(0)
  })

  it('refuses wrong lengths', () => {
    expect(() => provider.createCtr(new Uint8Array(16), new Uint8Array(16))).toThrow('LENGTH_INVALID')
    expect(() => provider.createCtr(new Uint8Array(32), new Uint8Array(12))).toThrow('LENGTH_INVALID')
  })
})

describe.each(providers)('HMAC-SHA256, %s', (_name, provider) => {
  it('gives the digests of both hellos', () => {
    const { key, data, mac, server_data, server_mac } = vectors.hmac
    expect(toHex(provider.hmacSha256(fromHex(key), fromHex(data)))).toBe(mac)
    expect(toHex(provider.hmacSha256(fromHex(key), fromHex(server_data)))).toBe(server_mac)
  })
})
