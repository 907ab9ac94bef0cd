import { isRpcError, type KeyRecord, type RpcError } from '@chappe/mtproto'
import type { MethodName } from '@chappe/schema/api'
import { codecForLayer, decodeRequest, newestLayer, resolveLayer } from '@chappe/schema/layers'
import { isTlDecodeError, type TlObject, TlReader, TlWriter } from '@chappe/tl/runtime'
import type { ClientFacts, Session } from '../domain/session.ts'
import type { Peer } from '../listen/tcp-connection.ts'
import type { Log } from '../log.ts'
import type { MethodTable } from '../methods/index.ts'
import { type Caller, checkAccess, refuseBusinessConnection } from './access.ts'
import { type MessageStates, waitForMessages } from './after-msgs.ts'
import { believedDc } from './believed-dc.ts'
import type { CallContext, Services } from './call-context.ts'
import { checkDevice } from './check-device.ts'
import { checkHome } from './check-home.ts'
import { type ClientRegistry, checkLayer } from './client-registry.ts'
import { documented, fromDomainError, rpcError, unknownConstructorError, unknownMethodError } from './rpc-errors.ts'
import { type Inflate, unwrapCall, type Wrappers } from './wrappers.ts'

/** A call as it came out of a session. */
export interface IncomingCall {
  readonly session: MessageStates & { readonly session_id: bigint; readonly key: KeyRecord }
  readonly msg_id: bigint
  /** The boxed query with its wrappers. */
  readonly body: Uint8Array
  readonly peer: Peer
}

/** What becomes of a call: the boxed result in the layer of the caller, or an error. */
export type CallOutcome = { readonly result: Uint8Array } | { readonly error: RpcError }

/** What the dispatcher is made of. */
export interface DispatcherOptions {
  readonly services: Services
  readonly clients: ClientRegistry
  readonly methods: MethodTable
  readonly inflate: Inflate
  readonly log: Log
  /** Hears of each call whether its session wants updates. */
  readonly noteSession?: (session: object, wantsUpdates: boolean) => void
}

/**
 * Takes a call from bytes to bytes: wrappers off, layer and program remembered, method found, rights checked, handler
 * called, result encoded for the layer of the key.
 */
export class Dispatcher {
  readonly #services: Services
  readonly #clients: ClientRegistry
  readonly #methods: MethodTable
  readonly #inflate: Inflate
  readonly #log: Log
  readonly #noteSession: DispatcherOptions['noteSession']
  readonly #strangeLayers: Set<number> = new Set()

  constructor(options: DispatcherOptions) {
    this.#services = options.services
    this.#clients = options.clients
    this.#methods = options.methods
    this.#inflate = options.inflate
    this.#log = options.log
    this.#noteSession = options.noteSession
  }

  /** Answers a call. Never rejects: what goes wrong here is 500 for the client and an error in the log. */
  async dispatch(call: IncomingCall): Promise<CallOutcome> {
    const begin = performance.now()
    const trace: Trace = { method: undefined, layer: undefined }
    let outcome: CallOutcome
    try {
      outcome = { result: await this.#answer(call, trace) }
    } catch (error) {
      outcome = { error: this.#toRpcError(error, trace) }
    }
    this.#log.debug('rpc.call', {
      ...trace,
      error: 'error' in outcome ? outcome.error.error_message : undefined,
      ms: Math.round((performance.now() - begin) * 10) / 10,
    })
    return outcome
  }

