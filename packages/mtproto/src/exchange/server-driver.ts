import type { RsaPrivateKey } from '@chappe/crypto'
import type { dh_gen_fail, dh_gen_retry } from '@chappe/schema/mtproto'
import type { TlObject } from '@chappe/tl/runtime'
import type { CryptoEnv } from '../env.ts'
import { ProtocolError, UsageError } from '../errors.ts'
import { decodePlainMessage, encodePlainMessage, PlainMessageIds } from '../message/plain-message.ts'
import { AnsweredRequests, exchangeLifetimeMs } from './answered-requests.ts'
import type { KeyOutcome, ServerExchangeStep } from './exchange.ts'
import { ExchangeRefused } from './exchange-refused.ts'
import type { HandshakeAnswer, ReqDHParams, ReqPq, SetClientDHParams } from './handshake-objects.ts'
import { decodeRequest, encodeObject, isObject } from './handshake-objects.ts'
import type { PqPool } from './pq-pool.ts'
import { createPqPool } from './pq-pool.ts'
import type {
  ExpectOutcome,
  ExpectReqDHParams,
  ExpectSetClientDHParams,
  ServerExchangeRules,
} from './server-exchange.ts'
import {
  onCollision,
  onRefused,
  onReqDHParams,
  onReqPq,
  onSetClientDHParams,
  onStored,
  sameNonces,
} from './server-exchange.ts'

/** How a server takes part in key exchanges. */
export interface ServerExchangeOptions {
  /** The server's keys, at least one. Their fingerprints are offered in this order. */
  readonly keys: readonly RsaPrivateKey[]
  /**
   * Whether a client may look for this data center here: its number, plus 10000 for test, negative for media. A refusal
   * is answered with −444. Clients that do not name one are accepted.
   */
  readonly acceptsDc: (dc: number) => boolean
  /** Products made ahead of time; default: each is made when asked for. */
  readonly pqPool?: PqPool
  /** Longest life of a temporary key, in seconds, default 172800 (two days). */
  readonly expiresInMax?: number
  /** Exchanges begun on one connection, default 32; a client needs two, one for each kind of key. */
  readonly exchangesMax?: number
  /** Bytes of the secret exponent, default 64. */
  readonly exponentBytes?: number
  /**
   * Asked before the costly part of each exchange, a request that is not a repeat; false is answered with −429. The
   * place for a limit per address. Default: always allowed.
   */
  readonly allowExchange?: () => boolean
}

interface Active {
  /** When the exchange began. */
  readonly since: number
  readonly state: ExpectReqDHParams | ExpectSetClientDHParams
}

interface Pending {
  readonly since: number
  /** The name of the request whose answer is due. */
  readonly name: string
  readonly state: ExpectOutcome
}

/**
 * The key exchanges of one connection, from the server's side: any number one after another, one at a time. A new
 * `req_pq` replaces an exchange that is under way. Bytes that were answered within ten minutes get the same answer.
 */
export class ServerExchange {
  readonly #env: CryptoEnv
  readonly #rules: ServerExchangeRules
  readonly #pqPool: PqPool
  readonly #exchangesMax: number
  readonly #ids = new PlainMessageIds('server')
  readonly #answered: AnsweredRequests
  #active: Active | undefined
  #pending: Pending | undefined
  readonly #allowExchange: () => boolean
  #exchanges = 0

