import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
} from 'node:crypto'
import { promisify } from 'node:util'
import { CryptoError } from '../crypto-error.ts'
import { type RsaPrivateKey, RsaPublicKey } from '../rsa-key.ts'
import { nodeHashes } from './hashes.ts'
import { plainArray } from './plain-array.ts'

const generate = promisify(generateKeyPair)

/** Keys are redrawn with a probability of 1/16, so only a broken random source gets here. */
const DRAWS_MAX = 64

/**
 * Generates a 2048-bit key with e = 65537, off the calling thread; takes some tenths of a second.
 *
 * Keys whose fingerprint starts with a zero digit are drawn again: at least one widespread client (mtcute 0.29) prints
 * fingerprints without leading zeros and then does not find such a key.
 */
export async function generateRsaPrivateKey(): Promise<RsaPrivateKey> {
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const { privateKey } = await generate('rsa', { modulusLength: 2048, publicExponent: 65537 })
    const key = wrap(privateKey)
    if (BigInt.asUintN(64, key.publicKey.fingerprint) >> 60n !== 0n) return key
  }
  throw new CryptoError('RANDOM_EXHAUSTED', 'no usable RSA key was generated')
}

/**
 * Reads a private key from PEM: PKCS #8 (`BEGIN PRIVATE KEY`) or PKCS #1 (`BEGIN RSA PRIVATE KEY`).
 *
 * @throws {CryptoError} `PEM_INVALID` when it cannot be read, `KEY_UNSUITABLE` when it is not RSA of 2048 bits
 */
export function readRsaPrivateKey(pem: string): RsaPrivateKey {
  let privateKey: KeyObject
  try {
    privateKey = createPrivateKey(pem)
  } catch (cause) {
    throw new CryptoError('PEM_INVALID', 'this is not an unencrypted private key in PEM form', { cause })
  }
  if (privateKey.asymmetricKeyType !== 'rsa') {
    throw new CryptoError('KEY_UNSUITABLE', `MTProto needs an RSA key, not ${privateKey.asymmetricKeyType}`)
  }
  return wrap(privateKey)
}

function wrap(privateKey: KeyObject): RsaPrivateKey {
  const { n = '', e = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const publicKey = RsaPublicKey.from(Buffer.from(n, 'base64url'), Buffer.from(e, 'base64url'), nodeHashes)
  return {
    publicKey,
    // OpenSSL blinds private operations, so their time tells nothing about d.
    decryptRaw: block => {
      return plainArray(privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, block))
    },
    toPem: (format = 'pkcs8') => privateKey.export({ format: 'pem', type: format }).toString(),
  }
}
