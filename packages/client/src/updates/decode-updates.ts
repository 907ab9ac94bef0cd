import { api, type Updates } from '@chappe/schema/api'
import { TlReader } from '@chappe/tl/runtime'

/**
 * Reads an object that answers no call. What cannot be read, or is no `Updates`, becomes `updatesTooLong`, since
 * something was missed and the difference tells what.
 *
 * @param onTrouble - hears why it could not be read
 */
export function decodeUpdates(body: Uint8Array, onTrouble: (error: unknown) => void): Updates {
  try {
    const reader = new TlReader(body, ownMemory)
    const value = api.decode(reader)
    reader.expectEnd()
    if (isUpdates(value)) return value
  } catch (error) {
    onTrouble(error)
  }
  return { _: 'updatesTooLong' }
}

/** Updates were decrypted into memory of their own: what is read from it need not be copied again. */
const ownMemory = { ownsMemory: true } as const

const names: Readonly<Record<Updates['_'], true>> = {
  updatesTooLong: true,
  updateShortMessage: true,
  updateShortChatMessage: true,
  updateShort: true,
  updatesCombined: true,
  updates: true,
  updateShortSentMessage: true,
}

function isUpdates(value: unknown): value is Updates {
  return typeof value === 'object' && value !== null && '_' in value && typeof value._ === 'string' && value._ in names
}
