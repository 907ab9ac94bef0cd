import { describe, expect, it } from 'vitest'
import { type CborValue, encodeCbor } from './cbor.ts'

// Examples of https://www.rfc-editor.org/rfc/rfc8949#appendix-A
describe('CBOR', () => {
  it.each<[CborValue, string]>([
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [100, '1864'],
    [1000, '1903e8'],
    [-1, '20'],
    [-10, '29'],
    [-100, '3863'],
    [-1000, '3903e7'],
    [Buffer.alloc(0), '40'],
    [Buffer.of(1, 2, 3, 4), '4401020304'],
    ['', '60'],
    ['IETF', '6449455446'],
    ['ü', '62c3bc'],
    [new Map(), 'a0'],
    [
      new Map([
        [1, 2],
        [3, 4],
      ]),
      'a201020304',
    ],
  ])('of %o is %s', (value, expected) => {
    expect(encodeCbor(value).toString('hex')).toBe(expected)
  })

  it('knows how long a byte string of some hundred bytes is', () => {
    expect(encodeCbor(Buffer.alloc(256)).subarray(0, 3).toString('hex')).toBe('590100')
    expect(() => encodeCbor(Buffer.alloc(0x10000))).toThrow(RangeError)
  })
})
