import { AUTH_KEY_BYTES, AuthKey, type Hashes } from '@chappe/crypto'
import { TlReader, TlWriter } from '@chappe/tl/runtime'
import type { StoredKey } from './session-data.ts'
import { isStoredAddress } from './stored-address.ts'

/** Data centers beside the home whose keys are kept; the one that was added first goes when there are too many. */
export const otherKeysMax = 16

/** Longest form in a store, in bytes. */
export const otherKeysBytesMax: number = 4 + otherKeysMax * 640

/**
 * Writes the keys of other data centers for a store: their number, and each with its data center. The keys are in it in
 * the clear.
 */
export function storedKeysToBytes(keys: readonly StoredKey[]): Uint8Array {
  const writer = new TlWriter()
  writer.int(keys.length)
  for (const { dc, auth_key, server_salt, timeOffsetMs, user_id } of keys) {
    writer.int(dc.id)
    writer.string(dc.host)
    writer.int(dc.port)
    writer.int(dc.test ? 1 : 0)
    writer.bytes(auth_key.expose())
    writer.long(server_salt)
    writer.double(timeOffsetMs)
    writer.long(user_id ?? 0n)
  }
  return writer.finish().slice()
}

/** Reads what {@link storedKeysToBytes} wrote; undefined when it is damaged. */
export function storedKeysFromBytes(hashes: Pick<Hashes, 'sha1'>, bytes: Uint8Array): readonly StoredKey[] | undefined {
  try {
    const reader = new TlReader(bytes)
    const count = reader.int()
    if (count < 0 || count > otherKeysMax) return undefined
    const keys = Array.from({ length: count }, () => readKey(hashes, reader))
    reader.expectEnd()
    const ids = new Set(keys.map(key => key?.dc.id))
    return ids.size === count && keys.every(key => key !== undefined) ? keys : undefined
  } catch {
    return undefined
  }
}

function readKey(hashes: Pick<Hashes, 'sha1'>, reader: TlReader): StoredKey | undefined {
  const dc = { id: reader.int(), host: reader.string(), port: reader.int(), test: reader.int() === 1 }
  const auth_key = reader.bytes()
  const server_salt = reader.long()
  const timeOffsetMs = reader.double()
  const user_id = reader.long()
  if (!isStoredAddress(dc) || auth_key.length !== AUTH_KEY_BYTES || !Number.isFinite(timeOffsetMs)) return undefined
  return {
    dc,
    auth_key: AuthKey.from(auth_key, hashes),
    server_salt,
    timeOffsetMs,
    user_id: user_id === 0n ? undefined : user_id,
  }
}
