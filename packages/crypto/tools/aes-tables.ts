/**
 * Derives the tables of the vector-permute AES and proves them on every byte.
 *
 * A table lookup by a secret index leaks through the cache; a byte permutation of a 16-byte register does not. So the
 * S-box is computed with 16-entry tables only. GF(256) is taken as pairs over its subfield GF(16): x = k + i·θ with
 * θ² + aθ + a = 0. With j = i + k, two nested inversions
 *
 *     io = 1 / (1/i + a/k) + j          jo = 1 / (1/j + a/k) + i
 *
 * give N/io = k + ai and N/jo = (1 + a)k + ai for the norm N = k² + aik + ai². The conjugate of x over N is 1/x, and
 * both of its coordinates are linear in 1/io and 1/jo. So any linear function of 1/x is U[io] + T[jo], with two more
 * tables. Infinity (1/0) is the byte 0x80: a permutation answers zero for it, which is 1/∞, and adding any nibble to it
 * leaves it infinite; ∞ + ∞ happens for x = 0 alone, where it makes 0, and the next inversion infinite again.
 *
 * The idea of inverting by permutations is Mike Hamburg's ("Accelerating AES with Vector Permute Instructions", 2009).
 */

/** Named tables of 16 bytes each. */
export type AesTables = Readonly<Record<string, readonly number[]>>

/** @throws {Error} when a table does not do what FIPS 197 asks for; then nothing is built */
export function deriveAesTables(): AesTables {
  const subfield = subfieldNibbles()
  const { a, theta } = quadraticExtension(subfield)
  const toPair = pairMap(subfield, theta)

  const nibbleOf = (element: number): number => subfield.indexOf(element)
  const overInfinity = (value: (nibble: number) => number): number[] =>
    nibbles.map(n => (n === 0 ? 0x80 : nibbleOf(value(n))))
  const inverse = overInfinity(n => invert(subfield[n] as number))
  const aOver = overInfinity(n => multiply(a, invert(subfield[n] as number)))

  // 1/x = P + θ(P/a + (P + Q)/a²), P = 1/io, Q = 1/jo.
  const thetaOverA = multiply(theta, invert(a))
  const thetaOverA2 = multiply(thetaOverA, invert(a))
  const pFactor = 1 ^ thetaOverA ^ thetaOverA2
  const output = (map: (byte: number) => number): [number[], number[]] => [
    nibbles.map(n => (n === 0 ? 0 : map(multiply(invert(subfield[n] as number), pFactor)))),
    nibbles.map(n => (n === 0 ? 0 : map(multiply(invert(subfield[n] as number), thetaOverA2)))),
  ]
  const split = (map: (byte: number) => number): [number[], number[]] => [
    nibbles.map(n => map(n)),
    nibbles.map(n => map(n << 4)),
  ]

  // Decryption keeps its state with the inverse affine map already applied.
  const toPairInverse = (byte: number): number => toPair(affineInverse(byte))
  const tables: Record<string, readonly number[]> = { INV: inverse, AK: aOver }
  const add = (name: string, [low, high]: [number[], number[]]): void => {
    tables[`${name}_0`] = low
    tables[`${name}_1`] = high
  }
  add('IN', split(toPair))
  add(
    'S1',
    output(byte => toPair(affine(byte))),
  )
  add(
    'S2',
    output(byte => toPair(multiply(2, affine(byte)))),
  )
  add('SO', output(affine))
  add('DIN', split(toPairInverse))
  for (const factor of [9, 11, 13, 14])
    add(
      `D${factor}`,
      output(byte => toPairInverse(multiply(factor, byte))),
    )
  add(
    'DO',
    output(byte => byte),
  )

  prove(tables, toPair, toPairInverse)
  return tables
}

/** Prints the tables as AssemblyScript data. */
export function printAesTables(tables: AesTables): string {
  const lines = Object.entries(tables).map(
    ([name, bytes]) => `export const ${name}: usize = memory.data<u8>([${bytes.join(', ')}], 16)`,
  )
  return `${lines.join('\n')}\n`
}

const nibbles: readonly number[] = Array.from({ length: 16 }, (_, n) => n)
const bytes: readonly number[] = Array.from({ length: 256 }, (_, n) => n)

