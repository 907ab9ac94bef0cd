import { describe, expect, it } from 'vitest'
import { versionOneKeys } from '../src/bind-message.ts'
import { AuthKey, concatBytes, fromHex, openBindMessage, sealBindMessage, toHex } from '../src/index.ts'
import { providers, withRandom } from './providers.ts'
import { type AuthKeyExchange, readVectors } from './vectors.ts'

interface BindVector {
  readonly random: string
  readonly msg_id: string
  readonly padding: string
  readonly plain: string
  readonly inner: string
  readonly msg_key: string
  readonly aes_key: string
  readonly aes_iv: string
  readonly encrypted_message: string
}

const vector = readVectors<BindVector>('bind-message')
const auth_key = fromHex(readVectors<AuthKeyExchange>('auth-key-exchange').auth_key)
const encrypted_message = fromHex(vector.encrypted_message)
const message = { msg_id: BigInt(vector.msg_id), inner: fromHex(vector.inner) }

describe.each(providers)('the binding message, %s', (_name, provider) => {
  const permanentKey = AuthKey.from(auth_key, provider)

  it('is sealed as in the vector', () => {
    const fixed = withRandom(provider, fromHex(vector.random), fromHex(vector.padding))
    expect(toHex(sealBindMessage(fixed, permanentKey, message))).toBe(vector.encrypted_message)
  })

  it('derives key and iv of version 1 as in the vector', () => {
    expect(toHex(provider.sha1(fromHex(vector.plain))).slice(8)).toBe(vector.msg_key)
    const { aes_key, aes_iv } = versionOneKeys(provider, auth_key, fromHex(vector.msg_key))
    expect(toHex(aes_key)).toBe(vector.aes_key)
    expect(toHex(aes_iv)).toBe(vector.aes_iv)
  })

  it('is opened', () => {
    expect(openBindMessage(provider, permanentKey, encrypted_message)).toEqual(message)
  })

  it('is not opened with a bit flipped anywhere in what the hash covers, or another length', () => {
    // The last block holds 8 covered bytes and the padding, which version 1 does not protect; a flipped bit of the
    // ciphertext disturbs the whole block.
    for (let bit = 0; bit < encrypted_message.length * 8; bit++) {
      const flipped = Uint8Array.from(encrypted_message)
      flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(openBindMessage(provider, permanentKey, flipped)).toBeUndefined()
    }
    expect(openBindMessage(provider, permanentKey, encrypted_message.subarray(0, 88))).toBeUndefined()
    expect(openBindMessage(provider, permanentKey, concatBytes(encrypted_message, new Uint8Array(16)))).toBeUndefined()
  })

  it('is not opened when seqno or length inside is another, although msg_key is right', () => {
    for (const [offset, value] of [
      [24, 1],
      [28, 36],
      [28, 44],
      [31, 0x80],
    ] as const) {
      const plain = fromHex(vector.plain)
      plain[offset] = value
      const msg_key = provider.sha1(plain).slice(4, 20)
      const { aes_key, aes_iv } = versionOneKeys(provider, auth_key, msg_key)
      const cipher = provider.igeEncrypt(concatBytes(plain, fromHex(vector.padding)), aes_key, aes_iv)
      const forged = concatBytes(permanentKey.auth_key_id_bytes, msg_key, cipher)
      expect(openBindMessage(provider, permanentKey, forged)).toBeUndefined()
    }
  })

  it('is not an envelope of version 2, nor the other way round', () => {
    expect(provider.open(permanentKey, 'client', encrypted_message)).toBeUndefined()
    const { packet } = provider.seal(permanentKey, 'client', provider.random(80))
    expect(packet.length).toBe(encrypted_message.length)
    expect(openBindMessage(provider, permanentKey, packet)).toBeUndefined()
  })

  it('takes an inner object of 40 bytes only', () => {
    expect(() => sealBindMessage(provider, permanentKey, { msg_id: 0n, inner: new Uint8Array(39) })).toThrow(
      'LENGTH_INVALID',
    )
  })
})
