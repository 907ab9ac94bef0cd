import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Random } from '../../random.ts'

/** What kind of token a digest is of: one is never taken for another. */
type TokenKind = 'bot' | 'future' | 'login' | 'transfer' | 'passkeyLogin' | 'passkeyRegistration' | 'web'

/** Makes tokens and what is kept in their place. */
export interface TokenSecrets {
  /** Makes a token of 32 bytes that can be told from one that was never made here. */
  create(kind: TokenKind): Uint8Array
  /** Whether a token was made here, at whatever time. Takes the same time either way. */
  isOurs(kind: TokenKind, token: Uint8Array): boolean
  /** Returns the 32 bytes under which a token is stored and found. */
  digest(kind: TokenKind, token: Uint8Array): Uint8Array
}

/** @param key - 32 secret bytes used for nothing else */
export function createTokenSecrets(key: Uint8Array, random: Random): TokenSecrets {
  const keyed = (use: string, kind: TokenKind, bytes: Uint8Array): Buffer =>
    createHmac('sha256', key).update(`${use} ${kind}\0`).update(bytes).digest()
  const seal = (kind: TokenKind, secret: Uint8Array): Buffer =>
    keyed('seal', kind, secret).subarray(0, tokenBytes - secretBytes)
  return {
    create(kind) {
      const secret = random.bytes(secretBytes)
      return Uint8Array.from(Buffer.concat([secret, seal(kind, secret)]))
    },
    isOurs: (kind, token) =>
      token.length === tokenBytes &&
      timingSafeEqual(seal(kind, token.subarray(0, secretBytes)), token.subarray(secretBytes)),
    digest: (kind, token) => Uint8Array.from(keyed('digest', kind, token)),
  }
}

const tokenBytes = 32
/** 160 bits that nobody can guess; the rest says that they are ours. */
const secretBytes = 20
