import { AUTH_KEY_BYTES, AuthKey, type Hashes } from '@chappe/crypto'
import type { LoginState } from '../login/login-state.ts'
import { parseLoginState } from '../login/parse-login-state.ts'
import { UsageError } from '../usage-error.ts'
import { FutureTokens } from './future-tokens.ts'

/** All that a client has to remember between two runs. */
export interface SessionData {
  /** The data center that the key belongs to. */
  readonly dc: StoredAddress
  /** Undefined before the first key exchange. Whoever has its bytes is logged in; it prints as redacted. */
  readonly auth_key: AuthKey | undefined
  /** A signed TL long. */
  readonly server_salt: bigint
  /** Server time minus local time, milliseconds. */
  readonly timeOffsetMs: number
  /** The user that this key is logged in as. */
  readonly user_id: bigint | undefined
  /** A login under way, so that it survives a restart of the program. */
  readonly login: LoginState | undefined
  /** Tokens from earlier logins of this program; absent means none. They stay when it logs out. */
  readonly future_auth_tokens?: FutureTokens
}

/** Where a data center is reached. */
export interface StoredAddress {
  /** 1 to 5 in production; the plain number, without the offsets of the wire. */
  readonly id: number
  /** A name or an address, without brackets. */
  readonly host: string
  readonly port: number
  /** A data center of the test environment, whose number is 10000 higher on the wire. */
  readonly test: boolean
}

/**
 * A place where {@link SessionData} is kept. Calls never overlap: the next one starts when the last one has ended.
 * `save` must not resolve before a restart of the program would find the data.
 */
export interface SessionStore {
  /** The stored data, or undefined when there is none yet. */
  load(): Promise<SessionData | undefined>
  save(data: SessionData): Promise<void>
  /** Lets go of files and the like. Called once, last. */
  close?(): Promise<void>
}

/** Largest login state that is read from outside, in bytes of JSON; a real one has a few hundred. */
export const loginBytesMax: number = 64 * 1024

/** Longest host name, RFC 1035 §2.3.4. */
const hostLengthMax: number = 255

/**
 * Checks data that came from outside (a file, a string, a browser's store).
 *
 * @throws {UsageError} `SESSION_INVALID`, naming the part that does not fit, never its value
 */
export function checkSessionData(
  hashes: Pick<Hashes, 'sha1'>,
  data: {
    readonly dc: StoredAddress
    readonly auth_key: Uint8Array | undefined
    readonly server_salt: bigint
    readonly timeOffsetMs: number
    readonly user_id: bigint | undefined
    /** JSON text. */
    readonly login: string | undefined
    /** As `FutureTokens.toBytes` gave them. */
    readonly future_auth_tokens: Uint8Array | undefined
  },
): SessionData {
  const { future_auth_tokens, ...rest } = data
  const { dc, auth_key, login } = rest
  const tokens = future_auth_tokens && FutureTokens.fromBytes(future_auth_tokens)
  if (future_auth_tokens && !tokens) throw invalid('the list of future auth tokens')
  if (!Number.isInteger(dc.id) || dc.id < 1 || dc.id > 9999) throw invalid('the data center number')
  if (dc.host === '' || dc.host.length > hostLengthMax) throw invalid('the host name')
  if (!Number.isInteger(dc.port) || dc.port < 1 || dc.port > 65535) throw invalid('the port')
  if (auth_key && auth_key.length !== AUTH_KEY_BYTES) throw invalid('the key')
  if (!Number.isFinite(data.timeOffsetMs)) throw invalid('the time offset')
  if (login !== undefined && login.length > loginBytesMax) throw invalid('the pending login')
  return {
    ...rest,
    auth_key: auth_key && AuthKey.from(auth_key, hashes),
    login: login === undefined ? undefined : parseLoginState(login),
    ...(tokens && tokens.size > 0 && { future_auth_tokens: tokens }),
  }
}

function invalid(part: string): UsageError {
  return new UsageError(
    'SESSION_INVALID',
    `the session is damaged: ${part} does not fit. Use another copy of it, or a new session and log in again`,
    { part },
  )
}
