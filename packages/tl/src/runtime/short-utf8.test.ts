import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readShort, shortLengthMax } from './short-utf8.ts'

function read(bytes: Uint8Array): string | undefined {
  return readShort(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length)
}

/** The native decoder, and undefined where it meets malformed bytes. */
function native(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

test('short texts of every script are read as they were written', () => {
  for (const text of ['a', 'é', 'привет', '駅', '🙂', 'naïve café', '\ufeffx', '\u0000', '\uffff', '\u{10ffff}']) {
    expect(read(Buffer.from(text))).toBe(text)
  }
  const texts = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(texts, text => {
      const bytes = Buffer.from(text)
      fc.pre(bytes.length > 0 && bytes.length <= shortLengthMax)
      expect(read(bytes)).toBe(text.length <= 30 ? bytes.toString() : undefined)
    }),
  )
})

test('every length up to the longest is read, and no more than 30 code units', () => {
  for (let length = 1; length <= shortLengthMax; length++) {
    const text = 'абвгд'.repeat(8).slice(0, length >> 1) + 'x'.repeat(length & 1)
    expect(read(Buffer.from(text))).toBe(text.length <= 30 ? text : undefined)
    const ascii = 'y'.repeat(length)
    expect(read(Buffer.from(ascii))).toBe(length <= 30 ? ascii : undefined)
  }
})

test('bytes that are not well-formed are left to the native decoder, and only those', () => {
  const parts = fc.constantFrom(
    0x00,
    0x41,
    0x7f,
    0x80,
    0x8f,
    0x90,
    0x9f,
    0xa0,
    0xbf,
    0xc1,
    0xc2,
    0xdf,
    0xe0,
    0xe1,
    0xed,
  )
  const heads = fc.constantFrom(0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xf8, 0xfe, 0xff)
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, heads), { minLength: 1, maxLength: 6 }), list => {
      const bytes = Uint8Array.from(list)
      expect(read(bytes)).toBe(native(bytes))
    }),
    { numRuns: 3000 },
  )
})
