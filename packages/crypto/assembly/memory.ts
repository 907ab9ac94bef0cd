/** Bytes that are copied in, worked on and copied out at a time; a multiple of every block size. */
export const BUFFER_BYTES: i32 = 65536

/** Data, in and out. */
export const BUFFER: usize = memory.data(65536, 16)

/** All that is secret besides the buffer, in one piece, so that it is wiped at once. */
export const SECRETS: usize = memory.data(1408, 16)
export const SECRETS_BYTES: usize = 1408

/** AES key, 32 bytes. */
export const KEY: usize = SECRETS
/** IGE: previous ciphertext and previous plaintext block. CTR: the counter in the first 16 bytes. */
export const IV: usize = SECRETS + 32
/** Fifteen round keys of 16 bytes, in the order of their use. */
export const ROUND_KEYS: usize = SECRETS + 64
/** State of a running hash, at most 64 bytes, in the byte order of the machine. */
export const STATE: usize = SECRETS + 304
/** Message schedule of one hash block, at most 80 words of 64 bits. */
export const SCHEDULE: usize = SECRETS + 368
/** An authorization key, 256 bytes. */
export const AUTH_KEY: usize = SECRETS + 1008
/** One hash block, 64 bytes, that is put together from parts. */
export const SCRATCH: usize = SECRETS + 1264
/** msg_key_large, 32 bytes. */
export const MSG_KEY_LARGE: usize = SECRETS + 1328
/** A digest that is kept while another is made, 32 bytes. */
export const DIGEST: usize = SECRETS + 1360
/** The msg_key that a packet brings, 16 bytes. */
export const MSG_KEY: usize = SECRETS + 1392
