/** SHA-256 (FIPS 180-4 §6.2.2); the state is in STATE. */
import { BUFFER, SCHEDULE, STATE } from './memory'
import { H32, K32 } from './round-constants'

/** Takes in whole 64-byte blocks of BUFFER. */
export function sha256Blocks(count: i32): void {
  takeBlocks(BUFFER, count)
}

/** Hashes one message where it stands. Its padding is written behind it, up to 72 bytes. */
export function sha256(message: usize, length: i32, digest: usize): void {
  memory.copy(STATE, H32, 32)
  // One bit, zeros, and the length in bits at the end of a block (§5.1.1).
  const end = (length + 9 + 63) & ~63
  memory.fill(message + length, 0, end - length)
  store<u8>(message + length, 0x80)
  store<u64>(message + end - 8, bswap<u64>(u64(length) << 3))
  takeBlocks(message, end >> 6)
  for (let i: usize = 0; i < 32; i += 4) store<u32>(digest + i, bswap<u32>(load<u32>(STATE + i)))
}

function takeBlocks(start: usize, count: i32): void {
  const end = start + (count << 6)
  for (let block = start; block < end; block += 64) compress(block)
}

function compress(block: usize): void {
  for (let t: usize = 0; t < 16; t++) store<u32>(SCHEDULE + (t << 2), bswap<u32>(load<u32>(block + (t << 2))))
  for (let t: usize = 16; t < 64; t++) {
    const x = w(t - 15)
    const y = w(t - 2)
    const sigma0 = rotr<u32>(x, 7) ^ rotr<u32>(x, 18) ^ (x >> 3)
    const sigma1 = rotr<u32>(y, 17) ^ rotr<u32>(y, 19) ^ (y >> 10)
    store<u32>(SCHEDULE + (t << 2), w(t - 16) + sigma0 + w(t - 7) + sigma1)
  }

  let a = load<u32>(STATE)
  let b = load<u32>(STATE, 4)
  let c = load<u32>(STATE, 8)
  let d = load<u32>(STATE, 12)
  let e = load<u32>(STATE, 16)
  let f = load<u32>(STATE, 20)
  let g = load<u32>(STATE, 24)
  let h = load<u32>(STATE, 28)
  // Instead of moving eight values along, the rounds rename them.
  for (let t: usize = 0; t < 64; t += 8) {
    h += first(e, f, g, t); d += h; h += second(a, b, c)
    g += first(d, e, f, t + 1); c += g; g += second(h, a, b)
    f += first(c, d, e, t + 2); b += f; f += second(g, h, a)
    e += first(b, c, d, t + 3); a += e; e += second(f, g, h)
    d += first(a, b, c, t + 4); h += d; d += second(e, f, g)
    c += first(h, a, b, t + 5); g += c; c += second(d, e, f)
    b += first(g, h, a, t + 6); f += b; b += second(c, d, e)
    a += first(f, g, h, t + 7); e += a; a += second(b, c, d)
  }
  store<u32>(STATE, load<u32>(STATE) + a)
  store<u32>(STATE, load<u32>(STATE, 4) + b, 4)
  store<u32>(STATE, load<u32>(STATE, 8) + c, 8)
  store<u32>(STATE, load<u32>(STATE, 12) + d, 12)
  store<u32>(STATE, load<u32>(STATE, 16) + e, 16)
  store<u32>(STATE, load<u32>(STATE, 20) + f, 20)
  store<u32>(STATE, load<u32>(STATE, 24) + g, 24)
  store<u32>(STATE, load<u32>(STATE, 28) + h, 28)
}

/** What T1 adds to h: Σ1(e) + Ch(e, f, g) + K + W. */
@inline
function first(e: u32, f: u32, g: u32, t: usize): u32 {
  const sum1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25)
  const choice = g ^ (e & (f ^ g))
  return sum1 + choice + load<u32>(K32 + (t << 2)) + w(t)
}

/** T2: Σ0(a) + Maj(a, b, c). */
@inline
function second(a: u32, b: u32, c: u32): u32 {
  const sum0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22)
  return sum0 + ((a & b) | (c & (a | b)))
}

@inline
function w(t: usize): u32 {
  return load<u32>(SCHEDULE + (t << 2))
}
