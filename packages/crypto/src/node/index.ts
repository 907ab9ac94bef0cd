import { checkPrimeSync, createCipheriv, createDecipheriv, pbkdf2, randomFillSync } from 'node:crypto'
import { promisify } from 'node:util'
import { expectLength } from '../crypto-error.ts'
import { openMessage, sealMessage } from '../envelope.ts'
import { generatePrime31 } from '../prime31.ts'
import type { Ciphers, CryptoProvider } from '../provider.ts'
import { RandomPool } from '../random-pool.ts'
import { nodeHashes } from './hashes.ts'
import { opensslModPow } from './mod-pow.ts'
import { igeDecrypt, igeEncrypt } from './ige.ts'

const pool = new RandomPool(target => {
  randomFillSync(target)
})
const pbkdf2Async = promisify(pbkdf2)

const ciphers: Ciphers = {
  igeEncrypt,
  igeDecrypt,
  createCtr(key, iv) {
    expectLength('an AES-256 key', key, 32)
    expectLength('a counter', iv, 16)
    const cipher = createCipheriv('aes-256-ctr', key, iv)
    return { update: bytes => cipher.update(bytes) }
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
  pbkdf2Sha512: (password, salt, iterations, length) => pbkdf2Async(password, salt, iterations, length, 'sha512'),
  seal: (authKey, sender, body) => sealMessage(nodeCrypto, authKey, sender, body),
  open: (authKey, sender, packet) => openMessage(nodeCrypto, authKey, sender, packet),
}
