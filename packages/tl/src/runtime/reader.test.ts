import { describe, expect, test } from 'vitest'
import { isTlDecodeError, type TlDecodeError, TlReader } from './index.ts'

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'))
}

function failure(run: () => unknown): TlDecodeError {
  try {
    run()
  } catch (error) {
    if (isTlDecodeError(error)) return error
  }
  throw new Error('nothing was thrown')
}

describe('TlReader', () => {
  test('reads numbers in little-endian order from any place in memory', () => {
    const memory = bytes(`00feffffff0807060504030201000000000000f03fb5757299379779bc`)
    const reader = new TlReader(memory.subarray(1))
    expect([reader.int(), reader.long(), reader.double(), reader.bool(), reader.bool()]).toEqual([
      -2,
      0x0102030405060708n,
      1,
      true,
      false,
    ])
    expect([reader.position, reader.remaining]).toEqual([28, 0])
  })

  test('never reads past the end', () => {
    for (const read of [
      'int',
      'nat',
      'long',
      'double',
      'bool',
      'string',
      'bytes',
      'int128',
      'int256',
      'int512',
    ] as const) {
      const error = failure(() => new TlReader(new Uint8Array(7).subarray(0, 3))[read]())
      expect([error.code, error.offset]).toEqual(['UNEXPECTED_END', 0])
    }
  })

  test('copies bytes out of the memory, and views only on request', () => {
    const memory = bytes('03010203')
    const copy = new TlReader(memory).bytes()
    const view = new TlReader(memory).bytesView()
    memory[1] = 9
    expect([copy[0], view[0]]).toEqual([1, 9])
    expect(copy.buffer.byteLength).toBe(3)
  })

  test('checks the count of a vector against the bytes that remain', () => {
    expect(new TlReader(bytes('0200000000000000')).count(2)).toBe(2)
    expect(failure(() => new TlReader(bytes('0300000000000000')).count(2)).code).toBe('COUNT')
    expect(failure(() => new TlReader(bytes('ffffffff')).count(4)).code).toBe('COUNT')
    expect(failure(() => new TlReader(bytes('ffffff7f')).count(0)).code).toBe('COUNT')
    expect(
      failure(() => new TlReader(bytes('0b00000000000000'), { limits: { vectorCountMax: 10 } }).count(0)).code,
    ).toBe('COUNT')
  })

  test('says which number is no vector and no Bool', () => {
    const error = failure(() => new TlReader(bytes('efbeadde00000000')).vector(4))
    expect([error.code, error.id, error.offset]).toEqual(['UNKNOWN_CONSTRUCTOR', 0xdeadbeef, 0])
    expect(failure(() => new TlReader(bytes('efbeadde')).bool()).id).toBe(0xdeadbeef)
  })

  test('bounds the whole input and the nesting', () => {
    expect(failure(() => new TlReader(new Uint8Array(12), { limits: { totalBytesMax: 8 } })).code).toBe('TOTAL_SIZE')
    const reader = new TlReader(new Uint8Array(0), { limits: { depthMax: 2 } })
    reader.enter()
    reader.enter()
    expect(failure(() => reader.enter()).code).toBe('DEPTH')
  })

  test('names the bytes that are left over', () => {
    const error = failure(() => new TlReader(bytes('0000000000000000')).expectEnd())
    expect([error.code, error.message]).toEqual(['TRAILING_BYTES', expect.stringContaining('8 bytes after')])
  })

  test('can be set back, but not outside its bytes', () => {
    const reader = new TlReader(bytes('01000000'))
    reader.int()
    reader.position = 0
    expect(reader.int()).toBe(1)
    expect(() => {
      reader.position = 5
    }).toThrow(/no byte 5/)
  })
})

describe('a reader of memory', () => {
  const memory = new Uint8Array([3, 1, 2, 3, ...new Array(16).fill(7)])

  test('copies bytes out by default', () => {
    const reader = new TlReader(memory.slice())
    expect(reader.bytes().buffer.byteLength).toBe(3)
    expect(reader.int128().buffer.byteLength).toBe(16)
  })

  test('gives views where it owns the memory', () => {
    const own = memory.slice()
    const reader = new TlReader(own, { ownsMemory: true })
    const [bytes, nonce] = [reader.bytes(), reader.int128()]
    expect([...bytes]).toEqual([1, 2, 3])
    expect(bytes.buffer).toBe(own.buffer)
    expect(nonce.buffer).toBe(own.buffer)
  })
})
