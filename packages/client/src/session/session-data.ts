import { AUTH_KEY_BYTES, AuthKey, type Hashes } from '@chappe/crypto'
import type { AddressBook } from '../dc/address-book.ts'
import type { LoginState } from '../login/login-state.ts'
import { parseLoginState } from '../login/parse-login-state.ts'
import { UsageError } from '../usage-error.ts'
import { FutureTokens } from './future-tokens.ts'
import { isDcNumber, isHost, isPort, type StoredAddress } from './stored-address.ts'
import { addressesFromBytes } from './stored-addresses.ts'
import { storedKeysFromBytes } from './stored-keys.ts'

/** All that a client has to remember between two runs. */
export interface SessionData {
  /** The home: the data center that the key belongs to, and the account. */
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
  /** Keys of other data centers, at most 16; absent means none. */
  readonly other_keys?: readonly StoredKey[]
  /** Where the data centers are, as the server said last; absent before it was asked. */
  readonly addresses?: AddressBook
}

/** The key of a data center that is not the home. */
export interface StoredKey {
  readonly dc: StoredAddress
  /** Whoever has its bytes may act for the user; it prints as redacted. */
  readonly auth_key: AuthKey
  /** A signed TL long. */
  readonly server_salt: bigint
  /** Server time minus local time, milliseconds. */
  readonly timeOffsetMs: number
  /** The user whose authorization this key has, undefined as long as it has none. */
  readonly user_id: bigint | undefined
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
    /** As `storedKeysToBytes` gave them. */
    readonly other_keys: Uint8Array | undefined
    /** As `addressesToBytes` gave them. */
    readonly addresses: Uint8Array | undefined
  },
): SessionData {
  const { future_auth_tokens, other_keys, addresses, ...rest } = data
  const { dc, auth_key, login } = rest
  const tokens = future_auth_tokens && FutureTokens.fromBytes(future_auth_tokens)
  if (future_auth_tokens && !tokens) throw invalid('the list of future auth tokens')
  const keys = other_keys && storedKeysFromBytes(hashes, other_keys)
  if (other_keys && !keys) throw invalid('the list of other keys')
  const book = addresses && addressesFromBytes(addresses)
  if (addresses && !book) throw invalid('the list of addresses')
  if (!isDcNumber(dc.id)) throw invalid('the data center number')
  if (!isHost(dc.host)) throw invalid('the host name')
  if (!isPort(dc.port)) throw invalid('the port')
  if (auth_key && auth_key.length !== AUTH_KEY_BYTES) throw invalid('the key')
  if (!Number.isFinite(data.timeOffsetMs)) throw invalid('the time offset')
  if (login !== undefined && login.length > loginBytesMax) throw invalid('the pending login')
  return {
    ...rest,
    auth_key: auth_key && AuthKey.from(auth_key, hashes),
    login: login === undefined ? undefined : parseLoginState(login),
    ...(tokens && tokens.size > 0 && { future_auth_tokens: tokens }),
    ...(keys && keys.length > 0 && { other_keys: keys }),
    ...(book && { addresses: book }),
  }
}

function invalid(part: string): UsageError {
  return new UsageError(
    'SESSION_INVALID',
    `the session is damaged: ${part} does not fit. Use another copy of it, or a new session and log in again`,
    { part },
  )
}
