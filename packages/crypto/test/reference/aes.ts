/**
 * AES-256 as FIPS 197 prints it: byte by byte, slow, with a table for the S-box. The kernel is compared with this.
 */
export type Block = readonly number[]

export function encryptBlock(block: Block, key: Uint8Array): number[] {
  const roundKeys = expandKey(key)
  let state = add(block, roundKeys[0] as Block)
  for (let round = 1; round < 14; round++) {
    state = add(mixColumns(shiftRows(state.map(byte => sBox[byte] as number)), [2, 3, 1, 1]), roundKeys[round] as Block)
  }
  return add(shiftRows(state.map(byte => sBox[byte] as number)), roundKeys[14] as Block)
}

export function decryptBlock(block: Block, key: Uint8Array): number[] {
  const roundKeys = expandKey(key)
  let state = add(block, roundKeys[14] as Block)
  for (let round = 13; round >= 1; round--) {
    state = inverseShiftRows(state).map(byte => sBox.indexOf(byte))
    state = mixColumns(add(state, roundKeys[round] as Block), [14, 11, 13, 9])
  }
  return add(
    inverseShiftRows(state).map(byte => sBox.indexOf(byte)),
    roundKeys[0] as Block,
  )
}

/** §4.2: multiplication in GF(256). */
function multiply(x: number, y: number): number {
  let product = 0
  for (let bit = 0; bit < 8; bit++) {
    if ((y >> bit) & 1) product ^= x
    x = x & 0x80 ? ((x << 1) ^ 0x11b) & 0xff : x << 1
  }
  return product
}

/** §5.1.1: inverse, then an affine map. */
const sBox: readonly number[] = Array.from({ length: 256 }, (_, x) => {
  let inverse = 0
  for (let y = 1; y < 256; y++) if (multiply(x, y) === 1) inverse = y
  let byte = inverse ^ 0x63
  for (let i = 1; i < 5; i++) byte ^= ((inverse << i) | (inverse >> (8 - i))) & 0xff
  return byte
})

/** §5.2 */
function expandKey(key: Uint8Array): number[][] {
  const words: number[][] = []
  for (let i = 0; i < 8; i++) words.push([...key.subarray(4 * i, 4 * i + 4)])
  let roundConstant = 1
  for (let i = 8; i < 60; i++) {
    let word = words[i - 1] as number[]
    if (i % 8 === 0) {
      word = [...word.slice(1), word[0] as number].map(byte => sBox[byte] as number)
      word[0] = (word[0] as number) ^ roundConstant
      roundConstant = multiply(roundConstant, 2)
    } else if (i % 8 === 4) {
      word = word.map(byte => sBox[byte] as number)
    }
    words.push(add(word, words[i - 8] as number[]))
  }
  return Array.from({ length: 15 }, (_, round) => words.slice(4 * round, 4 * round + 4).flat())
}

/** §5.1.2 */
function shiftRows(state: Block): number[] {
  return state.map((_, i) => state[(i + 4 * (i % 4)) % 16] as number)
}

function inverseShiftRows(state: Block): number[] {
  return state.map((_, i) => state[(i + 12 * (i % 4)) % 16] as number)
}

/** §5.1.3, §5.3.3 */
function mixColumns(state: Block, factors: readonly number[]): number[] {
  return state.map((_, i) => {
    const column = i - (i % 4)
    return factors.reduce((sum, factor, k) => sum ^ multiply(state[column + ((i + k) % 4)] as number, factor), 0)
  })
}

function add(a: Block, b: Block): number[] {
  return a.map((byte, i) => byte ^ (b[i] as number))
}
