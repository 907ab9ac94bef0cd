import { CryptoError } from '../crypto-error.ts'
import { openMessage, sealMessage } from '../envelope.ts'
import { hmac } from '../hmac.ts'
import { type KernelBuild, loadKernel } from '../kernel/load-kernel.ts'
import { SHORT_BODY_BYTES_MAX } from '../kernel/short-envelope.ts'
import { isProbablePrime } from '../miller-rabin.ts'
import { bigintModPow } from '../mod-pow.ts'
import { generatePrime31 } from '../prime31.ts'
import type { CryptoProvider } from '../provider.ts'
import { RandomPool } from '../random-pool.ts'

/** The most that `getRandomValues` gives at once (Web Cryptography API §10.1.1). */
const RANDOM_BYTES_MAX = 65_536

/** Options of {@link createWebCrypto}. */
export interface WebCryptoOptions {
  /** The build of the WebAssembly part; default: the fastest that the engine runs. */
  readonly kernelBuild?: KernelBuild
}

/**
 * Makes the provider for browsers: AES and the hashes in WebAssembly, powers in BigInt, random bytes and PBKDF2 of the
 * browser. It runs wherever there are WebAssembly SIMD and WebCrypto, Node included.
 *
 * Powers with secret exponents are not constant-time here, since BigInt is not.
 *
 * @throws {CryptoError} `KERNEL_UNAVAILABLE` when the engine has no 128-bit SIMD in WebAssembly
 */
export async function createWebCrypto(options: WebCryptoOptions = {}): Promise<CryptoProvider> {
  const { shortEnvelope, ...kernel } = await loadKernel(options.kernelBuild)
  const pool = new RandomPool(target => {
    for (let offset = 0; offset < target.length; offset += RANDOM_BYTES_MAX) {
      crypto.getRandomValues(target.subarray(offset, offset + RANDOM_BYTES_MAX) as Uint8Array<ArrayBuffer>)
    }
  })
  const random = (length: number): Uint8Array => pool.take(length)
  const provider: CryptoProvider = {
    ...kernel,
    hmacSha256: (key, ...parts) => hmac(kernel.sha256, 64, key, parts),
    random,
    modPow: bigintModPow,
    isProbablePrime: value => isProbablePrime(value, random, bigintModPow),
    generatePrime31: () => generatePrime31(random),
    pbkdf2Sha512,
    seal: (authKey, sender, body) =>
      body.length <= SHORT_BODY_BYTES_MAX
        ? shortEnvelope.seal(authKey, sender, body)
        : sealMessage(kernel, authKey, sender, body),
    open: (authKey, sender, packet) =>
      packet.length <= SHORT_BODY_BYTES_MAX
        ? shortEnvelope.open(authKey, sender, packet)
        : openMessage(kernel, authKey, sender, packet),
  }
  return provider
}

async function pbkdf2Sha512(
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Promise<Uint8Array> {
  // Pages without TLS have no `subtle`, and would send their password in the clear anyway.
  if (crypto.subtle === undefined) {
    throw new CryptoError('KERNEL_UNAVAILABLE', 'WebCrypto is missing: serve the page over HTTPS or from localhost')
  }
  const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)
  const key = await crypto.subtle.importKey('raw', copy(password), 'PBKDF2', false, ['deriveBits'])
  const algorithm = { name: 'PBKDF2', hash: 'SHA-512', salt: copy(salt), iterations }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8))
}
