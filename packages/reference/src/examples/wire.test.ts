import { api } from '@chappe/schema/api'
import { newestLayer, schemaOfLayer } from '@chappe/schema/layers'
import { parseSchema } from '@chappe/tl'
import { decodeFromBytes, encodeToBytes, TlReader } from '@chappe/tl/runtime'
import { describe, expect, it } from 'vitest'
import { createValueBuilder, type OptionalFields } from './build-value.ts'
import { createWireExplainer, WireError } from './wire.ts'

const newest = schemaOfLayer(newestLayer)!
const explain = createWireExplainer(newest)
const builder = createValueBuilder(newest)

function meanings(name: string, optional: OptionalFields = 'none') {
  const combinator = [...newest.functions, ...newest.constructors].find(combinator => combinator.name === name)!
  return explain(encodeToBytes(api, { _: name, ...builder.fields(combinator, optional) })).map(
    ({ offset, field, meaning }) => `${offset} ${field}: ${meaning}`,
  )
}

describe('the bytes of an example, explained', () => {
  it('name each field with what it says', () => {
    expect(meanings('auth.resendCode', 'all')).toEqual([
      '0 id: auth.resendCode#cae47523',
      '4 flags: # 1: reason (bit 0)',
      '8 phone_number: string "+12025550123"',
      '24 phone_code_hash: string "8f14e45fceea167a5a"',
      '44 reason: string "PLAY_INTEGRITY_NOT_AVAILABLE"',
    ])
  })

  it('show vectors, wrapped calls, Bool and bytes', () => {
    expect(meanings('users.getUsers')).toEqual([
      '0 id: users.getUsers#0d91a548',
      '4 id: Vector#1cb5c415',
      '8 id.length: 1 item',
      '12 id[0]: inputUserSelf#f7c1b13f',
    ])
    expect(meanings('invokeWithReCaptcha')).toContain('28 query: help.getConfig#c4f9186b')
    expect(meanings('account.updateStatus')).toEqual([
      '0 id: account.updateStatus#6628562c',
      '4 offline: boolFalse#bc799737',
    ])
    expect(meanings('upload.saveFilePart').at(-1)).toBe(
      '16 bytes: bytes, 39 bytes: "The engine weaves algebraical patterns."',
    )
  })

  it('are all bytes of all calls and constructors, each once and in order, and mean what was encoded', () => {
    for (const combinator of [...newest.functions, ...newest.constructors]) {
      const value = { _: combinator.name, ...builder.fields(combinator, 'all') }
      const bytes = encodeToBytes(api, value)
      const parts = explain(bytes)
      expect(parts.map(({ hex }) => hex).join('')).toBe(Buffer.from(bytes).toString('hex'))
      let end = 0
      for (const { offset, hex } of parts) {
        expect(offset).toBe(end)
        end += hex.length / 2
      }
      expect(parts[0]?.meaning).toBe(`${combinator.name}#${combinator.id.toString(16).padStart(8, '0')}`)
      const decoded = combinator.kind === 'function' ? api.decodeCall(new TlReader(bytes)) : decodeFromBytes(api, bytes)
      expect(decoded).toEqual(value)
    }
  })
})

describe('bytes that the schema does not explain', () => {
  const explainOwn = createWireExplainer(parseSchema('gear#11111111 axle:Axle = Gear;\nboolTrue#997275b5 = Bool;'))

  it('are refused with their place', () => {
    expect(() => explainOwn(Uint8Array.of(1, 2, 3, 4))).toThrow(WireError)
    expect(() => explainOwn(Uint8Array.of(0x11, 0x11, 0x11, 0x11, 1, 2, 3, 4))).toThrow(/at byte 4/)
  })

  it('are refused when they end early or go on', () => {
    const bytes = encodeToBytes(api, { _: 'inputPeerSelf' })
    expect(() => explain(bytes.subarray(0, 3))).toThrow(/UNEXPECTED_END/)
    expect(() => explain(Uint8Array.of(...bytes, 0, 0, 0, 0))).toThrow(/TRAILING_BYTES/)
  })
})
