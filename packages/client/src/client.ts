import { RsaPublicKey } from '@chappe/crypto'
import { api, type MethodName, type Updates } from '@chappe/schema/api'
import { TlReader, TlWriter } from '@chappe/tl/runtime'
import type { CallArguments, CallResult, NamespacedCalls } from './call/call-types.ts'
import { explainErrors } from './call/explain-errors.ts'
import { waitForFlood } from './call/flood-wait.ts'
import { encodeInitConnection } from './call/init-connection.ts'
import { type Call, type CallNext, chainInterceptors, type Interceptor } from './call/interceptor.ts'
import { logCalls } from './call/log-calls.ts'
import { withNamespaces } from './call/namespaces.ts'
import { withTimeLimit } from './call/time-limit.ts'
import { Connection } from './connection/connection.ts'
import type { ConnectionEnv } from './connection/dialer.ts'
import { resolveDataCenter } from './dc/data-centers.ts'
import { findDataCenter } from './dc/find-data-center.ts'
import { Login } from './login/login.ts'
import { observeLogin } from './login/login-observer.ts'
import type { CallOptions, ClientOptions, DeviceOptions } from './options.ts'
import { Password } from './password/password.ts'
import { openSession } from './session/open-session.ts'
import type { SessionKeeper } from './session/session-keeper.ts'
import { sessionToText } from './session/string-session.ts'
import { decodeUpdates } from './updates/decode-updates.ts'
import { UpdateQueue } from './updates/update-queue.ts'
import { UsageError } from './usage-error.ts'

/** What the client needs from its run time; `node/` has it for Node. */
export interface ClientEnv extends ConnectionEnv {
  /** Defaults for what the options leave out. */
  readonly device: Required<DeviceOptions>
}

/** A client: {@link ClientCore}, and every method of the API by its namespace, such as `tg.auth.resendCode(…)`. */
export type Client = ClientCore & NamespacedCalls

/**
 * Opens a client over the given edges. It begins to connect at once and does not wait for that: calls do.
 *
 * @throws {UsageError} `OPTION_INVALID`, `ADDRESS_INVALID`, `DC_UNKNOWN`, `SESSION_INVALID`, `SESSION_PERMISSIONS`,
 *   `SESSION_VERSION`
 */
export async function openClient(env: ClientEnv, options: ClientOptions): Promise<Client> {
  checkOptions(options)
  options.signal?.throwIfAborted()
  const dataCenter = resolveDataCenter(options.dc)
  const keys = dataCenter.public_keys.map(pem => RsaPublicKey.fromPem(pem, env.mtproto.crypto))
  const keeper = await openSession(options, dataCenter, env.clock)
  const core = new ClientCore(env, options, keeper, keys)
  return withNamespaces(core, (method, parameters, callOptions) => core.callByName(method, parameters, callOptions))
}

/** The client's own part. Made by `Client.open`. */
export class ClientCore implements AsyncDisposable {
  readonly #env: ClientEnv
  readonly #keeper: SessionKeeper
  readonly #connection: Connection
  readonly #updates = new UpdateQueue(() => this.#connection.start())
  readonly #call: CallNext
  /** The login by phone code: its state, and the steps that lead through it. */
  readonly login: Login
  /** The two-step password of the account that is logged in. */
  readonly password: Password
  readonly #stopListening: () => void
  #closing: Promise<void> | undefined

