import { checkPrimeSync, createCipheriv, pbkdf2, randomFillSync } from 'node:crypto'
import { promisify } from 'node:util'
import { expectLength } from '../crypto-error.ts'
import { openMessage, sealMessage } from '../envelope.ts'
import { generatePrime31 } from '../prime31.ts'
import type { Ciphers, CryptoProvider } from '../provider.ts'
import { RandomPool } from '../random-pool.ts'
import { nodeHashes } from './hashes.ts'
import { igeDecrypt, igeEncrypt } from './ige.ts'
import { opensslModPow } from './mod-pow.ts'
import { kernel } from './node-kernel.ts'
import { plainArray } from './plain-array.ts'

const pool = new RandomPool(target => {
  randomFillSync(target)
})
/**
 * Up to here the kernel does a whole message in one call; above, OpenSSL's hash is so much faster that crossing over to
 * it pays.
 */
const KERNEL_BODY_BYTES_MAX = 512

const pbkdf2Async = promisify(pbkdf2)

const ciphers: Ciphers = {
  igeEncrypt,
  igeDecrypt,
  createCtr(key, iv) {
    expectLength('an AES-256 key', key, 32)
    expectLength('a counter', iv, 16)
    const cipher = createCipheriv('aes-256-ctr', key, iv)
    return { update: bytes => plainArray(cipher.update(bytes)) }
  },
}

/** The provider for Node: OpenSSL through `node:crypto`, IGE in WebAssembly. */
export const nodeCrypto: CryptoProvider = {
  ...nodeHashes,
  ...ciphers,
  random: length => pool.take(length),
  modPow: opensslModPow,
  isProbablePrime: value => checkPrimeSync(value, { checks: 64 }),
  generatePrime31: () => generatePrime31(nodeCrypto.random),
  pbkdf2Sha512: async (password, salt, iterations, length) =>
    plainArray(await pbkdf2Async(password, salt, iterations, length, 'sha512')),
  seal: (authKey, sender, body) =>
    body.length <= KERNEL_BODY_BYTES_MAX
      ? kernel().shortEnvelope.seal(authKey, sender, body)
      : sealMessage(nodeCrypto, authKey, sender, body),
  open: (authKey, sender, packet) =>
    packet.length <= KERNEL_BODY_BYTES_MAX
      ? kernel().shortEnvelope.open(authKey, sender, packet)
      : openMessage(nodeCrypto, authKey, sender, packet),
}
export { generateRsaPrivateKey, readRsaPrivateKey } from './rsa-private-key.ts'
