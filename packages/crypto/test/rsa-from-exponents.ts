import { createPrivateKey } from 'node:crypto'
import { bigintToBytes, bytesToBigint, type RsaPrivateKey, RsaPublicKey } from '../src/index.ts'
import { nodeCrypto, readRsaPrivateKey } from '../src/node/index.ts'
import { modPow } from './reference/mod-pow.ts'

interface Exponents {
  readonly n: Uint8Array
  readonly e: Uint8Array
  readonly d: Uint8Array
}

/** The key as OpenSSL keeps it. It wants the primes, which n, e and d determine. */
export function opensslKey({ n, e, d }: Exponents): RsaPrivateKey {
  const [N, E, D] = [bytesToBigint(n), bytesToBigint(e), bytesToBigint(d)]
  const [p, q] = primes(N, E * D - 1n)
  const part = (value: bigint): string => Buffer.from(bigintToBytes(value)).toString('base64url')
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      ...{ kty: 'RSA', n: part(N), e: part(E), d: part(D), p: part(p), q: part(q) },
      ...{ dp: part(D % (p - 1n)), dq: part(D % (q - 1n)), qi: part(modPow(q, p - 2n, p)) },
    },
  })
  return readRsaPrivateKey(key.export({ format: 'pem', type: 'pkcs8' }).toString())
}

/** The same key by the plain formula. */
export function plainKey({ n, e, d }: Exponents): RsaPrivateKey {
  return {
    publicKey: RsaPublicKey.from(n, e, nodeCrypto),
    decryptRaw: block => bigintToBytes(modPow(bytesToBigint(block), bytesToBigint(d), bytesToBigint(n)), n.length),
    toPem: () => '',
  }
}

/** NIST SP 800-56B, appendix C: from a multiple of the group's order. */
function primes(n: bigint, multiple: bigint): [bigint, bigint] {
  let odd = multiple
  while (odd % 2n === 0n) odd /= 2n
  for (let base = 2n; ; base++) {
    for (let x = modPow(base, odd, n); x !== 1n; x = (x * x) % n) {
      if (x === n - 1n) break
      if ((x * x) % n === 1n) {
        let [p, rest] = [n, x - 1n]
        while (rest !== 0n) [p, rest] = [rest, p % rest]
        return [p, n / p]
      }
    }
  }
}
