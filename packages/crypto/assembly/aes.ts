/**
 * AES-256 by byte permutations (tools/aes-tables.ts has the mathematics). No load and no branch depends on key or
 * data. Within the rounds a byte is a pair of nibbles over GF(16); the round keys are brought into that form once.
 */
import { KEY, ROUND_KEYS } from './memory'
import { swizzle } from './swizzle'
import {
  AK, D11_0, D11_1, D13_0, D13_1, D14_0, D14_1, D9_0, D9_1, DIN_0, DIN_1, DO_0, DO_1, IN_0, IN_1, INV, S1_0, S1_1,
  S2_0, S2_1, SO_0, SO_1,
} from './tables'

/** Expands KEY into ROUND_KEYS for encryptBlock. */
export function expandForEncryption(): void {
  expandKey()
  const affineConstant = i8x16.splat(0x63)
  store(0, toPairs(key(0), IN_0, IN_1))
  // The S-box constant passes MixColumns unchanged, so it joins the round key.
  for (let round = 1; round < 14; round++) store(round, toPairs(v128.xor(key(round), affineConstant), IN_0, IN_1))
  store(14, v128.xor(key(14), affineConstant))
}

/** Expands KEY into ROUND_KEYS for decryptBlock (the equivalent inverse cipher, FIPS 197 §5.3.5). */
export function expandForDecryption(): void {
  expandKey()
  const affineConstant = i8x16.splat(0x63)
  for (let round = 0; round < 7; round++) {
    const other = key(14 - round)
    store(14 - round, key(round))
    store(round, other)
  }
  store(0, toPairs(v128.xor(key(0), affineConstant), DIN_0, DIN_1))
  for (let round = 1; round < 14; round++) {
    store(round, toPairs(v128.xor(inverseMixColumns(key(round)), affineConstant), DIN_0, DIN_1))
  }
}

/** Encrypts one block. */
@inline
export function encryptBlock(plain: v128): v128 {
  let x = v128.xor(toPairs(plain, IN_0, IN_1), key(0))
  for (let round = 1; round < 14; round++) {
    x = shiftRows(x)
    const low = lowNibbles(x)
    const high = highNibbles(x)
    const sum = v128.xor(low, high)
    const ak = swizzle(v128.load(AK), high)
    const io = v128.xor(swizzle(v128.load(INV), v128.xor(swizzle(v128.load(INV), low), ak)), sum)
    const jo = v128.xor(swizzle(v128.load(INV), v128.xor(swizzle(v128.load(INV), sum), ak)), low)
    const once = v128.xor(swizzle(v128.load(S1_0), io), swizzle(v128.load(S1_1), jo))
    const twice = v128.xor(swizzle(v128.load(S2_0), io), swizzle(v128.load(S2_1), jo))
    // MixColumns: 2·s[r] + 3·s[r+1] + s[r+2] + s[r+3]
    const rotated = rotate1(once)
    x = v128.xor(
      v128.xor(v128.xor(twice, key(round)), rotate1(v128.xor(once, twice))),
      rotate2(v128.xor(once, rotated)),
    )
  }
  return v128.xor(invertWith(shiftRows(x), SO_0, SO_1), key(14))
}

/** Decrypts one block. */
@inline
export function decryptBlock(cipher: v128): v128 {
  let x = v128.xor(toPairs(cipher, DIN_0, DIN_1), key(0))
  for (let round = 1; round < 14; round++) {
    x = inverseShiftRows(x)
    const low = lowNibbles(x)
    const high = highNibbles(x)
    const sum = v128.xor(low, high)
    const ak = swizzle(v128.load(AK), high)
    const io = v128.xor(swizzle(v128.load(INV), v128.xor(swizzle(v128.load(INV), low), ak)), sum)
    const jo = v128.xor(swizzle(v128.load(INV), v128.xor(swizzle(v128.load(INV), sum), ak)), low)
    const by9 = v128.xor(swizzle(v128.load(D9_0), io), swizzle(v128.load(D9_1), jo))
    const by11 = v128.xor(swizzle(v128.load(D11_0), io), swizzle(v128.load(D11_1), jo))
    const by13 = v128.xor(swizzle(v128.load(D13_0), io), swizzle(v128.load(D13_1), jo))
    const by14 = v128.xor(swizzle(v128.load(D14_0), io), swizzle(v128.load(D14_1), jo))
    // InvMixColumns: 14·s[r] + 11·s[r+1] + 13·s[r+2] + 9·s[r+3]
    x = v128.xor(
      v128.xor(v128.xor(by14, key(round)), rotate1(by11)),
      rotate2(v128.xor(by13, rotate1(by9))),
    )
  }
  return v128.xor(invertWith(inverseShiftRows(x), DO_0, DO_1), key(14))
}

