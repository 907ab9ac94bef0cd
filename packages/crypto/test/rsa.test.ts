import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bigintToBytes,
  bytesToBigint,
  concatBytes,
  fromHex,
  longToBytes,
  RsaPublicKey,
  reverseBytes,
  rsaPadDecrypt,
  rsaPadEncrypt,
  toHex,
  xorBytes,
} from '../src/index.ts'
import { providers, withRandom } from './providers.ts'
import { opensslKey, plainKey } from './rsa-from-exponents.ts'
import { type AuthKeyExchange, type RsaVectors, readVectors } from './vectors.ts'

const vectors = readVectors<RsaVectors>('rsa')
const exchange = readVectors<AuthKeyExchange>('auth-key-exchange')
const pad = vectors.rsa_pad
const data = fromHex(exchange.inner_data)
const padding = fromHex(exchange.inner_data_padding)
const numbers = { n: fromHex(vectors.test_key.n), e: fromHex(vectors.test_key.e), d: fromHex(vectors.test_key.d) }
const keys = [
  ['OpenSSL', opensslKey(numbers)],
  ['plain', plainKey(numbers)],
] as const
const { publicKey } = keys[0][1]

describe.each(providers)('RSA, %s', (_name, provider) => {
  it.each([{ name: 'vector', ...vectors.test_key }, ...vectors.server_keys])('names the $name key', key => {
    const rsa = RsaPublicKey.from(fromHex(key.n), fromHex(key.e), provider)
    expect(rsa.fingerprint).toBe(BigInt(key.fingerprint_long))
    expect(toHex(longToBytes(rsa.fingerprint))).toBe(key.fingerprint)
  })

  it('reaches each intermediate value of RSA_PAD', () => {
    const temp_key = fromHex(pad.temp_key)
    const padded = concatBytes(data, padding)
    const hash = provider.sha256(temp_key, padded)
    expect(toHex(hash)).toBe(pad.hash)
    expect(toHex(reverseBytes(padded))).toMatch(new RegExp(`^${pad.data_pad_reversed_start}`))
    const aes_encrypted = provider.igeEncrypt(concatBytes(reverseBytes(padded), hash), temp_key, new Uint8Array(32))
    expect(toHex(aes_encrypted)).toMatch(new RegExp(`^${pad.aes_encrypted_start}`))
    expect(toHex(provider.sha256(aes_encrypted))).toBe(pad.aes_encrypted_sha256)
    expect(toHex(xorBytes(temp_key, provider.sha256(aes_encrypted)))).toBe(pad.temp_key_xor)
  })

  it('encrypts as in the vector, and draws another temp_key when the first gives a number above n', () => {
    const drawn = withRandom(provider, padding, fromHex(pad.temp_key_refused), fromHex(pad.temp_key))
    expect(toHex(rsaPadEncrypt(drawn, data, publicKey))).toBe(pad.encrypted_data)
    const direct = withRandom(provider, padding, fromHex(pad.temp_key))
    expect(toHex(rsaPadEncrypt(direct, data, publicKey))).toBe(pad.encrypted_data)
  })

  it('would give a number above n with the refused temp_key', () => {
    const temp_key = fromHex(pad.temp_key_refused)
    const padded = concatBytes(data, padding)
    const hashed = concatBytes(reverseBytes(padded), provider.sha256(temp_key, padded))
    const aes_encrypted = provider.igeEncrypt(hashed, temp_key, new Uint8Array(32))
    const temp_key_xor = xorBytes(temp_key, provider.sha256(aes_encrypted))
    expect(toHex(temp_key_xor).startsWith(pad.temp_key_refused_xor_start)).toBe(true)
    expect(bytesToBigint(concatBytes(temp_key_xor, aes_encrypted)) >= bytesToBigint(numbers.n)).toBe(true)
  })

  it('gives up when the random source never gives a usable temp_key', () => {
    const stuck = {
      ...provider,
      random: (length: number) => (length === 32 ? fromHex(pad.temp_key_refused) : padding),
    }
    expect(() => rsaPadEncrypt(stuck, data, publicKey)).toThrow('RANDOM_EXHAUSTED')
  })

  it('refuses data of more than 144 bytes', () => {
    expect(() => rsaPadEncrypt(provider, new Uint8Array(145), publicKey)).toThrow('LENGTH_INVALID')
  })

  describe.each(keys)('with the private key by %s', (_key, privateKey) => {
    it('decrypts the vector to the data and its padding', () => {
      const plain = rsaPadDecrypt(provider, fromHex(pad.encrypted_data), privateKey)
      expect(plain && toHex(plain)).toBe(exchange.inner_data + exchange.inner_data_padding)
    })

    it('refuses a block that is not a number below n, or not 256 bytes', () => {
      const n = bytesToBigint(numbers.n)
      const block = fromHex(pad.encrypted_data)
      expect(rsaPadDecrypt(provider, numbers.n, privateKey)).toBeUndefined()
      expect(rsaPadDecrypt(provider, bigintToBytes(n + 1n, 256), privateKey)).toBeUndefined()
      expect(rsaPadDecrypt(provider, new Uint8Array(256).fill(255), privateKey)).toBeUndefined()
      // The same number plus n would decrypt to the same data.
      expect(rsaPadDecrypt(provider, bigintToBytes(bytesToBigint(block) + n), privateKey)).toBeUndefined()
      expect(rsaPadDecrypt(provider, block.subarray(1), privateKey)).toBeUndefined()
      expect(rsaPadDecrypt(provider, concatBytes(block, Uint8Array.of(0)), privateKey)).toBeUndefined()
      expect(rsaPadDecrypt(provider, new Uint8Array(0), privateKey)).toBeUndefined()
    })

    it('refuses 0, 1 and n - 1, which need no key', () => {
      for (const number of [0n, 1n, bytesToBigint(numbers.n) - 1n]) {
        expect(rsaPadDecrypt(provider, bigintToBytes(number, 256), privateKey)).toBeUndefined()
      }
    })

    it('refuses a block of the scheme before RSA_PAD', () => {
      const block = fromHex(vectors.legacy.encrypted_data)
      const plain = concatBytes(Uint8Array.of(0), provider.sha1(data), data, fromHex(vectors.legacy.padding))
      expect(toHex(provider.sha1(data))).toBe(vectors.legacy.data_sha1)
      expect(toHex(provider.modPow(plain, numbers.e, numbers.n))).toBe(vectors.legacy.encrypted_data)
      expect(privateKey.decryptRaw(block)).toEqual(plain)
      expect(rsaPadDecrypt(provider, block, privateKey)).toBeUndefined()
    })
  })

  it('gives back any data that it encrypted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 144 }), value => {
        const plain = rsaPadDecrypt(provider, rsaPadEncrypt(provider, value, publicKey), keys[0][1])
        expect(plain?.subarray(0, value.length)).toEqual(value)
        expect(plain?.length).toBe(192)
      }),
      { numRuns: 40 },
    )
  })

  it('never accepts a block with a flipped bit, nor one multiplied by a power', () => {
    const block = fromHex(pad.encrypted_data)
    fc.assert(
      fc.property(fc.nat(2047), fc.integer({ min: 2, max: 1000 }), (bit, factor) => {
        const flipped = Uint8Array.from(block)
        flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
        expect(rsaPadDecrypt(provider, flipped, keys[0][1])).toBeUndefined()
        const n = bytesToBigint(numbers.n)
        const power = bytesToBigint(provider.modPow(bigintToBytes(BigInt(factor)), numbers.e, numbers.n))
        const scaled = bigintToBytes((bytesToBigint(block) * power) % n, 256)
        expect(rsaPadDecrypt(provider, scaled, keys[0][1])).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })
})
