import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bigintToBytes,
  bytesToBigint,
  bytesToLong,
  concatBytes,
  equalBytes,
  fromHex,
  longToBytes,
  reverseBytes,
  toHex,
  trimLeadingZeros,
  xorBytes,
} from './bytes.ts'
import { constantTimeEqual } from './constant-time.ts'

const bytes = fc.uint8Array({ maxLength: 40 })

describe('bytes', () => {
  it('survive hexadecimal digits', () => {
    fc.assert(
      fc.property(bytes, value => {
        expect(fromHex(toHex(value))).toEqual(value)
      }),
    )
    expect(fromHex('0AfF')).toEqual(Uint8Array.of(10, 255))
  })

  it('refuse text that is not hexadecimal', () => {
    for (const text of ['0', 'zz', '0x', ' 00', '+1', '1.']) expect(() => fromHex(text)).toThrow('HEX_INVALID')
  })

  it('survive numbers', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 300n }), n => {
        expect(bytesToBigint(bigintToBytes(n))).toBe(n)
      }),
    )
    fc.assert(
      fc.property(bytes, value => {
        expect(bigintToBytes(bytesToBigint(value), 40).length).toBe(40)
      }),
    )
    expect(bigintToBytes(0n)).toEqual(Uint8Array.of(0))
    expect(bytesToBigint(new Uint8Array(0))).toBe(0n)
  })

  it('refuse numbers that do not fit', () => {
    expect(() => bigintToBytes(256n, 1)).toThrow('NUMBER_TOO_LONG')
    expect(() => bigintToBytes(-1n)).toThrow('NUMBER_TOO_LONG')
  })

  it('survive longs', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), n => {
        expect(bytesToLong(longToBytes(n))).toBe(n)
      }),
    )
    expect(toHex(longToBytes(0x0102030405060708n))).toBe('0807060504030201')
  })

  it('are joined, cut, turned around and added up', () => {
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3))
    expect(trimLeadingZeros(Uint8Array.of(0, 0, 1, 0))).toEqual(Uint8Array.of(1, 0))
    expect(trimLeadingZeros(Uint8Array.of(0, 0)).length).toBe(0)
    const source = Uint8Array.of(1, 2, 3)
    expect(reverseBytes(source)).toEqual(Uint8Array.of(3, 2, 1))
    expect(source).toEqual(Uint8Array.of(1, 2, 3))
    expect(xorBytes(Uint8Array.of(5, 6, 7), Uint8Array.of(3, 6))).toEqual(Uint8Array.of(6, 0))
  })
})

describe.each([
  ['equalBytes', equalBytes],
  ['constantTimeEqual', constantTimeEqual],
])('%s', (_name, equal) => {
  it('tells equal from different', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        expect(equal(a, Uint8Array.from(a))).toBe(true)
        expect(equal(a, b)).toBe(toHex(a) === toHex(b))
      }),
    )
  })

  it('sees one bit anywhere', () => {
    const a = new Uint8Array(32)
    for (let bit = 0; bit < 256; bit++) {
      const b = new Uint8Array(32)
      b[bit >> 3] = 1 << (bit & 7)
      expect(equal(a, b)).toBe(false)
    }
    expect(equal(a, new Uint8Array(31))).toBe(false)
  })
})
