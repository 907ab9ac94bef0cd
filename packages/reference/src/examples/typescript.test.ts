import { expect, it } from 'vitest'
import { toTypescript, toTypescriptObject } from './typescript.ts'

it('prints what TypeScript reads as the same value', () => {
  expect(toTypescript(5n)).toBe('5n')
  expect(toTypescript(true)).toBe('true')
  expect(toTypescript([1, 2.5])).toBe('[1, 2.5]')
  expect(toTypescript({ _: 'inputPeerSelf' })).toBe("{ _: 'inputPeerSelf' }")
  expect(toTypescript({})).toBe('{}')
})

it('quotes texts the way a formatter does', () => {
  expect(toTypescript('a "b" \n c')).toBe(`'a "b" \\n c'`)
  expect(toTypescript("it's")).toBe("'it\\'s'")
  expect(toTypescript('back\\slash')).toBe("'back\\\\slash'")
})

it('prints bytes as text, as digits, or as their number', () => {
  expect(toTypescript(new TextEncoder().encode('next:2'))).toBe("Buffer.from('next:2')")
  expect(toTypescript(Uint8Array.of(0, 255))).toBe("Buffer.from('00ff', 'hex')")
  expect(toTypescript(new Uint8Array(256))).toBe('new Uint8Array(256) /* 256 bytes */')
})

it('breaks what does not fit into 80 columns, and only that', () => {
  const peer = { _: 'inputPeerUser', user_id: 5000000001n, access_hash: 7260534120587894813n }
  expect(toTypescriptObject({ peer, limit: 20 }, {})).toBe(`{
  peer: {
    _: 'inputPeerUser',
    user_id: 5000000001n,
    access_hash: 7260534120587894813n,
  },
  limit: 20,
}`)
})

it('puts expressions in the place of values, short where they have the same name', () => {
  const expressions = { phone_number: 'phone_number', phone_code_hash: 'sent.phone_code_hash' }
  expect(toTypescriptObject({ phone_number: '+1', phone_code_hash: 'x', reason: 'y' }, expressions)).toBe(
    "{ phone_number, phone_code_hash: sent.phone_code_hash, reason: 'y' }",
  )
})

it('prints colours in the way they are written', () => {
  expect(toTypescript({ accent_color: 0x2f6ea5, color: 5 })).toBe('{ accent_color: 0x2f6ea5, color: 5 }')
})
