import { describe, expect, test } from 'vitest'
import { TlWriter } from './index.ts'

function hex(write: (writer: TlWriter) => void): string {
  const writer = new TlWriter()
  write(writer)
  return Buffer.from(writer.finish()).toString('hex')
}

describe('TlWriter', () => {
  test('writes numbers in little-endian order', () => {
    expect(hex(writer => writer.int(-2))).toBe('feffffff')
    expect(hex(writer => writer.nat(0xfffffffe))).toBe('feffffff')
    expect(hex(writer => writer.long(0x0102030405060708n))).toBe('0807060504030201')
    expect(hex(writer => writer.double(1))).toBe('000000000000f03f')
    expect(hex(writer => writer.bool(true))).toBe('b5757299')
    expect(hex(writer => writer.bool(false))).toBe('379779bc')
  })

  test('takes an unsigned long as its 64 bits', () => {
    expect(hex(writer => writer.long(0xffffffffffffffffn))).toBe('ffffffffffffffff')
    expect(() => hex(writer => writer.long(2n ** 64n))).toThrow(/^\[WRONG_TYPE\]/)
    expect(() => hex(writer => writer.long(-(2n ** 63n) - 1n))).toThrow(/^\[WRONG_TYPE\]/)
  })

  test('refuses what is not of the type', () => {
    for (const value of [0.5, 2 ** 31, Number.NaN, '1', null, undefined, 1n]) {
      expect(() => hex(writer => writer.int(value as number))).toThrow(/^\[WRONG_TYPE\] expected int/)
    }
    expect(() => hex(writer => writer.long(1 as unknown as bigint))).toThrow(/expected long, got the number 1/)
    expect(() => hex(writer => writer.string(1 as unknown as string))).toThrow(/expected string/)
    expect(() => hex(writer => writer.bytes('x' as unknown as Uint8Array))).toThrow(/expected bytes/)
    expect(() => hex(writer => writer.int128(new Uint8Array(15)))).toThrow(/expected int128, got 15 bytes/)
    expect(() => hex(writer => writer.raw(new Uint8Array(3)))).toThrow(/expected encoded TL/)
    expect(() => hex(writer => writer.double('1' as unknown as number))).toThrow(/expected double/)
  })

  test('writes into the memory it was given as long as that suffices', () => {
    const memory = new Uint8Array(16)
    const writer = new TlWriter(memory.subarray(4))
    writer.int(1)
    writer.raw(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
    expect(writer.finish().buffer).toBe(memory.buffer)
    expect([...memory]).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8])
    writer.int(2)
    expect(writer.finish().buffer).not.toBe(memory.buffer)
    expect(writer.length).toBe(16)
    expect([...writer.finish().subarray(0, 4)]).toEqual([1, 0, 0, 0])
  })

  test('refuses memory that does not start on a word', () => {
    expect(() => new TlWriter(new Uint8Array(16).subarray(1))).toThrow(/multiple of four/)
  })

  test('grows up to its limit and no further', () => {
    const writer = new TlWriter(4, { totalBytesMax: 1024 })
    for (let word = 0; word < 256; word++) writer.int(word)
    expect(() => writer.int(256)).toThrow(/^\[TOTAL_SIZE\]/)
    expect(() => writer.string('a'.repeat(5000))).toThrow(/^\[TOTAL_SIZE\]/)
    expect(writer.length).toBe(1024)
  })

  test('forgets what was written on reset, wholly or back to a length', () => {
    const writer = new TlWriter()
    writer.int(1)
    writer.int(2)
    writer.reset(4)
    expect(writer.length).toBe(4)
    writer.reset()
    expect(writer.finish()).toHaveLength(0)
  })
})
