/** The modes of MTProto over BUFFER, in place. Lengths are multiples of 16. */
import { decryptBlock, encryptBlock } from './aes'
import { BUFFER, IV } from './memory'

/** IGE: c[i] = E(p[i] + c[i-1]) + p[i-1]. Leaves the last two blocks in IV, for a next call. */
export function igeEncrypt(length: i32): void {
  igeEncryptAt(BUFFER, length)
}

/** The same for data elsewhere. */
export function igeEncryptAt(start: usize, length: i32): void {
  let cipher = v128.load(IV)
  let plain = v128.load(IV, 16)
  const end = start + length
  for (let position = start; position < end; position += 16) {
    const next = v128.load(position)
    cipher = v128.xor(encryptBlock(v128.xor(next, cipher)), plain)
    plain = next
    v128.store(position, cipher)
  }
  v128.store(IV, cipher)
  v128.store(IV, plain, 16)
}

/** IGE: p[i] = D(c[i] + p[i-1]) + c[i-1]. Leaves the last two blocks in IV, for a next call. */
export function igeDecrypt(length: i32): void {
  igeDecryptAt(BUFFER, length)
}

/** The same for data elsewhere. */
export function igeDecryptAt(start: usize, length: i32): void {
  let cipher = v128.load(IV)
  let plain = v128.load(IV, 16)
  const end = start + length
  for (let position = start; position < end; position += 16) {
    const next = v128.load(position)
    plain = v128.xor(decryptBlock(v128.xor(next, plain)), cipher)
    cipher = next
    v128.store(position, plain)
  }
  v128.store(IV, cipher)
  v128.store(IV, plain, 16)
}

/** CTR: adds E(counter), E(counter + 1), … The counter is one big-endian number of 128 bits. */
export function ctr(length: i32): void {
  let high = bswap<u64>(load<u64>(IV))
  let low = bswap<u64>(load<u64>(IV, 8))
  const end = BUFFER + length
  for (let position = BUFFER; position < end; position += 16) {
    const counter = i64x2.replace_lane(i64x2.splat(bswap<u64>(high)), 1, bswap<u64>(low))
    v128.store(position, v128.xor(v128.load(position), encryptBlock(counter)))
    low++
    high += u64(low == 0)
  }
  store<u64>(IV, bswap<u64>(high))
  store<u64>(IV, bswap<u64>(low), 8)
}
