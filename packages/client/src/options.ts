import type { TransportKind } from '@chappe/mtproto'
import type { help } from '@chappe/schema/api'
import type { ProveDevice } from './call/answer-challenges.ts'
import type { Interceptor } from './call/interceptor.ts'
import type { CallLogEntry } from './call/log-calls.ts'
import type { DataCenterChoice } from './dc/data-centers.ts'
import type { SessionStore } from './session/session-data.ts'

/** What `initConnection` tells the server; people see it in their list of active sessions. */
export interface DeviceOptions {
  /** Default: the name of the run time, for example `Node.js`. */
  readonly device_model?: string
  /** Default: the system's name and version. */
  readonly system_version?: string
  /** Version of your program; default that of this package. */
  readonly app_version?: string
  /** ISO 639-1 code of the system's language; default `en`. */
  readonly system_lang_code?: string
  /** Name of a language pack; empty (the default) for all but the official apps. */
  readonly lang_pack?: string
  /** ISO 639-1 code of the program's language; default `en`. */
  readonly lang_code?: string
}

/** Options of `Client.open`. */
export interface ClientOptions extends DeviceOptions {
  /** Where keys and logins are kept between runs: `sqliteSession(path)`, `memorySession()`, `stringSession(text)`. */
  readonly session: SessionStore
  /** Number of your app, from https://my.telegram.org or from your own data center. */
  readonly api_id: number
  /** Hash of your app: 32 hexadecimal digits. */
  readonly api_hash: string
  /**
   * The data center to begin with. `production` and `test` are Telegram's own. Where an account lives in another one, the
   * client goes there by itself, under the addresses that the server gives and with the same RSA keys.
   */
  readonly dc: DataCenterChoice
  /** Framing of the TCP stream, default `intermediate`. */
  readonly transport?: TransportKind
  /** Hides the framing from whoever looks at the stream, default false. Not possible with `full`. */
  readonly obfuscated?: boolean
  /** Stand in front of every call, in this order. */
  readonly interceptors?: readonly Interceptor[]
  /** Longest `FLOOD_WAIT_X` that the client waits for by itself, in seconds, default 10. Methods of `auth.` never wait. */
  readonly floodWaitSecondsMax?: number
  /**
   * How often a call is made again at which the server failed (500 `RPC_CALL_FAIL` and the like), after 1, 2, 4, … seconds;
   * default 3, 0 never. Only where it does no harm that a call is carried out twice: methods that read (`get…`, `search…`,
   * `resolve…`), parameters with a `random_id`, and errors that end in `_RETRY`.
   */
  readonly faultRepeatsMax?: number
  /**
   * Proves to the server what this program is, when it asks before it carries a call out (403 `RECAPTCHA_CHECK_…`,
   * `INTEGRITY_CHECK_CLASSIC_…`, `APNS_VERIFY_CHECK_…`): gives a token, or the secret of a push, and the call is repeated
   * with it. Without it, and where it gives undefined, the call is refused.
   */
  readonly proveDevice?: ProveDevice
  /** Hears of every finished call. */
  readonly onCall?: (entry: CallLogEntry) => void
  /** Hears of troubles that no caller waits for: a lost connection, a session that cannot be written. */
  readonly onTrouble?: (error: unknown) => void
  /**
   * Is given terms of service that the account has not accepted. Only with it does the client ask for them, by
   * `help.getTermsOfServiceUpdate`: after a login, at each start with one, and whenever the last answer expires, at least
   * once a day and at most once an hour. Terms that were not accepted come again with the next answer; while a promise that
   * is returned is pending, nothing is asked. To accept: `tg.help.acceptTermsOfService({ id: terms.id })`. To decline is to
   * delete the account: `tg.account.deleteAccount({ reason: 'Decline ToS update' })`.
   *
   * @see {@link https://core.telegram.org/api/auth}
   */
  readonly onTermsOfService?: (terms: help.TermsOfService) => void | Promise<void>
  /** Ends the opening, and closes the client when it aborts later. */
  readonly signal?: AbortSignal
}

/** Options of one call. */
export interface CallOptions {
  /** On abort the call rejects with the signal's reason, and the server is told to forget its answer. */
  readonly signal?: AbortSignal
  /** Milliseconds after which the call rejects with a `TimeoutError`, as if aborted. Default: no limit. */
  readonly timeoutMs?: number
  /**
   * Number of the data center to call, default the home. A call that is sent elsewhere is made there with the login of
   * the home; a method that begins a login, such as `auth.importLoginToken`, makes that data center the home.
   */
  readonly dc?: number
}
