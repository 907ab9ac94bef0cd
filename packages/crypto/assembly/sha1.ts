/** SHA-1 (FIPS 180-4 §6.1.2) over whole 64-byte blocks in BUFFER; the state is in STATE. */
import { BUFFER, SCHEDULE, STATE } from './memory'

export function sha1Blocks(count: i32): void {
  const end = BUFFER + (count << 6)
  for (let block = BUFFER; block < end; block += 64) compress(block)
}

function compress(block: usize): void {
  for (let t: usize = 0; t < 16; t++) store<u32>(SCHEDULE + (t << 2), bswap<u32>(load<u32>(block + (t << 2))))
  for (let t: usize = 16; t < 80; t++) store<u32>(SCHEDULE + (t << 2), rotl<u32>(w(t - 3) ^ w(t - 8) ^ w(t - 14) ^ w(t - 16), 1))

  let a = load<u32>(STATE)
  let b = load<u32>(STATE, 4)
  let c = load<u32>(STATE, 8)
  let d = load<u32>(STATE, 12)
  let e = load<u32>(STATE, 16)
  for (let t: usize = 0; t < 80; t++) {
    let f: u32
    if (t < 20) f = ((b & c) ^ (~b & d)) + 0x5a827999
    else if (t < 40) f = (b ^ c ^ d) + 0x6ed9eba1
    else if (t < 60) f = ((b & c) ^ (b & d) ^ (c & d)) + 0x8f1bbcdc
    else f = (b ^ c ^ d) + 0xca62c1d6
    const next = rotl<u32>(a, 5) + f + e + w(t)
    e = d
    d = c
    c = rotl<u32>(b, 30)
    b = a
    a = next
  }
  store<u32>(STATE, load<u32>(STATE) + a)
  store<u32>(STATE, load<u32>(STATE, 4) + b, 4)
  store<u32>(STATE, load<u32>(STATE, 8) + c, 8)
  store<u32>(STATE, load<u32>(STATE, 12) + d, 12)
  store<u32>(STATE, load<u32>(STATE, 16) + e, 16)
}

@inline
function w(t: usize): u32 {
  return load<u32>(SCHEDULE + (t << 2))
}
