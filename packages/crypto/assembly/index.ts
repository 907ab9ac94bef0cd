/** The exports of the kernel. The only state is in the regions of memory.ts; `wipe` clears them. */
import { AUTH_KEY, BUFFER, BUFFER_BYTES, IV, KEY, MSG_KEY_LARGE, ROUND_KEYS, SECRETS, SECRETS_BYTES, STATE } from './memory'

export { expandForDecryption, expandForEncryption } from './aes'
export { open, seal } from './envelope'
export { ctr, igeDecrypt, igeEncrypt } from './modes'
export { sha1Blocks } from './sha1'
export { sha256Blocks } from './sha256'
export { sha512Blocks } from './sha512'

export function bufferAddress(): usize {
  return BUFFER
}

export function bufferBytes(): i32 {
  return BUFFER_BYTES
}

export function keyAddress(): usize {
  return KEY
}

export function ivAddress(): usize {
  return IV
}

export function stateAddress(): usize {
  return STATE
}

export function authKeyAddress(): usize {
  return AUTH_KEY
}

export function msgKeyLargeAddress(): usize {
  return MSG_KEY_LARGE
}

/** Address of the expanded key, 240 bytes, so that a cipher that lives longer can put it aside. */
export function roundKeysAddress(): usize {
  return ROUND_KEYS
}

/** Overwrites all that a call left behind, with the first `length` bytes of the buffer. */
export function wipe(length: i32): void {
  memory.fill(BUFFER, 0, length)
  memory.fill(SECRETS, 0, SECRETS_BYTES)
}
