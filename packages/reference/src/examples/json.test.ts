import { expect, it } from 'vitest'
import { jsonText, toHex, toJson } from './json.ts'

it('says longs as decimal digits and bytes as hexadecimal ones, and leaves out what is absent', () => {
  const value = { _: 'x', id: -5n, key: Uint8Array.of(1, 255), list: [1n], flag: true }
  expect(toJson(value)).toEqual({ _: 'x', id: '-5', key: '0x01ff', list: ['1'], flag: true })
  expect(toJson(undefined)).toBe(null)
})

it('prints what JSON reads back, on one line while that fits', () => {
  const value = { name: 'a "quoted" \n text', list: [1, 2, { deep: null }], none: {}, empty: [] }
  expect(jsonText(value)).toBe(
    '{\n  "name": "a \\"quoted\\" \\n text",\n  "list": [1, 2, { "deep": null }],\n  "none": {},\n  "empty": []\n}',
  )
  expect(jsonText(value, 200)).not.toContain('\n')
  expect(JSON.parse(jsonText(value, 10))).toEqual(value)
})

it('writes two digits for each byte', () => {
  expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff')
})