/** Multiplication in GF(256) modulo x⁸ + x⁴ + x³ + x + 1 (FIPS 197 §4.2). */
function multiply(x: number, y: number): number {
  let product = 0
  for (let bit = 0; bit < 8; bit++) {
    if ((y >> bit) & 1) product ^= x
    x = x & 0x80 ? ((x << 1) ^ 0x11b) & 0xff : x << 1
  }
  return product
}

/** The inverse in GF(256); zero for zero. */
function invert(x: number): number {
  return bytes.find(y => multiply(x, y) === 1) ?? 0
}

/** The linear part of the S-box (FIPS 197 §5.1.1); the constant 0x63 is added to the round keys instead. */
function affine(byte: number): number {
  let result = byte
  for (let i = 1; i < 5; i++) result ^= ((byte << i) | (byte >> (8 - i))) & 0xff
  return result
}

function affineInverse(byte: number): number {
  return bytes.find(x => affine(x) === byte) as number
}

/** GF(16) inside GF(256) as an additive map from nibbles: bit i stands for the i-th power of a generator. */
function subfieldNibbles(): number[] {
  const power = (x: number, n: number): number => (n === 0 ? 1 : multiply(x, power(x, n - 1)))
  const generator = bytes.find(x => x > 1 && power(x, 15) === 1 && power(x, 5) !== 1 && power(x, 3) !== 1) as number
  return nibbles.map(n => [0, 1, 2, 3].reduce((sum, bit) => ((n >> bit) & 1 ? sum ^ power(generator, bit) : sum), 0))
}

/** The first a of the subfield for which θ² + aθ + a = 0 has its roots outside. */
function quadraticExtension(subfield: readonly number[]): { a: number; theta: number } {
  for (const a of subfield.slice(1)) {
    const theta = bytes.find(t => (multiply(t, t) ^ multiply(a, t) ^ a) === 0)
    if (theta !== undefined && !subfield.includes(theta)) return { a, theta }
  }
  throw new Error('the subfield has no irreducible polynomial of this form')
}

/** x = k + i·θ as the byte (k, i). */
function pairMap(subfield: readonly number[], theta: number): (byte: number) => number {
  const map: number[] = []
  for (const k of nibbles) {
    for (const i of nibbles) map[(subfield[k] as number) ^ multiply(subfield[i] as number, theta)] = (k << 4) | i
  }
  return byte => map[byte] as number
}

/** Runs the permutations on every byte, as the kernel will, and compares with the field. */
function prove(tables: AesTables, toPair: (byte: number) => number, toPairInverse: (byte: number) => number): void {
  const permute = (name: string, index: number): number => (index & 0x80 ? 0 : (tables[name]?.[index & 15] as number))
  const lookup = (name: string, pair: number): number => {
    const [k, i] = [pair >> 4, pair & 15]
    const j = i ^ k
    const ak = permute('AK', k)
    const io = permute('INV', permute('INV', i) ^ ak) ^ j
    const jo = permute('INV', permute('INV', j) ^ ak) ^ i
    return permute(`${name}_0`, io) ^ permute(`${name}_1`, jo)
  }
  const expect = (what: string, got: number, expected: number): void => {
    if (got !== expected) throw new Error(`AES table ${what} is wrong: ${got} instead of ${expected}`)
  }
  for (const x of bytes) {
    const split = (name: string): number => permute(`${name}_0`, x & 15) ^ permute(`${name}_1`, x >> 4)
    expect('IN', split('IN'), toPair(x))
    expect('DIN', split('DIN'), toPairInverse(x))
    const sBox = affine(invert(x))
    expect('SO', lookup('SO', toPair(x)), sBox)
    expect('S1', lookup('S1', toPair(x)), toPair(sBox))
    expect('S2', lookup('S2', toPair(x)), toPair(multiply(2, sBox)))
    const unboxed = invert(affineInverse(x))
    expect('DO', lookup('DO', toPairInverse(x)), unboxed)
    for (const factor of [9, 11, 13, 14]) {
      expect(`D${factor}`, lookup(`D${factor}`, toPairInverse(x)), toPairInverse(multiply(factor, unboxed)))
    }
  }
}