  /** @throws {UsageError} `KEYS_MISSING` */
  constructor(env: CryptoEnv, options: ServerExchangeOptions) {
    if (options.keys.length === 0) {
      throw new UsageError('KEYS_MISSING', 'a server needs an RSA key to agree on keys with clients; give at least one')
    }
    this.#env = env
    this.#rules = {
      keys: options.keys,
      acceptsDc: options.acceptsDc,
      expiresInMax: options.expiresInMax ?? 2 * 86_400,
      exponentBytes: options.exponentBytes ?? 64,
    }
    this.#pqPool = options.pqPool ?? createPqPool(env)
    this.#exchangesMax = options.exchangesMax ?? 32
    this.#allowExchange = options.allowExchange ?? (() => true)
    this.#answered = new AnsweredRequests(env)
  }

  /** Whether a key waits for the host's `confirm`. */
  get isPending(): boolean {
    return this.#pending !== undefined
  }

  /**
   * Takes the payload of one unencrypted packet. Never throws for what a client sends.
   *
   * @param now - milliseconds since the epoch
   */
  receive(now: number, payload: Uint8Array): ServerExchangeStep {
    try {
      const { data } = decodePlainMessage(payload)
      const request = decodeRequest(data)
      if (request === undefined) throw new ExchangeRefused('NOT_HANDSHAKE')
      // Old clients acknowledge in the clear; it means nothing.
      if (request.object._ === 'msgs_ack') return {}
      return this.#onRequest(now, request.object, this.#answered.nameOf(data.subarray(0, request.length)))
    } catch (error) {
      if (error instanceof ExchangeRefused) return { error: error.wireCode, reason: error.reason }
      if (error instanceof ProtocolError) {
        const refused = new ExchangeRefused(error.code === 'NOT_PLAIN' ? 'NOT_PLAIN' : 'MALFORMED')
        return { error: refused.wireCode, reason: refused.reason }
      }
      throw error
    }
  }

  /**
   * Answers the client about the key that `receive` returned last.
   *
   * @param now - milliseconds since the epoch
   * @param outcome - `ok` only once the key is stored; `retry` when its `auth_key_id` is taken; `fail` to refuse
   * @returns the unencrypted message to send
   * @throws {UsageError} `EXCHANGE_STATE` when no key waits
   */
  confirm(now: number, outcome: KeyOutcome): Uint8Array {
    const pending = this.#pending
    if (pending === undefined) {
      throw new UsageError('EXCHANGE_STATE', 'confirm answers a created key, and none is waiting')
    }
    this.#pending = undefined
    const { exchange } = pending.state
    const settled = { since: pending.since, name: pending.name, exchange }
    switch (outcome) {
      case 'ok': {
        const answer = onStored(pending.state, this.#env)
        wipe(exchange)
        return this.#answer(now, pending.name, answer)
      }
      case 'retry':
        // A newer exchange has taken the place of this one: there is nowhere left to try again.
        if (this.#active !== undefined) return this.#settle(now, settled, onRefused(pending.state, this.#env))
        return this.#settle(now, settled, onCollision(pending.state, this.#env))
      case 'fail':
        return this.#settle(now, settled, onRefused(pending.state, this.#env))
    }
  }

  #onRequest(now: number, request: TlObject, name: string): ServerExchangeStep {
    const again = this.#answered.find(now, name)
    if (again !== undefined) return { send: again }
    // The answer to these bytes comes when the host has confirmed.
    if (this.#pending?.name === name) return {}

    if (isObject(request, 'req_pq_multi') || isObject(request, 'req_pq')) return this.#onReqPq(now, request, name)
    if (isObject(request, 'req_DH_params')) return this.#inExchange(now, request, name)
    if (isObject(request, 'set_client_DH_params')) return this.#inExchange(now, request, name)
    throw new ExchangeRefused('NOT_HANDSHAKE')
  }

  #onReqPq(now: number, request: ReqPq, name: string): ServerExchangeStep {
    if (this.#exchanges >= this.#exchangesMax) throw new ExchangeRefused('TOO_MANY_EXCHANGES')
    this.#exchanges++
    this.#end()
    const [state, answer] = onReqPq(request, this.#pqPool.take(), this.#rules, this.#env)
    this.#active = { since: now, state }
    return { send: this.#answer(now, name, answer) }
  }

  #inExchange(now: number, request: ReqDHParams | SetClientDHParams, name: string): ServerExchangeStep {
    const active = this.#active
    if (active === undefined) throw new ExchangeRefused('UNKNOWN_EXCHANGE')
    // A late request of another exchange does not disturb this one.
    if (!sameNonces(request, active.state)) throw new ExchangeRefused('UNKNOWN_EXCHANGE')
    try {
      if (now - active.since > exchangeLifetimeMs) throw new ExchangeRefused('UNKNOWN_EXCHANGE')
      return this.#step(now, active, request, name)
    } catch (error) {
      // A failed exchange stays failed.
      this.#answered.forget(active.state.server_nonce)
      this.#end()
      throw error
    }
  }

  #step(now: number, active: Active, request: ReqDHParams | SetClientDHParams, name: string): ServerExchangeStep {
    const { since, state } = active
    if (state.at === 'req_DH_params' && request._ === 'req_DH_params') {
      if (!this.#allowExchange()) throw new ExchangeRefused('RATE_LIMITED')
      const [next, answer] = onReqDHParams(state, request, this.#rules, this.#env, now)
      this.#active = { since, state: next }
      return { send: this.#answer(now, name, answer) }
    }
    if (state.at === 'set_client_DH_params' && request._ === 'set_client_DH_params') {
      if (this.#pending !== undefined) throw new ExchangeRefused('KEY_PENDING')
      const next = onSetClientDHParams(state, request, this.#env, now)
      this.#active = undefined
      if (!Array.isArray(next) && 'at' in next) {
        this.#pending = { since, name, state: next }
        return { created: next.created }
      }
      return { send: this.#settle(now, { since, name, exchange: state }, next) }
    }
    throw new ExchangeRefused('WRONG_STEP')
  }

  // Either the exchange goes on with another attempt, or it is over.
  #settle(now: number, request: Settled, result: dh_gen_fail | [ExpectSetClientDHParams, dh_gen_retry]): Uint8Array {
    if (Array.isArray(result)) {
      const [state, answer] = result
      this.#active = { since: request.since, state }
      return this.#answer(now, request.name, answer)
    }
    wipe(request.exchange)
    return this.#answer(now, request.name, result)
  }

  #answer(now: number, name: string, answer: HandshakeAnswer): Uint8Array {
    const payload = encodePlainMessage(this.#ids.next(now), encodeObject(answer))
    this.#answered.note(now, name, answer.server_nonce, payload)
    return payload
  }

  #end(): void {
    if (this.#active?.state.at === 'set_client_DH_params') wipe(this.#active.state)
    this.#active = undefined
  }
}

interface Settled {
  readonly since: number
  readonly name: string
  readonly exchange: ExpectSetClientDHParams
}

// Secrets do not outlive the exchange; the created key lives on by itself.
function wipe(state: ExpectSetClientDHParams): void {
  state.new_nonce.fill(0)
  state.a.fill(0)
  state.keys.tmp_aes_key.fill(0)
  state.keys.tmp_aes_iv.fill(0)
}
