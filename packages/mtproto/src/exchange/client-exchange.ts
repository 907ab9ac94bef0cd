/**
 * The client's half of the key exchange: one type for each thing it waits for, one function for each answer.
 * `server-exchange.ts` is the other half, in the same order. No I/O, no clock: see `client-driver.ts`.
 *
 * A state is used once; after a step (or an error) treat it as gone.
 *
 * @see {@link https://core.telegram.org/mtproto/auth_key}
 */

import type { RsaPublicKey } from '@chappe/crypto'
import {
  AuthKey,
  bigintToBytes,
  bytesToBigint,
  bytesToLong,
  checkDhParameters,
  constantTimeEqual,
  DH_BYTES,
  equalBytes,
  factorize,
  firstSalt,
  isCryptoError,
  isDhValueSafe,
  newNonceHash,
  rsaPadEncrypt,
  temporaryKeys,
} from '@chappe/crypto'
import type {
  dh_gen_fail,
  dh_gen_ok,
  dh_gen_retry,
  resPQ,
  server_DH_inner_data,
  server_DH_params_fail,
  server_DH_params_ok,
} from '@chappe/schema/mtproto'
import type { CryptoEnv } from '../env.ts'
import type { SecurityErrorCode } from '../errors.ts'
import { ProtocolError, SecurityError, UsageError } from '../errors.ts'
import type { AgreedKey } from './exchange.ts'
import type { ExchangeDataFault, ExchangeKeys } from './exchange-data.ts'
import { openExchangeData, sealExchangeData } from './exchange-data.ts'
import type { PqInnerData, ReqDHParams, ReqPq, SetClientDHParams } from './handshake-objects.ts'
import { encodeObject, isObject } from './handshake-objects.ts'
import { toGroupLength } from './numbers.ts'

/** What kind of key is wanted, and from whom. */
export interface KeyRequest {
  /** The server's public keys that are built into this client. */
  readonly keys: readonly RsaPublicKey[]
  /** The data center: plus 10000 for test, negative for media. */
  readonly dc: number
  /** Seconds a temporary key lives; undefined for a permanent key. */
  readonly expires_in: number | undefined
}

/** Waits for `resPQ`. */
export interface ExpectResPQ {
  readonly at: 'resPQ'
  readonly request: KeyRequest
  readonly nonce: Uint8Array
}

/** Waits for `server_DH_params_ok`. */
export interface ExpectServerDHParams {
  readonly at: 'server_DH_params'
  readonly nonce: Uint8Array
  readonly server_nonce: Uint8Array
  readonly new_nonce: Uint8Array
  readonly expires_in: number | undefined
}

/** Waits for the word on the key. The key in here has not been confirmed: nobody may use it before `onDhGen` returns it. */
export interface ExpectDhGen {
  readonly at: 'dh_gen'
  readonly nonce: Uint8Array
  readonly server_nonce: Uint8Array
  readonly new_nonce: Uint8Array
  readonly keys: ExchangeKeys
  readonly group: CheckedGroup
  readonly unconfirmedKey: AuthKey
  readonly attempt: number
  readonly timeOffsetMs: number
  readonly expires_at: number | undefined
}

/** Begins an exchange. */
export function requestPq(request: KeyRequest, env: CryptoEnv): [ExpectResPQ, ReqPq] {
  // 1. req_pq_multi#be7e8ef1 nonce:int128 = ResPQ;
  const nonce = env.crypto.random(16)
  return [
    { at: 'resPQ', request, nonce },
    { _: 'req_pq_multi', nonce },
  ]
}

/**
 * Answers `resPQ` with `req_DH_params`.
 *
 * @throws {SecurityError} `NONCE_MISMATCH`, `FINGERPRINT_UNKNOWN`, `PQ_INVALID`
 */
