import { CryptoError } from './crypto-error.ts'

/** Longer texts are refused unread: a key of 2048 bits takes less than 2 kB. */
const PEM_CHARACTERS_MAX = 16 * 1024

/**
 * Returns the bytes of the one PEM block with this label (RFC 7468).
 *
 * @throws {CryptoError} `PEM_INVALID`
 */
export function decodePem(pem: string, label: string): Uint8Array {
  if (pem.length > PEM_CHARACTERS_MAX) throw new CryptoError('PEM_INVALID', 'the text is too long for a key')
  const begin = `-----BEGIN ${label}-----`
  const start = pem.indexOf(begin)
  const end = pem.indexOf(`-----END ${label}-----`, start)
  if (start < 0 || end < 0) {
    throw new CryptoError('PEM_INVALID', `there is no block "${begin}"; give the key in that form`)
  }
  const digits = pem.slice(start + begin.length, end).replace(/[\r\n\t ]+/g, '')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(digits) || digits.length % 4 !== 0) {
    throw new CryptoError('PEM_INVALID', 'the block is not base64')
  }
  return decodeBase64(digits)
}

/** Writes one PEM block, 64 characters in a line. */
export function encodePem(bytes: Uint8Array, label: string): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** Decodes base64 that is known to be well formed. */
export function decodeBase64(digits: string): Uint8Array {
  return Uint8Array.from(atob(digits), character => character.charCodeAt(0))
}

function encodeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}
