import type { Combinator, Schema } from '@chappe/tl'
import { type Codec, encodeToBytes, TlDecodeError, type TlObject, TlReader, TlWriter } from '@chappe/tl/runtime'
import { arbitraryCall, arbitraryResult, arbitraryValue } from '@chappe/tl/testing'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { knownLayers, newestLayer, schemaOfLayer } from '../src/layers.ts'
import { ownCodec } from '../src/own-codecs.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

// One run of a failing case is repeated by setting SCHEMA_SEED to the number that the failure prints.
const seed = Number(process.env.SCHEMA_SEED ?? Date.now() % 0x7fffffff)
console.log(`every-constructor: SCHEMA_SEED=${seed}`)

describe.each(knownLayers)('layer %i', layer => {
  const schema = schemaOfLayer(layer) as Schema
  const codec = ownCodec(layer) as Codec
  // What is the same in a newer layer was tried there more thoroughly.
  const runs = layer === newestLayer ? 3 : 1

  test('reads back what it wrote, for every constructor', () => {
    for (const { name } of schema.constructors) {
      forSome(name, arbitraryValue(schema, name), runs, value => {
        const reader = new TlReader(encodeToBytes(codec, value as TlObject))
        expect(codec.decode(reader)).toStrictEqual(value)
        reader.expectEnd()
      })
    }
  })

  test('reads back every call', () => {
    for (const { name } of schema.functions) {
      forSome(name, arbitraryCall(schema, name), runs, value => {
        const reader = new TlReader(encodeToBytes(codec, value as TlObject))
        expect(codec.decodeCall(reader)).toStrictEqual(value)
        reader.expectEnd()
      })
    }
  })

  test('reads back every answer', () => {
    for (const { name, generics } of schema.functions) {
      if (generics.length > 0) continue
      forSome(name, arbitraryResult(schema, name), 1, value => {
        const writer = new TlWriter()
        codec.encodeResult(writer, name, value)
        const reader = new TlReader(writer.finish())
        expect(codec.decodeResult(reader, name)).toStrictEqual(value)
        reader.expectEnd()
      })
    }
  })

  test('answers broken input with an error or a value, within its bounds', () => {
    for (const combinator of sample([...schema.constructors, ...schema.functions], layer === newestLayer ? 1 : 8)) {
      const arbitrary =
        combinator.kind === 'function'
          ? arbitraryCall(schema, combinator.name)
          : arbitraryValue(schema, combinator.name)
      forSome(combinator.name, fc.tuple(arbitrary, fc.nat(), fc.nat(7)), 1, ([value, place, bit]) => {
        const bytes = encodeToBytes(codec, value as TlObject).slice()
        decodeOrRefuse(codec, combinator.kind, bytes.subarray(0, place % bytes.length))
        bytes[place % bytes.length] = (bytes[place % bytes.length] ?? 0) ^ (1 << bit)
        decodeOrRefuse(codec, combinator.kind, bytes)
      })
    }
  })
})

function forSome<T>(name: string, arbitrary: fc.Arbitrary<T>, numRuns: number, check: (value: T) => void): void {
  try {
    fc.assert(fc.property(arbitrary, check), { numRuns, seed: seed ^ hash(name) })
  } catch (error) {
    throw new Error(`${name} (SCHEMA_SEED=${seed})`, { cause: error })
  }
}

function decodeOrRefuse(codec: Codec, kind: Combinator['kind'], bytes: Uint8Array): void {
  const reader = new TlReader(bytes)
  try {
    if (kind === 'function') codec.decodeCall(reader)
    else codec.decode(reader)
  } catch (error) {
    expect(error).toBeInstanceOf(TlDecodeError)
  }
}

function sample<T>(items: readonly T[], step: number): readonly T[] {
  return items.filter((_, index) => index % step === seed % step)
}

// The seed of one name, so that each gets other values.
function hash(name: string): number {
  let sum = 0
  for (let index = 0; index < name.length; index++) sum = (Math.imul(sum, 31) + name.charCodeAt(index)) | 0
  return sum & 0x7fffffff
}
