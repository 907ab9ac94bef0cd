// For each layer, what a server answers decodes with that layer's schema, or is refused with the path of what it lacks.

import { printType } from '@chappe/tl'
import { decodeFromBytes, encodeToBytes, TlEncodeError, type TlObject, TlReader, TlWriter } from '@chappe/tl/runtime'
import { arbitraryResult, arbitraryValue } from '@chappe/tl/testing'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { codecForLayer, knownLayers, newestLayer, schemaOfLayer } from '../src/layers.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const seed = Number(process.env.SCHEMA_SEED ?? Date.now() % 0x7fffffff)
console.log(`down-conversion: SCHEMA_SEED=${seed}`)

const schema = schemaOfLayer(newestLayer)
if (schema === undefined) throw new Error('the newest layer has no schema')
const newest = schema

/** What every client meets before and right after its login. */
const loginAnswers = [
  'help.getConfig',
  'help.getNearestDc',
  'help.getCountriesList',
  'auth.cancelCode',
  'auth.logOut',
  'updates.getState',
  'users.getUsers',
]

/** Types of which every constructor has a stand-in where a layer lacks it. */
const coveredTypes = [
  'MessageMedia',
  'MessageAction',
  'MessageEntity',
  'auth.SentCodeType',
  'auth.CodeType',
  'SendMessageAction',
  'Reaction',
  'StarsTransactionPeer',
  'PhoneCallDiscardReason',
]

describe.each(knownLayers.slice(1))('layer %i', layer => {
  const codec = codecForLayer(layer)
  const typesOfLayer = new Set(schemaOfLayer(layer)?.constructors.map(({ result }) => printType(result)))

  test('has every answer of the login', () => {
    for (const method of loginAnswers) {
      for (const answer of some(arbitraryResult(newest, method), 20)) {
        const writer = new TlWriter()
        codec.encodeResult(writer, method, answer)
        const reader = new TlReader(writer.finish())
        codec.decodeResult(reader, method)
        reader.expectEnd()
      }
    }
  })

  test.each(coveredTypes)('has something for every %s', type => {
    // Values of a type that the layer does not have at all are in no answer of it.
    if (!typesOfLayer.has(type)) return
    for (const { name, result } of newest.constructors) {
      if (result.kind !== 'type' || result.name !== type) continue
      for (const value of some(arbitraryValue(newest, name, { depthMax: 1 }), 2)) {
        const outcome = encoded(value as TlObject)
        // Deep inside there may be gifts and the like that the layer has no word for; the value itself is never refused.
        if (outcome instanceof TlEncodeError) expect(outcome.path).toContain('.')
        else decodeFromBytes(codec, outcome)
      }
    }
  })

  test('decodes what it wrote of every other answer, or says where it lacks a word', () => {
    let refused = 0
    let said = 0
    for (const { name, generics } of newest.functions) {
      if (generics.length > 0 || !codec.hasFunction(name)) continue
      for (const answer of some(arbitraryResult(newest, name), 2)) {
        const writer = new TlWriter()
        try {
          codec.encodeResult(writer, name, answer)
        } catch (error) {
          expect(error).toBeInstanceOf(TlEncodeError)
          refused++
          continue
        }
        const reader = new TlReader(writer.finish())
        codec.decodeResult(reader, name)
        reader.expectEnd()
        said++
      }
    }
    // Random values are full of the newest constructors; real ones are not.
    expect(refused / (refused + said)).toBeLessThan(0.12)
  })

  function encoded(value: TlObject): Uint8Array | TlEncodeError {
    try {
      return encodeToBytes(codec, value)
    } catch (error) {
      if (error instanceof TlEncodeError) return error
      throw error
    }
  }
})

function some<T>(arbitrary: fc.Arbitrary<T>, count: number): readonly T[] {
  return fc.sample(arbitrary, { numRuns: count, seed })
}
