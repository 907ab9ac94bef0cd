/** Both sides of the password check in plain BigInt arithmetic, over node:crypto's hash and PBKDF2. */
import { createHash, pbkdf2Sync } from 'node:crypto'
import { modPow } from './mod-pow.ts'

export interface Numbers {
  readonly p: bigint
  readonly g: bigint
  readonly salt1: Uint8Array
  readonly salt2: Uint8Array
}

export function passwordNumber(password: Uint8Array, { salt1, salt2 }: Numbers): bigint {
  const sh = (data: Uint8Array, salt: Uint8Array): Buffer => H(salt, data, salt)
  return number(sh(pbkdf2Sync(sh(sh(password, salt1), salt2), salt1, 100_000, 64, 'sha512'), salt2))
}

export function clientProof(n: Numbers, x: bigint, a: bigint, B: bigint): { A: bigint; M1: Buffer } {
  const A = modPow(n.g, a, n.p)
  const k_v = number(H(pad(n.p), pad(n.g))) * modPow(n.g, x, n.p)
  const t = (((B - k_v) % n.p) + n.p) % n.p
  return { A, M1: proof(n, A, B, modPow(t, a + number(H(pad(A), pad(B))) * x, n.p)) }
}

export function serverValue(n: Numbers, v: bigint, b: bigint): bigint {
  return (number(H(pad(n.p), pad(n.g))) * v + modPow(n.g, b, n.p)) % n.p
}

export function serverProof(n: Numbers, v: bigint, b: bigint, A: bigint, B: bigint): Buffer {
  return proof(n, A, B, modPow(A * modPow(v, number(H(pad(A), pad(B))), n.p), b, n.p))
}

function proof(n: Numbers, A: bigint, B: bigint, S: bigint): Buffer {
  const hg = H(pad(n.g))
  const mixed = H(pad(n.p)).map((byte, i) => byte ^ (hg[i] as number))
  return H(mixed, H(n.salt1), H(n.salt2), pad(A), pad(B), H(pad(S)))
}

function H(...parts: Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

function pad(n: bigint): Buffer {
  return Buffer.from(n.toString(16).padStart(512, '0'), 'hex')
}
