import { RsaPublicKey } from '@chappe/crypto'
import { api, type Config, type help, type MethodName, type Updates, type User, type user } from '@chappe/schema/api'
import { TlReader, TlWriter } from '@chappe/tl/runtime'
import { answerChallenges, withProof } from './call/answer-challenges.ts'
import type { CallArguments, CallResult, NamespacedCalls } from './call/call-types.ts'
import { explainErrors } from './call/explain-errors.ts'
import { waitForFlood } from './call/flood-wait.ts'
import { encodeInitConnection } from './call/init-connection.ts'
import { type Call, type CallNext, chainInterceptors, type Interceptor } from './call/interceptor.ts'
import { logCalls } from './call/log-calls.ts'
import { withNamespaces } from './call/namespaces.ts'
import { repeatAfterFault } from './call/repeat-after-fault.ts'
import { withTimeLimit } from './call/time-limit.ts'
import type { ConnectionEnv } from './connection/dialer.ts'
import { Authorizer } from './dc/authorizer.ts'
import { resolveDataCenter } from './dc/data-centers.ts'
import { DcDirectory } from './dc/dc-directory.ts'
import { DcPool } from './dc/dc-pool.ts'
import { followMigration } from './dc/follow-migration.ts'
import { renewDeadKey } from './dc/renew-dead-key.ts'
import { Login } from './login/login.ts'
import { observeLogin } from './login/login-observer.ts'
import type { LoginAnswers } from './login/start/login-answers.ts'
import { type StartEnv, startLogin } from './login/start/start-login.ts'
import type { CallOptions, ClientOptions, DeviceOptions } from './options.ts'
import { Passkeys } from './passkey/passkeys.ts'
import { Password } from './password/password.ts'
import { openSession } from './session/open-session.ts'
import type { SessionKeeper } from './session/session-keeper.ts'
import { isDcNumber } from './session/stored-address.ts'
import { sessionToText } from './session/string-session.ts'
import { TermsWatch } from './terms/terms-watch.ts'
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
  readonly #directory: DcDirectory
  readonly #pool: DcPool
  readonly #updates = new UpdateQueue(() => this.#pool.start())
  readonly #call: CallNext
  /** The login by phone code: its state, and the steps that lead through it. */
  readonly login: Login
  /** The two-step password of the account that is logged in. */
  readonly password: Password
  /** The passkeys of the account that is logged in. */
  readonly passkeys: Passkeys
  readonly #terms: TermsWatch | undefined
  readonly #stopListening: () => void
  #closing: Promise<void> | undefined

  /** For `openClient`. */
  constructor(env: ClientEnv, options: ClientOptions, keeper: SessionKeeper, keys: readonly RsaPublicKey[]) {
    const onTrouble = options.onTrouble ?? (() => undefined)
    this.#env = env
    this.#keeper = keeper
    const obfuscated = options.obfuscated ?? false
    const renew = renewDeadKey({
      keeper,
      renewKey: dc => this.#pool.renewKey(dc),
      onLost: problem => this.login.observe({ _: 'keyLost', problem }),
      onTrouble,
    })
    const send = chainInterceptors([renew, ...callInterceptors(env, options)], call => this.#send(call))
    this.#directory = new DcDirectory({
      keeper,
      clock: env.clock,
      choice: options.dc,
      obfuscated,
      askForConfig: dc =>
        send({ method: 'help.getConfig', parameters: {}, signal: undefined, dc: dc ?? keeper.data.dc.id }),
      onTrouble,
    })
    this.#pool = new DcPool(env, {
      keeper,
      directory: this.#directory,
      keys,
      transport: options.transport ?? 'intermediate',
      obfuscated,
      initConnection: encodeInitConnection(options.api_id, deviceOf(options, env.device)),
      onOpen: () => this.#terms?.connected(),
      onUpdates: (body, isHome) => this.#onUpdates(body, isHome, onTrouble),
      onStopped: error => this.#updates.fail(error),
      isListening: () => this.#updates.hasListeners,
      onGap: () => this.#updates.push({ _: 'updatesTooLong' }),
      onTrouble,
    })
    const authorizer = new Authorizer({
      keeper,
      clock: env.clock,
      call: send,
      renewKey: dc => this.#pool.renewKey(dc),
    })
    const follow = followMigration({ keeper, authorizer, moveHome: dc => this.#pool.moveHome(dc) })
    const direct = chainInterceptors([...outerInterceptors(env, options), follow], send)
    this.login = new Login({
      keeper,
      clock: env.clock,
      crypto: env.mtproto.crypto,
      api_id: options.api_id,
      api_hash: options.api_hash,
      call: direct,
      receiveUpdates: signal => this.#updates.listen(signal),
      onTrouble,
    })
    this.#call = chainInterceptors([observeLogin(this.login, keeper)], direct)
    this.password = new Password({ crypto: env.mtproto.crypto, call: this.#call })
    this.passkeys = new Passkeys(this.#call)
    const { signal, onTermsOfService: onTerms } = options
    const isConnected = (): boolean => this.#pool.isConnected
    this.#terms =
      onTerms && new TermsWatch({ clock: env.clock, keeper, call: this.#call, isConnected, onTerms, onTrouble })
    const onAbort = (): void => void this.close().catch(onTrouble)
    signal?.addEventListener('abort', onAbort, { once: true })
    this.#stopListening = () => signal?.removeEventListener('abort', onAbort)
    this.#pool.start()
  }

  /**
   * Logs in: leads `login` from where it stands to its end with the answers given, and resolves with the user. Who is
   * logged in already is asked nothing.
   *
   * @param answers - values, or functions that are called when a question comes up
   * @throws {UsageError} `ANSWER_MISSING`, `ANSWER_REFUSED`, `QR_UNAVAILABLE`
   * @throws {CallError} what no other answer can help: `PHONE_NUMBER_BANNED`, `FLOOD_WAIT_X`, `API_ID_INVALID`, …
   *
   * @example
   * const me = await tg.start({ phone: '+12025550143', code: () => readLine('Code: ') })
   */
  start(answers: LoginAnswers = {}, options: { readonly signal?: AbortSignal } = {}): Promise<user> {
    const env: StartEnv = {
      login: this.login,
      clock: this.#env.clock,
      getSelf: signal => this.#getSelf(signal),
      getAppConfig: async signal => {
        const call: Call = { method: 'help.getAppConfig', parameters: { hash: 0 }, signal, waits: false }
        return (await this.#call(call)) as help.AppConfig
      },
    }
    return startLogin(env, answers, options)
  }

  async #getSelf(signal: AbortSignal | undefined): Promise<user> {
    const parameters = { id: [{ _: 'inputUserSelf' }] }
    const [self] = (await this.#call({ method: 'users.getUsers', parameters, signal })) as readonly User[]
    if (self?._ !== 'user') throw new UsageError('LOGIN_NOT_PENDING', 'nobody is logged in; start the login again')
    return self
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
    const { signal, timeoutMs, dc } = options
    if (dc !== undefined && !isDcNumber(dc)) {
      throw new UsageError('OPTION_INVALID', '`dc` of a call is the number of a data center, 1 to 9999')
    }
    if (timeoutMs === undefined) return await this.#call({ method, parameters, signal, dc })
    return await withTimeLimit(this.#env.clock, timeoutMs, signal, limited =>
      this.#call({ method, parameters, signal: limited, dc }),
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
    this.#terms?.close()
    await this.#pool.close()
    this.#updates.close()
    await this.#keeper.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** The end of the chain: bytes out, bytes in. */
  async #send(call: Call): Promise<unknown> {
    const { method, signal, dc } = call
    const writer = new TlWriter()
    const sent = withProof(call)
    api.encodeCall(writer, sent.method, sent.parameters)
    const result = await this.#pool.call(dc ?? this.#pool.homeId, writer.finish(), signal)
    const reader = new TlReader(result, ownMemory)
    const answer = api.decodeResult(reader, method)
    reader.expectEnd()
    if (method === 'help.getConfig') this.#directory.learn(answer as Config)
    return answer
  }

  #onUpdates(body: Uint8Array, isHome: boolean, onTrouble: (error: unknown) => void): void {
    const updates = decodeUpdates(body, onTrouble)
    this.#directory.hear(updates)
    // What another data center tells of the account, the home tells as well.
    if (!isHome) return
    this.login.receive(updates)
    this.#updates.push(updates)
  }
}

/** An answer was decrypted into memory of its own: what is read from it need not be copied again. */
const ownMemory = { ownsMemory: true } as const

/** In front of a call as the program makes it, however often it is sent. */
function outerInterceptors(env: ClientEnv, options: ClientOptions): readonly Interceptor[] {
  const { clock } = env
  const { interceptors = [], floodWaitSecondsMax, faultRepeatsMax } = options
  return [
    ...interceptors,
    waitForFlood({ clock, ...(floodWaitSecondsMax !== undefined && { secondsMax: floodWaitSecondsMax }) }),
    repeatAfterFault({ clock, ...(faultRepeatsMax !== undefined && { repeatsMax: faultRepeatsMax }) }),
  ]
}

/** In front of each time that it is sent to a data center. */
function callInterceptors({ clock }: ClientEnv, { onCall, proveDevice }: ClientOptions): readonly Interceptor[] {
  return [
    ...(proveDevice ? [answerChallenges(proveDevice)] : []),
    ...(onCall ? [logCalls(clock, onCall)] : []),
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
