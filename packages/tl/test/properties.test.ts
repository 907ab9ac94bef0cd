import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileCodec } from '../src/compile.ts'
import {
  decodeFromBytes,
  encodeToBytes,
  isTlDecodeError,
  type TlObject,
  TlReader,
  TlWriter,
} from '../src/runtime/index.ts'
import { arbitraryCall, arbitraryResult, arbitraryValue } from '../src/testing/index.ts'
import { smallSchema } from './small-schema.ts'

const codec = compileCodec(smallSchema)
const names = smallSchema.constructors
  .map(({ name }) => name)
  .filter(name => !['vector', 'int128', 'boolTrue', 'boolFalse'].includes(name))
const methods = smallSchema.functions.map(({ name }) => name)
const deep = { depthMax: 4, itemsMax: 3 }

describe('decode after encode', () => {
  test.each(names)('gives every value of %s back', name => {
    fc.assert(
      fc.property(arbitraryValue(smallSchema, name, deep), value => {
        expect(decodeFromBytes(codec, encodeToBytes(codec, value as TlObject))).toEqual(value)
      }),
    )
  })

  test.each(methods)('gives calls and answers of %s back', method => {
    fc.assert(
      fc.property(arbitraryCall(smallSchema, method, deep), call => {
        const reader = new TlReader(encodeToBytes(codec, call as TlObject))
        expect(codec.decodeCall(reader)).toEqual(call)
        reader.expectEnd()
      }),
    )
    if (method === 'invokeWithLayer') return
    fc.assert(
      fc.property(arbitraryResult(smallSchema, method, deep), value => {
        const writer = new TlWriter()
        codec.encodeResult(writer, method, value)
        expect(codec.decodeResult(new TlReader(writer.finish()), method)).toEqual(value)
      }),
    )
  })
})

describe('hostile bytes', () => {
  const encoded = arbitraryValue(smallSchema, 'wrapper', deep).map(value => encodeToBytes(codec, value as TlObject))

  /** Decodes to a value or to an error with a place inside the bytes, never to anything else. */
  function survive(bytes: Uint8Array): void {
    try {
      decodeFromBytes(codec, bytes)
    } catch (error) {
      if (!isTlDecodeError(error)) throw error
      expect(error.offset).toBeLessThanOrEqual(bytes.length)
    }
  }

  test('that end early are an error at every length', () => {
    fc.assert(
      fc.property(encoded, bytes => {
        for (let length = 0; length < bytes.length; length += 4) {
          expect(() => decodeFromBytes(codec, bytes.subarray(0, length))).toThrow(/^\[(UNEXPECTED_END|COUNT)\]/)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('with flipped bits are a value or a TlDecodeError', () => {
    fc.assert(
      fc.property(encoded, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), (bytes, flips) => {
        const broken = bytes.slice()
        for (const flip of flips) {
          const bit = flip % (broken.length * 8)
          broken[bit >> 3] = (broken[bit >> 3] as number) ^ (1 << (bit & 7))
        }
        survive(broken)
      }),
      { numRuns: 500 },
    )
  })

  test('of any kind are a value or a TlDecodeError', () => {
    const ids = smallSchema.constructors.map(({ id }) => id | 0)
    const words = fc.array(fc.oneof(fc.constantFrom(...ids, 0x1cb5c415), fc.integer(), fc.nat(3)), { maxLength: 60 })
    fc.assert(
      fc.property(words, list => survive(new Uint8Array(Int32Array.from(list).buffer))),
      { numRuns: 1000 },
    )
  })

  test('cannot make a vector larger than they are', () => {
    const bytes = new Uint8Array(1024 * 1024)
    new Int32Array(bytes.buffer).set([3, 0x1cb5c415, 262_141, 1, 1, 1])
    const before = process.memoryUsage().heapUsed
    expect(() => decodeFromBytes(codec, bytes)).toThrow(/^\[UNKNOWN_CONSTRUCTOR\] group\.shapes\[3\]/)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(16 * 1024 * 1024)
  })
})
