import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RsaVectors, readVectors } from '../test/vectors.ts'
import { bigintToBytes, bytesToBigint, fromHex } from './bytes.ts'
import { isCryptoError } from './crypto-error.ts'
import { generateRsaPrivateKey, nodeCrypto, readRsaPrivateKey } from './node/index.ts'
import { decodePem } from './pem.ts'
import { RsaPublicKey } from './rsa-key.ts'

const vectors = readVectors<RsaVectors>('rsa')
const keys = [vectors.test_key, ...vectors.server_keys]

describe('RsaPublicKey', () => {
  it('survives PEM, in the form that OpenSSL writes', () => {
    for (const { n, e, fingerprint_long } of keys) {
      const key = RsaPublicKey.from(fromHex(n), fromHex(e), nodeCrypto)
      const pem = key.toPem()
      const { n: modulus, e: exponent } = createPublicKey(pem).export({ format: 'jwk' })
      expect(Buffer.from(modulus as string, 'base64url')).toEqual(Buffer.from(n, 'hex'))
      expect(Buffer.from(exponent as string, 'base64url')).toEqual(Buffer.from(e, 'hex'))
      const again = RsaPublicKey.fromPem(pem, nodeCrypto)
      expect(again).toEqual(key)
      expect(again.fingerprint).toBe(BigInt(fingerprint_long))
    }
  })

  it('reads PEM with other line ends and text around it', () => {
    const pem = RsaPublicKey.from(fromHex(vectors.test_key.n), Uint8Array.of(1, 0, 1), nodeCrypto).toPem()
    const key = RsaPublicKey.fromPem(`a key\r\n${pem.replaceAll('\n', '\r\n')}\r\nthe end`, nodeCrypto)
    expect(key.toPem()).toBe(pem)
  })

  it('refuses keys that MTProto cannot use', () => {
    const n = bytesToBigint(fromHex(vectors.test_key.n))
    const e = Uint8Array.of(1, 0, 1)
    const make = (modulus: bigint, exponent: Uint8Array): RsaPublicKey =>
      RsaPublicKey.from(bigintToBytes(modulus), exponent, nodeCrypto)
    for (const modulus of [n >> 1n, (n << 1n) | 1n, n - 1n, 0n, 1n]) {
      expect(() => make(modulus, e)).toThrow('KEY_UNSUITABLE')
    }
    for (const exponent of [[], [0], [1], [2], [1, 0], [1, 0, 0, 0, 1]]) {
      expect(() => make(n, Uint8Array.from(exponent))).toThrow('KEY_UNSUITABLE')
    }
  })

  it('never fails with anything but its own errors, whatever the text', () => {
    const good = RsaPublicKey.from(fromHex(vectors.test_key.n), Uint8Array.of(1, 0, 1), nodeCrypto).toPem()
    const der = decodePem(good, 'RSA PUBLIC KEY')
    const wrap = (bytes: Uint8Array): string =>
      `-----BEGIN RSA PUBLIC KEY-----\n${Buffer.from(bytes).toString('base64')}\n-----END RSA PUBLIC KEY-----`
    const attempt = (text: string): void => {
      try {
        RsaPublicKey.fromPem(text, nodeCrypto)
      } catch (error) {
        expect(isCryptoError(error)).toBe(true)
      }
    }
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), fc.nat(der.length), (position, value, length) => {
        const changed = Uint8Array.from(der)
        changed[position] = value
        attempt(wrap(changed))
        attempt(wrap(changed.subarray(0, length)))
        attempt(good.slice(0, length * 2))
      }),
    )
    fc.assert(fc.property(fc.string(), attempt))
    expect(() => RsaPublicKey.fromPem('', nodeCrypto)).toThrow('PEM_INVALID')
    expect(() => RsaPublicKey.fromPem(`${good}${' '.repeat(20_000)}`, nodeCrypto)).toThrow('PEM_INVALID')
    expect(() => RsaPublicKey.fromPem(wrap(new Uint8Array([...der, 0])), nodeCrypto)).toThrow('DER_INVALID')
  })
})

describe('RsaPrivateKey', () => {
  it('is generated with a fingerprint that every client finds, and survives PEM', async () => {
    const key = await generateRsaPrivateKey()
    expect(BigInt.asUintN(64, key.publicKey.fingerprint).toString(16).length).toBe(16)
    for (const format of ['pkcs8', 'pkcs1'] as const) {
      const again = readRsaPrivateKey(key.toPem(format))
      expect(again.publicKey).toEqual(key.publicKey)
      const block = nodeCrypto.modPow(Uint8Array.of(42), key.publicKey.exponent, key.publicKey.modulus)
      expect(bytesToBigint(again.decryptRaw(block))).toBe(42n)
    }
  })

  it('refuses other keys', () => {
    const pem = (key: KeyObject): string => key.export({ format: 'pem', type: 'pkcs8' }).toString()
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
    const other = generateKeyPairSync('ed25519').privateKey
    expect(() => readRsaPrivateKey(pem(short))).toThrow('KEY_UNSUITABLE')
    expect(() => readRsaPrivateKey(pem(other))).toThrow('KEY_UNSUITABLE')
    expect(() => readRsaPrivateKey('nothing')).toThrow('PEM_INVALID')
  })
})
