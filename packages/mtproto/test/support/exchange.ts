import { bytesToLong, concatBytes } from '@chappe/crypto'
import { nodeCrypto, readRsaPrivateKey } from '@chappe/crypto/node'
import type { CryptoEnv } from '../../src/env.ts'
import type { CreatedKey } from '../../src/exchange/exchange.ts'
import type { ExchangeKeys } from '../../src/exchange/exchange-data.ts'
import { decodeObject, decodeRequest, encodeObject } from '../../src/exchange/handshake-objects.ts'
import type { ServerExchangeOptions } from '../../src/exchange/server-driver.ts'
import { ServerExchange } from '../../src/exchange/server-driver.ts'
import type { ServerExchangeRules } from '../../src/exchange/server-exchange.ts'
import { decodePlainMessage, encodePlainMessage } from '../../src/message/plain-message.ts'
import { hex } from './hex.ts'
import { readVectors } from './read-vectors.ts'

/** The published exchange and the keys beside it, all in hexadecimal. */
export interface ExchangeVectors {
  readonly [name: string]: string | number | object
  readonly req_pq_multi: string
  readonly resPQ: string
  readonly nonce: string
  readonly server_nonce: string
  readonly new_nonce: string
  readonly pq: string
  readonly p: string
  readonly q: string
  readonly data: string
  readonly pad: string
  readonly tmp_aes_key: string
  readonly tmp_aes_iv: string
  readonly encrypted_answer: string
  readonly dh_prime: string
  readonly g_a: string
  readonly b: string
  readonly g_b: string
  readonly client_pad: string
  readonly client_data: string
  readonly auth_key: string
  readonly auth_key_id: string
  readonly new_nonce_hash1: string
  readonly new_nonce_hash2: string
  readonly new_nonce_hash3: string
  readonly server_salt: string
  readonly production_n: string
  readonly production_fingerprint: string
  readonly server_time: number
  readonly dc: number
  readonly test_key: {
    readonly pem: string
    readonly fingerprint: string
    readonly temp_key: string
    readonly encrypted_data: string
    readonly legacy_encrypted_data: string
  }
}

export const vectors: ExchangeVectors = readVectors<ExchangeVectors>('auth-key-exchange.json')

/** The server's key in all tests. It protects nothing. */
export const privateKey: ReturnType<typeof readRsaPrivateKey> = readRsaPrivateKey(vectors.test_key.pem)

/** Noon of a day, in milliseconds. */
export const noon = 1_700_000_000_000

/** Rules of a server that is data center 2, in production and test. */
export const rules: ServerExchangeRules = {
  keys: [privateKey],
  acceptsDc: dc => dc === 2 || dc === 10002,
  expiresInMax: 172_800,
  exponentBytes: 64,
}

/** A server for one connection, with those rules. */
export function createServer(env: CryptoEnv, options: Partial<ServerExchangeOptions> = {}): ServerExchange {
  return new ServerExchange(env, { keys: rules.keys, acceptsDc: rules.acceptsDc, ...options })
}

/** The object in an unencrypted message. */
export function objectOf<Shape extends { readonly _: string }>(payload: Uint8Array | undefined): Shape {
  if (payload === undefined) throw new Error('there is no payload')
  const { data } = decodePlainMessage(payload)
  return (decodeRequest(data) ?? decodeObject(data))?.object as unknown as Shape
}

/** An object as an unencrypted message. */
export function payloadOf(object: Parameters<typeof encodeObject>[0]): Uint8Array {
  return encodePlainMessage(0x6553f10000000000n, encodeObject(object))
}

/** Encrypts inner data like a peer that may break one rule. */
export function seal(
  data: Uint8Array,
  keys: ExchangeKeys,
  broken: { readonly sha1?: Uint8Array; readonly extraBlocks?: number } = {},
): Uint8Array {
  const filled = 20 + data.length
  const padding = new Uint8Array(((16 - (filled % 16)) % 16) + 16 * (broken.extraBlocks ?? 0))
  const plaintext = concatBytes(broken.sha1 ?? nodeCrypto.sha1(data), data, padding)
  return nodeCrypto.igeEncrypt(plaintext, keys.tmp_aes_key, keys.tmp_aes_iv)
}

/** A copy with one bit of one byte flipped. */
export function flip(bytes: Uint8Array, offset = 0): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[offset] = (copy[offset] ?? 0) ^ 1
  return copy
}

/** The salt of a vector as a long. */
export const vectorSalt: bigint = bytesToLong(hex(vectors.server_salt))

/** The key of a step, or an error when there is none. */
export function createdOf(step: { readonly created?: CreatedKey }): CreatedKey {
  if (step.created === undefined) throw new Error('no key was created')
  return step.created
}