export function onResPQ(state: ExpectResPQ, message: resPQ, env: CryptoEnv): [ExpectServerDHParams, ReqDHParams] {
  // 2. resPQ#05162463 nonce:int128 server_nonce:int128 pq:bytes
  //      server_public_key_fingerprints:Vector<long> = ResPQ;
  const { nonce, request } = state
  const { server_nonce, pq } = message
  checkNonce('resPQ', message.nonce, nonce)
  const offered = message.server_public_key_fingerprints
  const publicKey = request.keys.find(key => offered.includes(key.fingerprint))
  if (publicKey === undefined) {
    throw new SecurityError(
      'FINGERPRINT_UNKNOWN',
      `resPQ: none of the ${offered.length} fingerprints belongs to a key this client has; give it the server's key`,
    )
  }

  // 3. Factorise pq.
  const { p, q } = factorizePq(pq)

  // 4. p_q_inner_data_dc#a9f55f95 pq:bytes p:bytes q:bytes nonce:int128 server_nonce:int128 new_nonce:int256 dc:int
  //      = P_Q_inner_data;
  //    p_q_inner_data_temp_dc#56fddf88 … dc:int expires_in:int = P_Q_inner_data;
  const new_nonce = env.crypto.random(32)
  const common = { pq, p, q, nonce, server_nonce, new_nonce, dc: request.dc }
  const inner: PqInnerData =
    request.expires_in === undefined
      ? { _: 'p_q_inner_data_dc', ...common }
      : { _: 'p_q_inner_data_temp_dc', ...common, expires_in: request.expires_in }
  // req_DH_params#d712e4be nonce:int128 server_nonce:int128 p:bytes q:bytes public_key_fingerprint:long
  //   encrypted_data:bytes = Server_DH_Params;
  const encrypted_data = rsaPadEncrypt(env.crypto, encodeObject(inner), publicKey)
  return [
    { at: 'server_DH_params', nonce, server_nonce, new_nonce, expires_in: request.expires_in },
    { _: 'req_DH_params', nonce, server_nonce, p, q, public_key_fingerprint: publicKey.fingerprint, encrypted_data },
  ]
}

/**
 * Answers `server_DH_params_ok` with `set_client_DH_params`.
 *
 * @param now - local time at which the answer arrived, in milliseconds since the epoch
 * @throws {SecurityError} `NONCE_MISMATCH`, `SERVER_NONCE_MISMATCH`, `ANSWER_LENGTH`, `ANSWER_UNREADABLE`,
 *   `ANSWER_HASH_MISMATCH`, `ANSWER_PADDING`, `DH_PRIME_INVALID`, `DH_GENERATOR_INVALID`, `DH_VALUE_OUT_OF_RANGE`
 * @throws {ProtocolError} `EXCHANGE_REFUSED` for the old `server_DH_params_fail`
 */
export function onServerDHParams(
  state: ExpectServerDHParams,
  message: server_DH_params_ok | server_DH_params_fail,
  env: CryptoEnv,
  now: number,
): [ExpectDhGen, SetClientDHParams] {
  // 5. server_DH_params_ok#d0e8075c nonce:int128 server_nonce:int128 encrypted_answer:bytes = Server_DH_Params;
  checkNonces(message, state)
  if (message._ === 'server_DH_params_fail') {
    throw new ProtocolError('EXCHANGE_REFUSED', 'the server refused with server_DH_params_fail; start a new exchange')
  }
  const keys = temporaryKeys(env.crypto, state.new_nonce, state.server_nonce)
  const inner = openAnswer(env, message.encrypted_answer, keys)
  checkNonces(inner, state)
  const group = checkGroup(env, inner)

  const { nonce, server_nonce, new_nonce } = state
  const timeOffsetMs = inner.server_time * 1000 - now
  const expires_at = state.expires_in === undefined ? undefined : inner.server_time + state.expires_in
  return proposeKey({ nonce, server_nonce, new_nonce, keys, group, timeOffsetMs, expires_at }, 0n, 1, env)
}

/**
 * Takes the server's word on the key: the key itself, or another attempt.
 *
 * @throws {SecurityError} `NONCE_MISMATCH`, `SERVER_NONCE_MISMATCH`, `NEW_NONCE_HASH_MISMATCH`, `DH_RETRIES_EXHAUSTED`
 * @throws {ProtocolError} `EXCHANGE_REFUSED` for a genuine `dh_gen_fail`: start again from the beginning
 */