  async #answer(call: IncomingCall, trace: Trace): Promise<Uint8Array> {
    const { wrappers, query } = unwrapCall(call.body, this.#inflate)
    this.#noteSession?.(call.session, !wrappers.withoutUpdates)
    const { key } = call.session
    const permanent = this.#services.keys.permanentOf(key)
    const client = await this.#learn(permanent, wrappers)
    const request = decodeQuery(query)
    trace.method = request._
    const layer = this.#speak(announcedLayer(client, wrappers, permanent, request._))
    trace.layer = layer
    const session = permanent === undefined ? undefined : await this.#services.store.sessions.find(permanent)
    const caller = callerOf(permanent, session)
    if (wrappers.connection_id !== undefined) refuseBusinessConnection(request._, caller)
    checkAccess(request._, caller)
    await checkHome(request._, caller, permanent, session, this.#services)
    if (wrappers.afterMsgIds.length > 0) {
      await waitForMessages(call.session, wrappers.afterMsgIds, call.msg_id, this.#services.clock)
    }
    refuseTakeout(wrappers)
    const handler = this.#handler(request._)
    if (handler === undefined) throw rpcError('METHOD_INVALID')
    const context: CallContext = {
      services: this.#services,
      caller,
      key_id: permanent ?? key.authKey.auth_key_id,
      key,
      session_id: call.session.session_id,
      msg_id: call.msg_id,
      client,
      dc: believedDc(key.dc, this.#services.site.dcId),
      peer: call.peer,
    }
    await checkDevice(request, wrappers.proofs, context)
    const result = await handler(request, context)
    const writer = new TlWriter()
    codecForLayer(layer).encodeResult(writer, request._, result)
    return writer.finish()
  }

  async #learn(permanent: bigint | undefined, wrappers: Wrappers): Promise<ClientFacts | undefined> {
    // An unbound temporary key has nothing to remember it by; what it says counts for this call alone.
    return permanent === undefined ? undefined : this.#clients.learn(permanent, wrappers)
  }

  /** The layer to answer in. A client knows only its own: serving it another is a last resort, and said once. */
  #speak(announced: number): number {
    const { layer, exact } = resolveLayer(announced)
    if (!exact && !this.#strangeLayers.has(announced) && this.#strangeLayers.size < STRANGE_LAYERS_MAX) {
      this.#strangeLayers.add(announced)
      this.#log.warn('rpc.layer', { announced, served: layer })
    }
    return layer
  }

  #handler(method: string): AnyHandler | undefined {
    if (!Object.hasOwn(this.#methods, method)) return undefined
    // The decoder gives the parameters of the method it names, which is what ties the two types together.
    return this.#methods[method as MethodName] as AnyHandler | undefined
  }

  #toRpcError(error: unknown, trace: Trace): RpcError {
    const refusal = isRpcError(error) ? error : fromDomainError(error)
    if (refusal !== undefined) return documented(refusal, trace.method)
    const what = error instanceof Error ? `${error.name}: ${error.message}` : typeof error
    this.#log.error('rpc.fault', { ...trace, error: what })
    return rpcError('RPC_CALL_FAIL')
  }
}

/** Layers that the log has told of. */
const STRANGE_LAYERS_MAX = 100

type AnyHandler = (request: TlObject, context: CallContext) => unknown

interface Trace {
  method: string | undefined
  layer: number | undefined
}

function decodeQuery(query: Uint8Array): TlObject {
  try {
    const reader = new TlReader(query)
    const request = decodeRequest(reader)
    reader.expectEnd()
    return request
  } catch (error) {
    if (!isTlDecodeError(error)) throw error
    if (error.code === 'UNKNOWN_FUNCTION' && error.id !== undefined) throw unknownMethodError(error.id)
    if (error.code === 'UNKNOWN_CONSTRUCTOR' && error.id !== undefined) throw unknownConstructorError(error.id)
    throw rpcError('INPUT_FETCH_ERROR')
  }
}

/** The layer that the client announced. There is no default: who has not said one is told to say it. */
function announcedLayer(
  client: ClientFacts | undefined,
  wrappers: Wrappers,
  permanent: bigint | undefined,
  method: string,
): number {
  if (client !== undefined) return client.layer
  // The answer to the very first message of a temporary key is a Bool, which is the same in every layer.
  if (method === 'auth.bindTempAuthKey') return newestLayer
  if (permanent === undefined && wrappers.layer !== undefined && wrappers.init !== undefined) {
    return checkLayer(wrappers.layer)
  }
  throw rpcError('CONNECTION_NOT_INITED')
}

function callerOf(permanent: bigint | undefined, session: Session | undefined): Caller {
  if (permanent === undefined) return { kind: 'unbound' }
  const authorization = session?.authorization
  if (authorization === undefined) return { kind: 'nobody', ended: session?.ended }
  const { user_id, password_pending, bot = false } = authorization
  if (bot) return { kind: 'bot', user_id }
  return { kind: password_pending ? 'passwordPending' : 'user', user_id }
}

/**
 * Refuses what stands on a takeout session: there are none here.
 *
 * @throws {RpcError} 400
 */
function refuseTakeout(wrappers: Wrappers): void {
  if (wrappers.takeout_id !== undefined) throw rpcError('TAKEOUT_INVALID')
  if (wrappers.messagesRange) throw rpcError('TAKEOUT_REQUIRED')
}
