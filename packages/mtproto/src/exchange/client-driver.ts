import type { RsaPublicKey } from '@chappe/crypto'
import type { CryptoEnv } from '../env.ts'
import { ProtocolError, UsageError } from '../errors.ts'
import { decodePlainMessage, encodePlainMessage, PlainMessageIds } from '../message/plain-message.ts'
import type { ExpectDhGen, ExpectResPQ, ExpectServerDHParams } from './client-exchange.ts'
import { onDhGen, onResPQ, onServerDHParams, requestPq } from './client-exchange.ts'
import type { ClientExchangeStep } from './exchange.ts'
import type { HandshakeRequest } from './handshake-objects.ts'
import { decodeObject, encodeObject, isObject } from './handshake-objects.ts'

/** Which key a client wants. */
export interface ClientExchangeOptions {
  /** The server's public keys that this client trusts. They never come from the connection. */
  readonly keys: readonly RsaPublicKey[]
  /** The data center: its number, plus 10000 for test, negative for media. */
  readonly dc: number
  /** For a temporary key: how long it lives, in seconds, usually 86400. Absent for a permanent key. */
  readonly expires_in?: number
  /** Local time, in milliseconds since the epoch. */
  readonly now: number
  /** How long each answer may take, in milliseconds, default 10000. */
  readonly stepTimeoutMs?: number
}

/** One key exchange from the client's side. Any error ends it: close the connection and start anew. */
export interface ClientExchange {
  /** The unencrypted message to send first. */
  readonly message: Uint8Array
  /** When the next answer must have come, in local milliseconds. The host closes the connection then. */
  readonly deadline: number
  /**
   * Takes the payload of one packet.
   *
   * @param now - local time at which it arrived, in milliseconds since the epoch
   * @throws {SecurityError} when a check fails (see `client-exchange.ts` for the codes)
   * @throws {ProtocolError} `NOT_PLAIN`, `PLAIN_MESSAGE_MALFORMED`, `UNEXPECTED_MESSAGE`, `EXCHANGE_TIMED_OUT`,
   *   `EXCHANGE_REFUSED`
   */
  receive(now: number, payload: Uint8Array): ClientExchangeStep
}

/**
 * Starts a key exchange.
 *
 * @throws {UsageError} `KEYS_MISSING`, `EXPIRES_IN`
 * @see {@link https://core.telegram.org/mtproto/auth_key}
 */
export function startClientExchange(env: CryptoEnv, options: ClientExchangeOptions): ClientExchange {
  if (options.keys.length === 0) {
    throw new UsageError('KEYS_MISSING', 'a key exchange needs the public key of the server; give at least one')
  }
  const { keys, dc, expires_in } = options
  if (expires_in !== undefined && !(Number.isInteger(expires_in) && expires_in > 0 && expires_in < 2 ** 31)) {
    throw new UsageError('EXPIRES_IN', `expires_in is a positive number of whole seconds, not ${expires_in}`)
  }
  const [state, request] = requestPq({ keys, dc, expires_in }, env)
  return new ClientExchangeDriver(env, options, state, request)
}

type State = ExpectResPQ | ExpectServerDHParams | ExpectDhGen | { readonly at: 'over' }

const stepTimeoutMsDefault = 10_000

class ClientExchangeDriver implements ClientExchange {
  readonly message: Uint8Array
  readonly #env: CryptoEnv
  readonly #ids = new PlainMessageIds('client')
  readonly #stepTimeoutMs: number
  #state: State
  #deadline: number

  constructor(env: CryptoEnv, options: ClientExchangeOptions, state: ExpectResPQ, request: HandshakeRequest) {
    this.#env = env
    this.#state = state
    this.#stepTimeoutMs = options.stepTimeoutMs ?? stepTimeoutMsDefault
    this.#deadline = options.now + this.#stepTimeoutMs
    this.message = this.#wrap(options.now, request)
  }

  get deadline(): number {
    return this.#deadline
  }

  receive(now: number, payload: Uint8Array): ClientExchangeStep {
    const state = this.#state
    // Whatever goes wrong below, there is no second try in this exchange.
    this.#state = { at: 'over' }
    try {
      const step = this.#step(state, now, payload)
      if (step.done !== undefined) wipe(state)
      return step
    } catch (error) {
      wipe(state)
      if (state.at === 'dh_gen') state.unconfirmedKey.wipe()
      throw error
    }
  }

  #step(state: State, now: number, payload: Uint8Array): ClientExchangeStep {
    if (now > this.#deadline) {
      throw new ProtocolError('EXCHANGE_TIMED_OUT', `the answer took more than ${this.#stepTimeoutMs} ms`)
    }
    const object = decodeObject(decodePlainMessage(payload).data)?.object
    // Each state names the only answers it takes; everything else in the clear is refused.
    switch (state.at) {
      case 'resPQ':
        if (object !== undefined && isObject(object, 'resPQ')) {
          return this.#continue(now, onResPQ(state, object, this.#env))
        }
        break
      case 'server_DH_params':
        if (
          object !== undefined &&
          (isObject(object, 'server_DH_params_ok') || isObject(object, 'server_DH_params_fail'))
        ) {
          return this.#continue(now, onServerDHParams(state, object, this.#env, now))
        }
        break
      case 'dh_gen':
        if (
          object !== undefined &&
          (isObject(object, 'dh_gen_ok') || isObject(object, 'dh_gen_retry') || isObject(object, 'dh_gen_fail'))
        ) {
          const next = onDhGen(state, object, this.#env)
          return Array.isArray(next) ? this.#continue(now, next) : { done: next }
        }
        break
      case 'over':
        break
    }
    throw new ProtocolError('UNEXPECTED_MESSAGE', 'this is not the answer that the key exchange waits for', {
      got: object?._ ?? 'no object of the schema',
      expected: state.at,
    })
  }

  #continue(now: number, [state, request]: readonly [State, HandshakeRequest]): ClientExchangeStep {
    this.#state = state
    this.#deadline = now + this.#stepTimeoutMs
    return { send: this.#wrap(now, request) }
  }

  #wrap(now: number, request: HandshakeRequest): Uint8Array {
    return encodePlainMessage(this.#ids.next(now), encodeObject(request))
  }
}

// Secrets do not outlive the exchange; the agreed key lives on by itself.
function wipe(state: State): void {
  if (state.at === 'server_DH_params' || state.at === 'dh_gen') state.new_nonce.fill(0)
  if (state.at === 'dh_gen') {
    state.keys.tmp_aes_key.fill(0)
    state.keys.tmp_aes_iv.fill(0)
  }
}
