/**
 * The server's half of the key exchange: one type for each thing it waits for, one function for each request.
 * `client-exchange.ts` is the other half, in the same order. No I/O, no clock: see `server-driver.ts`.
 *
 * A state is used once; after a step (or a refusal) treat it as gone.
 *
 * @see {@link https://core.telegram.org/mtproto/auth_key}
 */

import type { RsaPrivateKey } from '@chappe/crypto'
import {
  AuthKey,
  bytesToLong,
  dhPrime,
  equalBytes,
  firstSalt,
  isDhValueSafe,
  newNonceHash,
  rsaPadDecrypt,
  temporaryKeys,
  trimLeadingZeros,
} from '@chappe/crypto'
import type {
  client_DH_inner_data,
  dh_gen_fail,
  dh_gen_ok,
  dh_gen_retry,
  resPQ,
  server_DH_params_ok,
} from '@chappe/schema/mtproto'
import type { CryptoEnv } from '../env.ts'
import { UsageError } from '../errors.ts'
import type { CreatedKey } from './exchange.ts'
import type { ExchangeKeys } from './exchange-data.ts'
import { openExchangeData, sealExchangeData } from './exchange-data.ts'
import { ExchangeRefused } from './exchange-refused.ts'
import type { PqInnerData, ReqDHParams, ReqPq, SetClientDHParams } from './handshake-objects.ts'
import { decodeObject, encodeObject, isObject } from './handshake-objects.ts'
import { toGroupLength } from './numbers.ts'
import type { PqPair } from './pq-pool.ts'

/** What a server needs to know to take part in exchanges. */
export interface ServerExchangeRules {
  /** The server's keys. Their fingerprints are offered in this order. */
  readonly keys: readonly RsaPrivateKey[]
  /**
   * Whether a client may look for this data center here: its number, plus 10000 for test, negative for media. A refusal
   * is answered with −444.
   */
  readonly acceptsDc: (dc: number) => boolean
  /** Longest life of a temporary key, in seconds, default two days. */
  readonly expiresInMax: number
  /** Bytes of the server's secret exponent, default 64: ample in a group of 2048 bits, and a third of the time of 256. */
  readonly exponentBytes: number
}

interface Nonces {
  readonly nonce: Uint8Array
  readonly server_nonce: Uint8Array
}

/** Waits for `req_DH_params`. */
export interface ExpectReqDHParams extends Nonces {
  readonly at: 'req_DH_params'
  readonly pair: PqPair
}

/** Waits for `set_client_DH_params`. */
export interface ExpectSetClientDHParams extends Nonces {
  readonly at: 'set_client_DH_params'
  readonly new_nonce: Uint8Array
  readonly keys: ExchangeKeys
  /** The secret exponent. */
  readonly a: Uint8Array
  readonly dc: number | undefined
  readonly expires_in: number | undefined
  /** What the client has to send: 0, or the `auth_key_aux_hash` of the attempt before. */
  readonly retry_id: bigint
  readonly attempt: number
}

/** Waits for the host, which stores the key. */
export interface ExpectOutcome {
  readonly at: 'outcome'
  readonly exchange: ExpectSetClientDHParams
  readonly created: CreatedKey
}

/** Answers `req_pq_multi`, or its old form `req_pq`, with `resPQ`. */
export function onReqPq(
  message: ReqPq,
  pair: PqPair,
  rules: ServerExchangeRules,
  env: CryptoEnv,
): [ExpectReqDHParams, resPQ] {
  // 1. req_pq_multi#be7e8ef1 nonce:int128 = ResPQ;
  // 2. resPQ#05162463 nonce:int128 server_nonce:int128 pq:bytes
  //      server_public_key_fingerprints:Vector<long> = ResPQ;
  const { nonce } = message
  const server_nonce = env.crypto.random(16)
  const server_public_key_fingerprints = rules.keys.map(key => key.publicKey.fingerprint)
  return [
    { at: 'req_DH_params', nonce, server_nonce, pair },
    { _: 'resPQ', nonce, server_nonce, pq: pair.pq, server_public_key_fingerprints },
  ]
}

/**
 * Answers `req_DH_params` with `server_DH_params_ok`.
 *
 * @param now - milliseconds since the epoch
 * @throws {ExchangeRefused} `FACTORS`, `FINGERPRINT`, `RSA`, `INNER_DATA`, `INNER_MISMATCH`, `DC`, `EXPIRES_IN`
 */
