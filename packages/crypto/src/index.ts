// For users.
export { AUTH_KEY_BYTES, AuthKey } from './auth-key.ts'
export { CryptoError, type CryptoErrorCode, isCryptoError } from './crypto-error.ts'
export type {
  Ciphers,
  CryptoProvider,
  CtrCipher,
  Hashes,
  OpenedMessage,
  SealedMessage,
  Sender,
} from './provider.ts'

// For people building on us.
export {
  bigintToBytes,
  bytesToBigint,
  bytesToLong,
  concatBytes,
  equalBytes,
  fromHex,
  longToBytes,
  reverseBytes,
  toHex,
  trimLeadingZeros,
  xorBytes,
} from './bytes.ts'
export { constantTimeEqual } from './constant-time.ts'
export { ENVELOPE_HEADER_BYTES, messageKeys } from './envelope.ts'
export { RandomPool } from './random-pool.ts'
