import { describe, expect, it } from 'vitest'
import {
  AuthKey,
  checkDhParameters,
  checkDhValue,
  concatBytes,
  dhPrime,
  factorize,
  firstSalt,
  fromHex,
  longToBytes,
  newNonceHash,
  temporaryKeys,
  toHex,
} from '../src/index.ts'
import { providers } from './providers.ts'
import { type AuthKeyExchange, readVectors } from './vectors.ts'

const sample = readVectors<AuthKeyExchange>('auth-key-exchange')
const bytes = Object.fromEntries(
  Object.entries(sample).flatMap(([name, value]) =>
    typeof value === 'string' && /^([0-9a-f]{2})+$/.test(value) ? [[name, fromHex(value)]] : [],
  ),
) as Record<keyof AuthKeyExchange, Uint8Array>

describe.each(providers)('the published key exchange, %s', (_name, provider) => {
  it('derives the temporary key and iv from the nonces', () => {
    const { tmp_aes_key, tmp_aes_iv } = temporaryKeys(provider, bytes.new_nonce, bytes.server_nonce)
    expect(toHex(tmp_aes_key)).toBe(sample.tmp_aes_key)
    expect(toHex(tmp_aes_iv)).toBe(sample.tmp_aes_iv)
  })

  it('decrypts and encrypts the answer of the server', () => {
    const answer = provider.igeDecrypt(bytes.encrypted_answer, bytes.tmp_aes_key, bytes.tmp_aes_iv)
    const object = answer.subarray(20, answer.length - bytes.answer_padding.length)
    expect(toHex(answer.subarray(0, 20))).toBe(sample.answer_sha1)
    expect(toHex(provider.sha1(object))).toBe(sample.answer_sha1)
    expect(toHex(answer.subarray(-bytes.answer_padding.length))).toBe(sample.answer_padding)
    expect(toHex(object)).toContain(sample.g_a)
    expect(toHex(object)).toContain(sample.dh_prime)
    expect(toHex(provider.igeEncrypt(answer, bytes.tmp_aes_key, bytes.tmp_aes_iv))).toBe(sample.encrypted_answer)
  })

  it('accepts the group and both public values', () => {
    expect(toHex(dhPrime)).toBe(sample.dh_prime)
    checkDhParameters(provider, bytes.dh_prime, sample.g)
    checkDhValue(bytes.dh_prime, bytes.g_a)
    checkDhValue(bytes.dh_prime, bytes.g_b)
  })

  it('computes g_b and auth_key', () => {
    expect(toHex(provider.modPow(Uint8Array.of(sample.g), bytes.b, bytes.dh_prime))).toBe(sample.g_b)
    expect(toHex(provider.modPow(bytes.g_a, bytes.b, bytes.dh_prime))).toBe(sample.auth_key)
  })

  it('decrypts the data of the client', () => {
    const data = provider.igeDecrypt(bytes.client_data, bytes.tmp_aes_key, bytes.tmp_aes_iv)
    const object = data.subarray(20, data.length - bytes.client_padding.length)
    expect(object.length).toBe(304)
    expect(toHex(data.subarray(0, 20))).toBe(sample.client_data_sha1)
    expect(toHex(provider.sha1(object))).toBe(sample.client_data_sha1)
    expect(toHex(data.subarray(-bytes.client_padding.length))).toBe(sample.client_padding)
    expect(toHex(object)).toContain(sample.g_b)
  })

  it('identifies the key', () => {
    const authKey = AuthKey.from(bytes.auth_key, provider)
    expect(toHex(provider.sha1(bytes.auth_key))).toBe(sample.auth_key_sha1)
    expect(toHex(authKey.auth_key_id_bytes)).toBe(sample.auth_key_id)
    expect(authKey.auth_key_id).toBe(BigInt(sample.auth_key_id_long))
    expect(toHex(authKey.aux_hash)).toBe(sample.auth_key_aux_hash)
  })

  it('computes the three proofs of the server', () => {
    const { aux_hash } = AuthKey.from(bytes.auth_key, provider)
    expect(toHex(newNonceHash(provider, 1, bytes.new_nonce, aux_hash))).toBe(sample.new_nonce_hash1)
    expect(toHex(newNonceHash(provider, 2, bytes.new_nonce, aux_hash))).toBe(sample.new_nonce_hash2)
    expect(toHex(newNonceHash(provider, 3, bytes.new_nonce, aux_hash))).toBe(sample.new_nonce_hash3)
  })

  it('computes the first salt', () => {
    const salt = firstSalt(bytes.new_nonce, bytes.server_nonce)
    expect(salt).toBe(BigInt(sample.first_server_salt_long))
    expect(toHex(longToBytes(salt))).toBe(sample.first_server_salt)
  })

  it('finds p and q', () => {
    expect(factorize(BigInt(sample.pq))).toEqual([BigInt(sample.p), BigInt(sample.q)])
  })
})

interface LeadingZeros {
  readonly new_nonce: string
  readonly server_nonce: string
  readonly g: number
  readonly a: string
  readonly b: string
  readonly tmp_aes_key: string
  readonly tmp_aes_iv: string
  readonly first_server_salt: string
  readonly g_a_sha256: string
  readonly g_b_sha256: string
  readonly auth_key_start: string
  readonly auth_key_sha1: string
  readonly auth_key_sha1_zero_stripped: string
}

const zeros = readVectors<LeadingZeros>('leading-zeros')

describe.each(providers)('leading zeros, %s', (_name, provider) => {
  it('count in the nonces', () => {
    const new_nonce = fromHex(zeros.new_nonce)
    const server_nonce = fromHex(zeros.server_nonce)
    const { tmp_aes_key, tmp_aes_iv } = temporaryKeys(provider, new_nonce, server_nonce)
    expect(toHex(tmp_aes_key)).toBe(zeros.tmp_aes_key)
    expect(toHex(tmp_aes_iv)).toBe(zeros.tmp_aes_iv)
    expect(toHex(longToBytes(firstSalt(new_nonce, server_nonce)))).toBe(zeros.first_server_salt)
  })

  it('are kept in a key that has 255 significant bytes, on both sides', () => {
    const [a, b] = [fromHex(zeros.a), fromHex(zeros.b)]
    const g = Uint8Array.of(zeros.g)
    const g_a = provider.modPow(g, a, dhPrime)
    const g_b = provider.modPow(g, b, dhPrime)
    expect(toHex(provider.sha256(g_a))).toBe(zeros.g_a_sha256)
    expect(toHex(provider.sha256(g_b))).toBe(zeros.g_b_sha256)
    const auth_key = provider.modPow(g_a, b, dhPrime)
    expect(provider.modPow(g_b, a, dhPrime)).toEqual(auth_key)
    expect(auth_key.length).toBe(256)
    expect(toHex(auth_key.subarray(0, 16))).toBe(zeros.auth_key_start)
    expect(toHex(provider.sha1(auth_key))).toBe(zeros.auth_key_sha1)
    expect(toHex(provider.sha1(auth_key.subarray(1)))).toBe(zeros.auth_key_sha1_zero_stripped)
  })

  it('are kept whichever way the parts are cut', () => {
    const joined = concatBytes(Uint8Array.of(0), Uint8Array.of(0, 1))
    expect(provider.sha1(joined)).toEqual(provider.sha1(Uint8Array.of(0, 0), Uint8Array.of(1)))
  })
})