export function onReqDHParams(
  state: ExpectReqDHParams,
  message: ReqDHParams,
  rules: ServerExchangeRules,
  env: CryptoEnv,
  now: number,
): [ExpectSetClientDHParams, server_DH_params_ok] {
  // 4. req_DH_params#d712e4be nonce:int128 server_nonce:int128 p:bytes q:bytes public_key_fingerprint:long
  //      encrypted_data:bytes = Server_DH_Params;
  const { nonce, server_nonce, pair } = state
  if (!equalNumbers(message.p, pair.p) || !equalNumbers(message.q, pair.q)) throw new ExchangeRefused('FACTORS')
  const key = rules.keys.find(own => own.publicKey.fingerprint === message.public_key_fingerprint)
  if (key === undefined) throw new ExchangeRefused('FINGERPRINT')
  const inner = openInnerData(message.encrypted_data, key, env)
  if (!equalNumbers(inner.pq, pair.pq) || !equalNumbers(inner.p, pair.p) || !equalNumbers(inner.q, pair.q)) {
    throw new ExchangeRefused('INNER_MISMATCH')
  }
  if (!sameNonces(inner, state)) throw new ExchangeRefused('INNER_MISMATCH')
  // The forms without dc are old; they are served, since clients in use still send them.
  const dc = 'dc' in inner ? inner.dc : undefined
  if (dc !== undefined && !rules.acceptsDc(dc)) throw new ExchangeRefused('DC')
  const expires_in = 'expires_in' in inner ? inner.expires_in : undefined
  if (expires_in !== undefined && (expires_in <= 0 || expires_in > rules.expiresInMax)) {
    throw new ExchangeRefused('EXPIRES_IN')
  }

  // 5. server_DH_inner_data#b5890dba nonce:int128 server_nonce:int128 g:int dh_prime:bytes g_a:bytes server_time:int
  //      = Server_DH_inner_data;
  //    server_DH_params_ok#d0e8075c nonce:int128 server_nonce:int128 encrypted_answer:bytes = Server_DH_Params;
  const new_nonce = Uint8Array.from(inner.new_nonce)
  const keys = temporaryKeys(env.crypto, new_nonce, server_nonce)
  const { a, g_a } = drawExponent(rules, env)
  const server_time = Math.floor(now / 1000)
  const answer = encodeObject({
    _: 'server_DH_inner_data',
    nonce,
    server_nonce,
    g: generator,
    dh_prime: dhPrime,
    g_a,
    server_time,
  })
  return [
    {
      at: 'set_client_DH_params',
      nonce,
      server_nonce,
      new_nonce,
      keys,
      a,
      dc,
      expires_in,
      retry_id: 0n,
      attempt: 1,
    },
    { _: 'server_DH_params_ok', nonce, server_nonce, encrypted_answer: sealExchangeData(env, answer, keys) },
  ]
}

/**
 * Takes `set_client_DH_params`: a key for the host to store, or `dh_gen_fail` for a weak value.
 *
 * @param now - milliseconds since the epoch
 * @throws {ExchangeRefused} `ENCRYPTED_DATA`, `INNER_MISMATCH`, `RETRY_ID`
 */
export function onSetClientDHParams(
  state: ExpectSetClientDHParams,
  message: SetClientDHParams,
  env: CryptoEnv,
  now: number,
): ExpectOutcome | dh_gen_fail | [ExpectSetClientDHParams, dh_gen_retry] {
  // 6. set_client_DH_params#f5045f1f nonce:int128 server_nonce:int128 encrypted_data:bytes
  //      = Set_client_DH_params_answer;
  const inner = openClientData(state, message, env)
  const g_b = toGroupLength(inner.g_b)
  if (g_b === undefined) throw new ExchangeRefused('ENCRYPTED_DATA')
  const authKey = AuthKey.from(env.crypto.modPow(g_b, state.a, dhPrime), env.crypto)
  // A weak value gives a key that others can compute. The refusal is proved by the hash of that very key.
  if (!isDhValueSafe(dhPrime, g_b)) return dhGenFail(state, authKey, env)
  // Zero marks unencrypted messages, so no key may have it as its id.
  if (authKey.auth_key_id === 0n) return retryOrFail(state, authKey, env)
  const created: CreatedKey = {
    authKey,
    server_salt: firstSalt(state.new_nonce, state.server_nonce),
    dc: state.dc,
    expires_at: state.expires_in === undefined ? undefined : Math.floor(now / 1000) + state.expires_in,
  }
  return { at: 'outcome', exchange: state, created }
}

/** Tells the client that its key is stored. */
export function onStored(state: ExpectOutcome, env: CryptoEnv): dh_gen_ok {
  // 7. dh_gen_ok#3bcbf734 nonce:int128 server_nonce:int128 new_nonce_hash1:int128 = Set_client_DH_params_answer;
  const { exchange, created } = state
  const { nonce, server_nonce } = exchange
  return { _: 'dh_gen_ok', nonce, server_nonce, new_nonce_hash1: hashOf(1, exchange, created.authKey, env) }
}

