import { readFileSync } from 'node:fs'
import { compileCodec } from '@chappe/tl'
import { decodeFromBytes, encodeToBytes, type TlObject, TlReader, TlWriter } from '@chappe/tl/runtime'
import { arbitraryCall, arbitraryValue } from '@chappe/tl/testing'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { mtproto } from '../gen/mtproto.js'
import { mtprotoSchema } from '../tools/mtproto-source.ts'
import { readSources } from '../tools/sources.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const schema = mtprotoSchema(readSources().mtproto)

const { vectors } = JSON.parse(readFileSync(new URL('./vectors/service-messages.json', import.meta.url), 'utf8')) as {
  vectors: { name: string; kind: string; constructor: string; hex: string }[]
}

describe('the codec of the service messages', () => {
  test.each(vectors)('reads and writes $name byte for byte', ({ kind, constructor: name, hex }) => {
    const bytes = Uint8Array.from(Buffer.from(hex, 'hex'))
    const reader = new TlReader(bytes, { fallback: callInPlaceOfObject })
    const value = (kind === 'function' ? mtproto.decodeCall(reader) : mtproto.decode(reader)) as TlObject
    reader.expectEnd()
    expect(value._).toBe(name)
    expect(Buffer.from(encodeToBytes(mtproto, value)).toString('hex')).toBe(hex)
  })

  test('reads back what it wrote, for every constructor and function', () => {
    for (const { name } of schema.constructors) {
      fc.assert(
        fc.property(arbitraryValue(schema, name), value => {
          expect(decodeFromBytes(mtproto, encodeToBytes(mtproto, value as TlObject))).toStrictEqual(value)
        }),
        { numRuns: 10 },
      )
    }
    for (const { name } of schema.functions) {
      fc.assert(
        fc.property(arbitraryCall(schema, name), value => {
          const writer = new TlWriter()
          mtproto.encode(writer, value as TlObject)
          expect(mtproto.decodeCall(new TlReader(writer.finish()))).toStrictEqual(value)
        }),
        { numRuns: 10 },
      )
    }
  })

  test('has the same numbers when compiled at run time', () => {
    const compiled = compileCodec(schema)
    for (const { name, id } of [...schema.constructors, ...schema.functions]) {
      expect(mtproto.idOf(name)).toBe(id)
      expect(compiled.idOf(name)).toBe(id)
    }
  })

  test('has the old forms that a server still meets', () => {
    for (const name of [
      'p_q_inner_data',
      'p_q_inner_data_temp',
      'server_DH_params_fail',
      'msg_copy',
      'msg_resend_ans_req',
    ]) {
      expect(mtproto.hasConstructor(name), name).toBe(true)
    }
    expect(mtproto.hasFunction('req_pq')).toBe(true)
    expect(mtproto.layer).toBeUndefined()
  })
})

// A message inside a container may be a call; sessions read those apart.
function callInPlaceOfObject(_id: number, reader: TlReader): unknown {
  reader.position -= 4
  return mtproto.decodeCall(reader)
}