export function onDhGen(
  state: ExpectDhGen,
  message: dh_gen_ok | dh_gen_retry | dh_gen_fail,
  env: CryptoEnv,
): [ExpectDhGen, SetClientDHParams] | AgreedKey {
  // 7. dh_gen_ok#3bcbf734 nonce:int128 server_nonce:int128 new_nonce_hash1:int128 = Set_client_DH_params_answer;
  //    dh_gen_retry#46dc1fb9 … new_nonce_hash2:int128 …; dh_gen_fail#a69dae02 … new_nonce_hash3:int128 …;
  checkNonces(message, state)
  checkNewNonceHash(state, message, env)
  switch (message._) {
    case 'dh_gen_ok':
      return {
        authKey: state.unconfirmedKey,
        server_salt: firstSalt(state.new_nonce, state.server_nonce),
        timeOffsetMs: state.timeOffsetMs,
        expires_at: state.expires_at,
      }
    case 'dh_gen_retry': {
      if (state.attempt >= attemptsMax) {
        throw new SecurityError('DH_RETRIES_EXHAUSTED', `the server asked for another key ${attemptsMax} times`)
      }
      // retry_id is the auth_key_aux_hash of the attempt before.
      const retry_id = bytesToLong(state.unconfirmedKey.aux_hash)
      state.unconfirmedKey.wipe()
      return proposeKey(state, retry_id, state.attempt + 1, env)
    }
    case 'dh_gen_fail':
      throw new ProtocolError('EXCHANGE_REFUSED', 'the server refused the key with dh_gen_fail; start a new exchange')
  }
}

/** Attempts at a key in one exchange, the first included. A collision of random keys never happens even twice. */
const attemptsMax = 5

/** A group and a server's value that passed all checks; nothing else may be raised to a power. */
interface CheckedGroup {
  readonly dh_prime: Uint8Array
  readonly g: Uint8Array
  readonly g_a: Uint8Array
  readonly checked: true
}

function proposeKey(
  before: Omit<ExpectDhGen, 'at' | 'unconfirmedKey' | 'attempt'>,
  retry_id: bigint,
  attempt: number,
  env: CryptoEnv,
): [ExpectDhGen, SetClientDHParams] {
  // 6. client_DH_inner_data#6643b654 nonce:int128 server_nonce:int128 retry_id:long g_b:bytes = Client_DH_Inner_Data;
  const { nonce, server_nonce, new_nonce, keys, group, timeOffsetMs, expires_at } = before
  const { b, g_b } = drawExponent(group, env)
  const unconfirmedKey = AuthKey.from(env.crypto.modPow(group.g_a, b, group.dh_prime), env.crypto)
  b.fill(0)
  const data = encodeObject({ _: 'client_DH_inner_data', nonce, server_nonce, retry_id, g_b })
  // set_client_DH_params#f5045f1f nonce:int128 server_nonce:int128 encrypted_data:bytes = Set_client_DH_params_answer;
  const encrypted_data = sealExchangeData(env, data, keys)
  return [
    { at: 'dh_gen', nonce, server_nonce, new_nonce, keys, group, unconfirmedKey, attempt, timeOffsetMs, expires_at },
    { _: 'set_client_DH_params', nonce, server_nonce, encrypted_data },
  ]
}

function drawExponent(group: CheckedGroup, env: CryptoEnv): { readonly b: Uint8Array; readonly g_b: Uint8Array } {
  for (let draw = 0; draw < drawsMax; draw++) {
    const b = Uint8Array.from(env.crypto.random(DH_BYTES))
    const g_b = env.crypto.modPow(group.g, b, group.dh_prime)
    // Our own value has to be in the same range: 2^1984 to dh_prime - 2^1984.
    if (isDhValueSafe(group.dh_prime, g_b)) return { b, g_b }
  }
  throw new UsageError(
    'RANDOM_BROKEN',
    `${drawsMax} draws of an exponent all gave a weak value; check the random source`,
  )
}

// One draw in 2^64 is refused.
const drawsMax = 4

function factorizePq(pq: Uint8Array): { readonly p: Uint8Array; readonly q: Uint8Array } {
  // Refuses primes, squares and numbers above 63 bits, and bounds its effort; p is the smaller factor.
  const factors = pq.length <= 8 ? factorize(bytesToBigint(pq)) : undefined
  if (factors === undefined) {
    throw new SecurityError('PQ_INVALID', 'resPQ: pq is not the product of two different primes below 2^63')
  }
  const [p, q] = factors
  return { p: bigintToBytes(p), q: bigintToBytes(q) }
}

