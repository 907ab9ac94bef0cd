import type { Hashes } from '@chappe/crypto'
import { TlReader, TlWriter } from '@chappe/tl/runtime'
import { UsageError } from '../usage-error.ts'
import { FutureTokens } from './future-tokens.ts'
import { checkSessionData, type SessionData, type SessionStore } from './session-data.ts'
import { addressesToBytes } from './stored-addresses.ts'
import { storedKeysToBytes } from './stored-keys.ts'

/** The hash functions that reading and writing a session text need. */
export type SessionHashes = Pick<Hashes, 'sha1' | 'sha256'>

/** Longest text that is read as a session; a real one has about 500 characters. */
const sessionTextLengthMax = 192 * 1024

/**
 * Writes a session as one line of text, to be kept in an environment variable or a secret store:
 * base64url of a version byte, the fields, and the first 8 bytes of their SHA-256, so that a typing error is found.
 * The text contains the keys in the clear: whoever reads it is logged in.
 */
export function sessionToText(crypto: SessionHashes, data: SessionData): string {
  const writer = new TlWriter()
  writer.int(data.dc.id)
  writer.string(data.dc.host)
  writer.int(data.dc.port)
  writer.int(data.dc.test ? 1 : 0)
  writer.bytes(data.auth_key?.expose() ?? new Uint8Array(0))
  writer.long(data.server_salt)
  writer.double(data.timeOffsetMs)
  writer.long(data.user_id ?? 0n)
  writer.string(data.login ? JSON.stringify(data.login) : '')
  writer.bytes((data.future_auth_tokens ?? FutureTokens.none).toBytes())
  writer.bytes(storedKeysToBytes(data.other_keys ?? []))
  writer.bytes(data.addresses ? addressesToBytes(data.addresses) : new Uint8Array(0))
  const fields = writer.finish()
  const versioned = new Uint8Array(1 + fields.length + checksumBytes)
  versioned[0] = version
  versioned.set(fields, 1)
  versioned.set(checksum(crypto, versioned.subarray(0, 1 + fields.length)), 1 + fields.length)
  return toBase64Url(versioned)
}

/**
 * Reads what {@link sessionToText} wrote.
 *
 * @throws {UsageError} `SESSION_INVALID` when the text is damaged, `SESSION_VERSION` when a later version wrote it
 */
export function sessionFromText(crypto: SessionHashes, text: string): SessionData {
  const trimmed = text.trim()
  if (trimmed.length > sessionTextLengthMax || !/^[\w-]+$/.test(trimmed)) throw damaged()
  const bytes = fromBase64Url(trimmed)
  if (bytes.length < 1 + checksumBytes) throw damaged()
  const end = bytes.length - checksumBytes
  const expected = checksum(crypto, bytes.subarray(0, end))
  if (!bytes.subarray(end).every((byte, index) => byte === expected[index])) throw damaged()
  const written = bytes[0] ?? 0
  if (written < 1 || written > version) {
    throw new UsageError(
      'SESSION_VERSION',
      'this session text was written by a later version; update, or log in again',
      {
        got: written,
        expected: version,
      },
    )
  }
  try {
    return readFields(crypto, bytes.slice(1, end), written)
  } catch (cause) {
    throw damaged(cause)
  }
}

/** A store over one text; `text` gives the current one. */
export interface StringSession extends SessionStore {
  /** The session as text, or an empty one as long as nothing was saved. Contains the key in the clear. */
  readonly text: string
}

/** Keeps a session as text in memory; an empty text begins a new one. */
export function createStringSession(crypto: SessionHashes, text = ''): StringSession {
  let data = text.trim() === '' ? undefined : sessionFromText(crypto, text)
  return {
    get text() {
      return data ? sessionToText(crypto, data) : ''
    },
    load: async () => data,
    save: async next => {
      data = next
    },
  }
}

/** 2 added the future auth tokens, 3 the keys and addresses of other data centers. */
const version = 3
const checksumBytes = 8

function readFields(crypto: SessionHashes, fields: Uint8Array, written: number): SessionData {
  const reader = new TlReader(fields)
  const dc = { id: reader.int(), host: reader.string(), port: reader.int(), test: reader.int() === 1 }
  const auth_key = reader.bytes()
  const server_salt = reader.long()
  const timeOffsetMs = reader.double()
  const user_id = reader.long()
  const login = reader.string()
  const future_auth_tokens = written < 2 ? undefined : reader.bytes()
  const other_keys = written < 3 ? undefined : reader.bytes()
  const addresses = written < 3 ? undefined : reader.bytes()
  reader.expectEnd()
  return checkSessionData(crypto, {
    dc,
    auth_key: auth_key.length === 0 ? undefined : auth_key,
    server_salt,
    timeOffsetMs,
    user_id: user_id === 0n ? undefined : user_id,
    login: login === '' ? undefined : login,
    future_auth_tokens,
    other_keys,
    addresses: addresses?.length === 0 ? undefined : addresses,
  })
}

function checksum(crypto: SessionHashes, bytes: Uint8Array): Uint8Array {
  return crypto.sha256(bytes).subarray(0, checksumBytes)
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), char => char.charCodeAt(0))
  } catch (cause) {
    throw damaged(cause)
  }
}

function damaged(cause?: unknown): UsageError {
  return new UsageError(
    'SESSION_INVALID',
    'this is not a session text, or a part of it is missing or changed; copy it whole, or log in again',
    {},
    cause === undefined ? undefined : { cause },
  )
}
