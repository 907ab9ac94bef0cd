/**
 * A whole MTProto 2.0 message in one call: for the short messages that nearly all messages are, crossing between
 * JavaScript and the hash and the cipher costs more than they do.
 *
 * BUFFER holds 16 free bytes, msg_key, and the body or ciphertext, so that packet and hash input are made in place.
 */
import { expandForDecryption, expandForEncryption } from './aes'
import { AUTH_KEY, BUFFER, DIGEST, IV, KEY, MSG_KEY, MSG_KEY_LARGE, SCRATCH } from './memory'
import { igeDecryptAt, igeEncryptAt } from './modes'
import { sha256 } from './sha256'

const PLACE: usize = BUFFER + 16
const BODY: usize = BUFFER + 32

/** Encrypts the body, and puts msg_key before it. `x` is 0 from the client, 8 from the server. */
export function seal(x: usize, length: i32): void {
  hashBody(x, length)
  memory.copy(PLACE, MSG_KEY_LARGE + 8, 16)
  deriveKeys(x)
  expandForEncryption()
  igeEncryptAt(BODY, length)
}

/** Decrypts the ciphertext; tells whether msg_key belongs to the whole of what came out. */
export function open(x: usize, length: i32): bool {
  deriveKeys(x)
  expandForDecryption()
  igeDecryptAt(BODY, length)
  v128.store(MSG_KEY, v128.load(PLACE))
  hashBody(x, length)
  return !v128.any_true(v128.xor(v128.load(MSG_KEY_LARGE, 8), v128.load(MSG_KEY)))
}

/** msg_key_large = SHA256(substr(auth_key, 88 + x, 32) + body) */
function hashBody(x: usize, length: i32): void {
  memory.copy(BUFFER, AUTH_KEY + 88 + x, 32)
  sha256(BUFFER, 32 + length, MSG_KEY_LARGE)
}

function deriveKeys(x: usize): void {
  const msg_key = v128.load(PLACE)
  // sha256_a = SHA256(msg_key + substr(auth_key, x, 36))
  v128.store(SCRATCH, msg_key)
  memory.copy(SCRATCH + 16, AUTH_KEY + x, 36)
  sha256(SCRATCH, 52, DIGEST)
  // aes_key = sha256_a[0:8] + sha256_b[8:24] + sha256_a[24:32]; aes_iv the other way round
  store<u64>(KEY, load<u64>(DIGEST))
  store<u64>(KEY, load<u64>(DIGEST, 24), 24)
  v128.store(IV, v128.load(DIGEST, 8), 8)
  // sha256_b = SHA256(substr(auth_key, 40 + x, 36) + msg_key)
  memory.copy(SCRATCH, AUTH_KEY + 40 + x, 36)
  v128.store(SCRATCH, msg_key, 36)
  sha256(SCRATCH, 52, DIGEST)
  v128.store(KEY, v128.load(DIGEST, 8), 8)
  store<u64>(IV, load<u64>(DIGEST))
  store<u64>(IV, load<u64>(DIGEST, 24), 24)
}
