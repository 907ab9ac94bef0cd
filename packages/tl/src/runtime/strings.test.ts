import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import vectors from '../../test/vectors/strings.json' with { type: 'json' }
import { TlReader, TlWriter } from './index.ts'

function written(write: (writer: TlWriter) => void, capacity = 8): Uint8Array {
  const writer = new TlWriter(capacity)
  write(writer)
  return writer.finish()
}

describe('TL strings', () => {
  test.each(vectors.cases)(
    'of $length bytes have the head $head, $padding zero bytes after and $total bytes in all',
    vector => {
      const { length, head, padding, total } = vector
      const text = 'a'.repeat(length)
      const bytes = written(writer => writer.string(text))
      const hex = Buffer.from(bytes.subarray(0, head.length / 2)).toString('hex')
      expect([hex, bytes.length]).toEqual([head, total])
      expect(bytes.subarray(total - padding).every(byte => byte === 0)).toBe(true)
      const asBytes = written(writer => writer.bytes(Buffer.from(text)))
      expect(Buffer.compare(asBytes, bytes)).toBe(0)
      expect(new TlReader(bytes).string()).toBe(text)
      expect(new TlReader(bytes).bytes().length).toBe(length)
    },
  )

  test('come back as they were, whatever their length and signs', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300, size: 'max' }),
      fc.string({ unit: 'binary-ascii', maxLength: 300, size: 'max' }),
      fc.string({ maxLength: 30 }),
      fc.tuple(fc.nat(5000), fc.constantFrom('a', 'é', '€', '🙂')).map(([count, sign]) => sign.repeat(count)),
    )
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), fc.nat(40_000), (list, capacity) => {
        const bytes = written(writer => {
          for (const text of list) writer.string(text)
        }, capacity)
        const reader = new TlReader(bytes)
        expect(list.map(() => reader.string())).toEqual(list)
        reader.expectEnd()
      }),
    )
  })

  test('leave zeros in the padding even in memory that was used before', () => {
    const memory = new Uint8Array(64).fill(0xff)
    const writer = new TlWriter(memory)
    for (const text of ['', 'a', 'ab', 'abcd', 'éé', 'a'.repeat(12)]) writer.string(text)
    const reader = new TlReader(writer.finish())
    expect(reader.remaining % 4).toBe(0)
    expect(Buffer.from(writer.finish()).includes(0xff)).toBe(false)
  })

  test('keep a byte order mark, and turn lone surrogates and malformed bytes into U+FFFD', () => {
    expect(new TlReader(written(writer => writer.string('\ufeffx'))).string()).toBe('\ufeffx')
    expect(new TlReader(written(writer => writer.string('\ud800x'))).string()).toBe('\ufffdx')
    expect(new TlReader(Uint8Array.of(3, 0xff, 0x61, 0x62)).string()).toBe('\ufffdab')
    expect(new TlReader(Uint8Array.of(1, 0x80, 0, 0)).string()).toBe('\ufffd')
  })

  test('are read in the long form for any length', () => {
    expect(new TlReader(Uint8Array.of(0xfe, 2, 0, 0, 0x61, 0x62, 0, 0)).string()).toBe('ab')
    expect(new TlReader(Uint8Array.of(0xfe, 2, 0, 0, 0x61, 0x62, 0, 0)).bytes()).toEqual(Uint8Array.of(0x61, 0x62))
  })

  test('longer than 2²⁴ − 1 bytes are refused, counted in UTF-8', () => {
    const writer = new TlWriter(4)
    expect(() => writer.string('é'.repeat(2 ** 23))).toThrow(/^\[STRING_LENGTH\]/)
    expect(() => writer.bytes(new Uint8Array(2 ** 24))).toThrow(/^\[STRING_LENGTH\]/)
    expect(writer.length).toBe(0)
  })

  test('that claim more than there is are refused without reading on', () => {
    for (const bytes of [[5, 1, 2, 3], [0xfe, 0xff, 0xff, 0xff], [0xfe, 4, 0, 0], [2, 1], []]) {
      expect(() => new TlReader(Uint8Array.from(bytes)).string()).toThrow(/^\[UNEXPECTED_END\]/)
      expect(() => new TlReader(Uint8Array.from(bytes)).bytes()).toThrow(/^\[UNEXPECTED_END\]/)
    }
    expect(() => new TlReader(Uint8Array.of(0xff, 0, 0, 0)).string()).toThrow(/^\[STRING_LENGTH\]/)
  })

  test('over the limit of the reader are refused', () => {
    const bytes = written(writer => writer.string('a'.repeat(1000)))
    expect(() => new TlReader(bytes, { limits: { stringBytesMax: 999 } }).string()).toThrow(/^\[STRING_LENGTH\]/)
    expect(new TlReader(bytes, { limits: { stringBytesMax: 1000 } }).string()).toHaveLength(1000)
  })
})