  /** For `openClient`. */
  constructor(env: ClientEnv, options: ClientOptions, keeper: SessionKeeper, keys: readonly RsaPublicKey[]) {
    const onTrouble = options.onTrouble ?? (() => undefined)
    this.#env = env
    this.#keeper = keeper
    this.#connection = new Connection(env, {
      keeper,
      keys,
      transport: options.transport ?? 'intermediate',
      obfuscated: options.obfuscated ?? false,
      initConnection: encodeInitConnection(options.api_id, deviceOf(options, env.device)),
      onUpdates: body => this.#updates.push(decodeUpdates(body, onTrouble)),
      onStopped: error => this.#updates.fail(error),
      isListening: () => this.#updates.hasListeners,
      onGap: () => this.#updates.push({ _: 'updatesTooLong' }),
      onTrouble,
    })
    const direct = chainInterceptors(innerInterceptors(env, options), call => this.#send(call))
    this.login = new Login({
      keeper,
      clock: env.clock,
      crypto: env.mtproto.crypto,
      api_id: options.api_id,
      api_hash: options.api_hash,
      call: direct,
      receiveUpdates: signal => this.#updates.listen(signal),
      moveTo: async (id, signal) =>
        this.#connection.moveTo(await findDataCenter(direct, id, options.dc, keeper, signal)),
    })
    this.#call = chainInterceptors([observeLogin(this.login, keeper)], direct)
    this.password = new Password({ crypto: env.mtproto.crypto, call: this.#call })
    const { signal } = options
    const onAbort = (): void => void this.close().catch(onTrouble)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#stopListening = () => signal?.removeEventListener('abort', onAbort)
    this.#connection.start()
  }

  /**
   * Calls a method of the API and resolves with its answer.
   *
   * @param method - as in the documents: `auth.resendCode`
   * @throws {CallError} the server refused: an `RpcError` that explains itself
   * @throws {ConnectionError} the server could not be reached
   * @throws {UsageError} `METHOD_UNKNOWN`, `LOGIN_NOT_PENDING`, `CLIENT_CLOSED`
   * @throws {TlEncodeError} a parameter does not fit; the message names it
   */
  call<M extends MethodName>(method: M, ...rest: CallArguments<M>): Promise<CallResult<M>> {
    const [parameters, options] = rest
    return this.callByName(method, parameters ?? {}, options) as Promise<CallResult<M>>
  }

  /** The same for a name that is known at run time only, such as one typed at a prompt. */
  async callByName(method: string, parameters: object, options: CallOptions = {}): Promise<unknown> {
    if (!api.hasFunction(method)) {
      throw new UsageError('METHOD_UNKNOWN', `${method} is not a method of layer ${api.layer}; check its spelling`, {
        method,
      })
    }
    const { signal, timeoutMs } = options
    if (timeoutMs === undefined) return await this.#call({ method, parameters, signal })
    return await withTimeLimit(this.#env.clock, timeoutMs, signal, limited =>
      this.#call({ method, parameters, signal: limited }),
    )
  }

  /**
   * Iterates over the `Updates` that the server sends, from the first `next` on. `updatesTooLong` means that some were
   * lost: fetch the difference. Closing the client ends the loop; on abort it throws the signal's reason, and when the
   * connection is given up, the error that ended it.
   */
  receiveUpdates(options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<Updates, void, undefined> {
    return this.#updates.listen(options.signal)
  }

  /** The session as one line of text, for `stringSession`. It holds the key in the clear: whoever reads it is logged in. */
  exportSession(): string {
    return sessionToText(this.#env.mtproto.crypto, this.#keeper.data)
  }

  /** Waits up to 5 s for answers on their way, saves the session and closes. Further calls are refused. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    this.#stopListening()
    await this.#connection.close()
    this.#updates.close()
    await this.#keeper.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** The end of the chain: bytes out, bytes in. */
  async #send({ method, parameters, signal }: Call): Promise<unknown> {
    const writer = new TlWriter()
    api.encodeCall(writer, method, parameters)
    const result = await this.#connection.call(writer.finish(), signal)
    const reader = new TlReader(result, ownMemory)
    const answer = api.decodeResult(reader, method)
    reader.expectEnd()
    return answer
  }
}

/** An answer was decrypted into memory of its own: what is read from it need not be copied again. */
const ownMemory = { ownsMemory: true } as const

function innerInterceptors(env: ClientEnv, options: ClientOptions): readonly Interceptor[] {
  const { interceptors = [], floodWaitSecondsMax, onCall } = options
  return [
    ...interceptors,
    waitForFlood({ clock: env.clock, ...(floodWaitSecondsMax !== undefined && { secondsMax: floodWaitSecondsMax }) }),
    ...(onCall ? [logCalls(env.clock, onCall)] : []),
    explainErrors,
  ]
}

function deviceOf(options: ClientOptions, defaults: Required<DeviceOptions>): Required<DeviceOptions> {
  return {
    device_model: options.device_model ?? defaults.device_model,
    system_version: options.system_version ?? defaults.system_version,
    app_version: options.app_version ?? defaults.app_version,
    system_lang_code: options.system_lang_code ?? defaults.system_lang_code,
    lang_pack: options.lang_pack ?? defaults.lang_pack,
    lang_code: options.lang_code ?? defaults.lang_code,
  }
}

function checkOptions({ session, api_id, api_hash }: ClientOptions): void {
  if (typeof session?.load !== 'function') {
    throw new UsageError('OPTION_INVALID', '`session` is sqliteSession(path), memorySession() or stringSession(text)')
  }
  if (!Number.isInteger(api_id) || api_id <= 0) {
    throw new UsageError('OPTION_INVALID', '`api_id` is the number of your app, a positive whole number')
  }
  if (typeof api_hash !== 'string' || api_hash === '') {
    throw new UsageError('OPTION_INVALID', '`api_hash` is the hash of your app, 32 hexadecimal digits')
  }
}
