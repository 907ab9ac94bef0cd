/** SHA-512 (FIPS 180-4 §6.4.2) over whole 128-byte blocks in BUFFER; the state is in STATE. */
import { BUFFER, SCHEDULE, STATE } from './memory'
import { K64 } from './round-constants'

export function sha512Blocks(count: i32): void {
  const end = BUFFER + (count << 7)
  for (let block = BUFFER; block < end; block += 128) compress(block)
}

function compress(block: usize): void {
  for (let t: usize = 0; t < 16; t++) store<u64>(SCHEDULE + (t << 3), bswap<u64>(load<u64>(block + (t << 3))))
  for (let t: usize = 16; t < 80; t++) {
    const x = w(t - 15)
    const y = w(t - 2)
    const sigma0 = rotr<u64>(x, 1) ^ rotr<u64>(x, 8) ^ (x >> 7)
    const sigma1 = rotr<u64>(y, 19) ^ rotr<u64>(y, 61) ^ (y >> 6)
    store<u64>(SCHEDULE + (t << 3), w(t - 16) + sigma0 + w(t - 7) + sigma1)
  }

  let a = load<u64>(STATE)
  let b = load<u64>(STATE, 8)
  let c = load<u64>(STATE, 16)
  let d = load<u64>(STATE, 24)
  let e = load<u64>(STATE, 32)
  let f = load<u64>(STATE, 40)
  let g = load<u64>(STATE, 48)
  let h = load<u64>(STATE, 56)
  for (let t: usize = 0; t < 80; t++) {
    const sum1 = rotr<u64>(e, 14) ^ rotr<u64>(e, 18) ^ rotr<u64>(e, 41)
    const choice = (e & f) ^ (~e & g)
    const first = h + sum1 + choice + load<u64>(K64 + (t << 3)) + w(t)
    const sum0 = rotr<u64>(a, 28) ^ rotr<u64>(a, 34) ^ rotr<u64>(a, 39)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    h = g
    g = f
    f = e
    e = d + first
    d = c
    c = b
    b = a
    a = first + sum0 + majority
  }
  store<u64>(STATE, load<u64>(STATE) + a)
  store<u64>(STATE, load<u64>(STATE, 8) + b, 8)
  store<u64>(STATE, load<u64>(STATE, 16) + c, 16)
  store<u64>(STATE, load<u64>(STATE, 24) + d, 24)
  store<u64>(STATE, load<u64>(STATE, 32) + e, 32)
  store<u64>(STATE, load<u64>(STATE, 40) + f, 40)
  store<u64>(STATE, load<u64>(STATE, 48) + g, 48)
  store<u64>(STATE, load<u64>(STATE, 56) + h, 56)
}

@inline
function w(t: usize): u64 {
  return load<u64>(SCHEDULE + (t << 3))
}