function openAnswer(env: CryptoEnv, encrypted_answer: Uint8Array, keys: ExchangeKeys): server_DH_inner_data {
  // server_DH_inner_data#b5890dba nonce:int128 server_nonce:int128 g:int dh_prime:bytes g_a:bytes server_time:int
  //   = Server_DH_inner_data;
  const opened = openExchangeData(env, encrypted_answer, keys)
  if ('fault' in opened) {
    const [code, text] = answerFaults[opened.fault]
    throw new SecurityError(code, `server_DH_params_ok: ${text}`)
  }
  if (!isObject(opened.object, 'server_DH_inner_data')) {
    throw new SecurityError('ANSWER_UNREADABLE', 'server_DH_params_ok: encrypted_answer holds another object', {
      got: opened.object._,
      expected: 'server_DH_inner_data',
    })
  }
  return opened.object
}

const answerFaults: Readonly<Record<ExchangeDataFault, readonly [SecurityErrorCode, string]>> = {
  LENGTH: ['ANSWER_LENGTH', 'the length of encrypted_answer is not that of a hash and whole AES blocks'],
  UNREADABLE: ['ANSWER_UNREADABLE', 'encrypted_answer does not decrypt to an object'],
  HASH: ['ANSWER_HASH_MISMATCH', 'the SHA-1 in encrypted_answer is not that of the object'],
  PADDING: ['ANSWER_PADDING', 'encrypted_answer has 16 or more bytes behind the object'],
}

function checkGroup(env: CryptoEnv, inner: server_DH_inner_data): CheckedGroup {
  const { dh_prime, g } = inner
  try {
    checkDhParameters(env.crypto, dh_prime, g)
  } catch (cause) {
    if (!isCryptoError(cause)) throw cause
    const code = cause.code === 'DH_GENERATOR_INVALID' ? 'DH_GENERATOR_INVALID' : 'DH_PRIME_INVALID'
    throw new SecurityError(code, 'server_DH_inner_data: this group is not safe for a key exchange', { cause })
  }
  const g_a = toGroupLength(inner.g_a)
  if (g_a === undefined || !isDhValueSafe(dh_prime, g_a)) {
    throw new SecurityError('DH_VALUE_OUT_OF_RANGE', 'server_DH_inner_data: g_a is too close to 0 or to dh_prime')
  }
  return { dh_prime, g: Uint8Array.of(g), g_a, checked: true }
}

function checkNewNonceHash(state: ExpectDhGen, message: dh_gen_ok | dh_gen_retry | dh_gen_fail, env: CryptoEnv): void {
  const [number, hash] = numberedHash(message)
  const expected = newNonceHash(env.crypto, number, state.new_nonce, state.unconfirmedKey.aux_hash)
  if (!constantTimeEqual(hash, expected)) {
    throw new SecurityError('NEW_NONCE_HASH_MISMATCH', `${message._}: new_nonce_hash${number} is not that of this key`)
  }
}

function numberedHash(message: dh_gen_ok | dh_gen_retry | dh_gen_fail): [1 | 2 | 3, Uint8Array] {
  switch (message._) {
    case 'dh_gen_ok':
      return [1, message.new_nonce_hash1]
    case 'dh_gen_retry':
      return [2, message.new_nonce_hash2]
    case 'dh_gen_fail':
      return [3, message.new_nonce_hash3]
  }
}

interface WithNonces {
  readonly nonce: Uint8Array
  readonly server_nonce: Uint8Array
}

function checkNonces(message: WithNonces & { readonly _: string }, state: WithNonces): void {
  checkNonce(message._, message.nonce, state.nonce)
  if (!equalBytes(message.server_nonce, state.server_nonce)) {
    throw new SecurityError('SERVER_NONCE_MISMATCH', `${message._}: server_nonce is not the one of resPQ`)
  }
}

function checkNonce(name: string, got: Uint8Array, expected: Uint8Array): void {
  if (!equalBytes(got, expected)) {
    throw new SecurityError('NONCE_MISMATCH', `${name}: nonce is not the one we sent`)
  }
}