/** Tells the client that the id of its key is taken: it has to try again, or to give up after several attempts. */
export function onCollision(
  state: ExpectOutcome,
  env: CryptoEnv,
): dh_gen_fail | [ExpectSetClientDHParams, dh_gen_retry] {
  return retryOrFail(state.exchange, state.created.authKey, env)
}

/** Tells the client that its key is refused. */
export function onRefused(state: ExpectOutcome, env: CryptoEnv): dh_gen_fail {
  return dhGenFail(state.exchange, state.created.authKey, env)
}

/** The generator clients accept at once with the well-known prime. */
const generator = 3

/** Attempts at a key in one exchange, the first included. */
const attemptsMax = 5

function retryOrFail(
  state: ExpectSetClientDHParams,
  authKey: AuthKey,
  env: CryptoEnv,
): dh_gen_fail | [ExpectSetClientDHParams, dh_gen_retry] {
  if (state.attempt >= attemptsMax) return dhGenFail(state, authKey, env)
  // 8. dh_gen_retry#46dc1fb9 nonce:int128 server_nonce:int128 new_nonce_hash2:int128 = Set_client_DH_params_answer;
  const { nonce, server_nonce } = state
  return [
    { ...state, retry_id: bytesToLong(authKey.aux_hash), attempt: state.attempt + 1 },
    { _: 'dh_gen_retry', nonce, server_nonce, new_nonce_hash2: hashOf(2, state, authKey, env) },
  ]
}

function dhGenFail(state: ExpectSetClientDHParams, authKey: AuthKey, env: CryptoEnv): dh_gen_fail {
  // 9. dh_gen_fail#a69dae02 nonce:int128 server_nonce:int128 new_nonce_hash3:int128 = Set_client_DH_params_answer;
  const { nonce, server_nonce } = state
  return { _: 'dh_gen_fail', nonce, server_nonce, new_nonce_hash3: hashOf(3, state, authKey, env) }
}

function hashOf(number: 1 | 2 | 3, state: ExpectSetClientDHParams, authKey: AuthKey, env: CryptoEnv): Uint8Array {
  return newNonceHash(env.crypto, number, state.new_nonce, authKey.aux_hash)
}

function openInnerData(encrypted_data: Uint8Array, key: RsaPrivateKey, env: CryptoEnv): PqInnerData {
  const data = rsaPadDecrypt(env.crypto, encrypted_data, key)
  if (data === undefined) throw new ExchangeRefused('RSA')
  const object = decodeObject(data)?.object
  if (
    object === undefined ||
    !(
      isObject(object, 'p_q_inner_data_dc') ||
      isObject(object, 'p_q_inner_data_temp_dc') ||
      isObject(object, 'p_q_inner_data') ||
      isObject(object, 'p_q_inner_data_temp')
    )
  ) {
    throw new ExchangeRefused('INNER_DATA')
  }
  return object
}

function openClientData(
  state: ExpectSetClientDHParams,
  message: SetClientDHParams,
  env: CryptoEnv,
): client_DH_inner_data {
  // client_DH_inner_data#6643b654 nonce:int128 server_nonce:int128 retry_id:long g_b:bytes = Client_DH_Inner_Data;
  const opened = openExchangeData(env, message.encrypted_data, state.keys)
  if ('fault' in opened || !isObject(opened.object, 'client_DH_inner_data')) throw new ExchangeRefused('ENCRYPTED_DATA')
  if (!sameNonces(opened.object, state)) throw new ExchangeRefused('INNER_MISMATCH')
  if (opened.object.retry_id !== state.retry_id) throw new ExchangeRefused('RETRY_ID')
  return opened.object
}

function drawExponent(
  rules: ServerExchangeRules,
  env: CryptoEnv,
): { readonly a: Uint8Array; readonly g_a: Uint8Array } {
  for (let draw = 0; draw < drawsMax; draw++) {
    const a = Uint8Array.from(env.crypto.random(rules.exponentBytes))
    const g_a = env.crypto.modPow(Uint8Array.of(generator), a, dhPrime)
    if (isDhValueSafe(dhPrime, g_a)) return { a, g_a }
  }
  throw new UsageError(
    'RANDOM_BROKEN',
    `${drawsMax} draws of an exponent all gave a weak value; check the random source`,
  )
}

// One draw in 2^64 is refused.
const drawsMax = 4

/** Whether two messages belong to the same exchange. */
export function sameNonces(one: Nonces, other: Nonces): boolean {
  return equalBytes(one.nonce, other.nonce) && equalBytes(one.server_nonce, other.server_nonce)
}

function equalNumbers(one: Uint8Array, other: Uint8Array): boolean {
  return equalBytes(trimLeadingZeros(one), trimLeadingZeros(other))
}