/** Key expansion (FIPS 197 §5.2), in plain form. */
function expandKey(): void {
  store(0, v128.load(KEY))
  store(1, v128.load(KEY, 16))
  let roundConstant: u32 = 1
  for (let round = 2; round < 15; round++) {
    const substituted = v128.xor(
      invertWith(toPairs(key(round - 1), IN_0, IN_1), SO_0, SO_1),
      i8x16.splat(0x63),
    )
    // The last word, substituted, in every lane; rotated by a byte for every other round key.
    let word = i8x16.shuffle(substituted, substituted, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15)
    if ((round & 1) == 0) {
      word = v128.xor(rotate1(word), i32x4.splat(roundConstant))
      roundConstant <<= 1
    }
    const zero = i32x4.splat(0)
    let before = key(round - 2)
    // Each word adds up all words before it: w0, w0+w1, w0+w1+w2, …
    before = v128.xor(before, i8x16.shuffle(zero, before, 0, 1, 2, 3, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27))
    before = v128.xor(before, i8x16.shuffle(zero, before, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23))
    store(round, v128.xor(before, word))
  }
}

@inline
function key(round: i32): v128 {
  return v128.load(ROUND_KEYS + (round << 4))
}

@inline
function store(round: i32, value: v128): void {
  v128.store(ROUND_KEYS + (round << 4), value)
}

@inline
function lowNibbles(x: v128): v128 {
  return v128.and(x, i8x16.splat(15))
}

@inline
function highNibbles(x: v128): v128 {
  return v128.and(i16x8.shr_u(x, 4), i8x16.splat(15))
}

/** A linear map of each byte, given by its values on low and on high nibbles. */
@inline
function toPairs(x: v128, low: usize, high: usize): v128 {
  return v128.xor(swizzle(v128.load(low), lowNibbles(x)), swizzle(v128.load(high), highNibbles(x)))
}

/** A linear map of the inverse of each byte. */
@inline
function invertWith(x: v128, u: usize, t: usize): v128 {
  const low = lowNibbles(x)
  const high = highNibbles(x)
  const sum = v128.xor(low, high)
  const ak = swizzle(v128.load(AK), high)
  const io = v128.xor(swizzle(v128.load(INV), v128.xor(swizzle(v128.load(INV), low), ak)), sum)
  const jo = v128.xor(swizzle(v128.load(INV), v128.xor(swizzle(v128.load(INV), sum), ak)), low)
  return v128.xor(swizzle(v128.load(u), io), swizzle(v128.load(t), jo))
}

@inline
function shiftRows(x: v128): v128 {
  return i8x16.shuffle(x, x, 0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11)
}

@inline
function inverseShiftRows(x: v128): v128 {
  return i8x16.shuffle(x, x, 0, 13, 10, 7, 4, 1, 14, 11, 8, 5, 2, 15, 12, 9, 6, 3)
}

/** Moves row r+1 to row r in every column. */
@inline
function rotate1(x: v128): v128 {
  return i8x16.shuffle(x, x, 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15, 12)
}

@inline
function rotate2(x: v128): v128 {
  return i8x16.shuffle(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)
}

/** Twice each byte in GF(256). */
@inline
function double(x: v128): v128 {
  const overflow = v128.and(i8x16.lt_s(x, i8x16.splat(0)), i8x16.splat(0x1b))
  return v128.xor(i8x16.add(x, x), overflow)
}

function inverseMixColumns(x: v128): v128 {
  const x2 = double(x)
  const x4 = double(x2)
  const x8 = double(x4)
  const by9 = v128.xor(x8, x)
  const by11 = v128.xor(by9, x2)
  const by13 = v128.xor(by9, x4)
  const by14 = v128.xor(v128.xor(x8, x4), x2)
  return v128.xor(v128.xor(by14, rotate1(by11)), rotate2(v128.xor(by13, rotate1(by9))))
}
