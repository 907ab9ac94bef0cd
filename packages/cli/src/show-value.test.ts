import { describe, expect, it } from 'vitest'
import { showValue, toJson } from './show-value.ts'

const sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeApp', length: 5 },
  phone_code_hash: 'a1b2',
  next_type: { _: 'auth.codeTypeSms' },
  timeout: undefined,
}

describe('showValue', () => {
  it('keeps a short value on one line and leaves absent fields out', () => {
    expect(showValue({ ...sentCode, phone_code_hash: 'x', next_type: undefined })).toBe(
      'auth.sentCode { type: auth.sentCodeTypeApp { length: 5 }, phone_code_hash: "x" }',
    )
  })

  it('breaks a long value into a tree', () => {
    expect(showValue({ ...sentCode, phone_code_hash: 'f'.repeat(80) })).toBe(
      [
        'auth.sentCode {',
        '  type: auth.sentCodeTypeApp { length: 5 }',
        `  phone_code_hash: "${'f'.repeat(80)}"`,
        '  next_type: auth.codeTypeSms',
        '}',
      ].join('\n'),
    )
  })

  it('breaks where the screen ends, colours not counted', () => {
    const bold = { constructor_name: (text: string) => `<<${text}>>`, field: String, value: String }
    const value = { _: 'inputUserSelf', number: 1 }
    expect(showValue(value, { width: 27, style: bold })).toBe('<<inputUserSelf>> { number: 1 }')
    expect(showValue(value, { width: 20 })).toBe('inputUserSelf {\n  number: 1\n}')
  })

  it('escapes what a terminal would obey', () => {
    expect(showValue('a\u001b[2J\u009b\n')).toBe('"a\\u001b[2J\\u009b\\n"')
  })

  it('hides secrets, unless they are asked for', () => {
    const value = { _: 'auth.loggedOut', future_auth_token: new Uint8Array([1, 255]) }
    expect(showValue(value)).toBe('auth.loggedOut { future_auth_token: <2 bytes, hidden> }')
    expect(showValue(value, { width: 30 })).toBe('auth.loggedOut {\n  future_auth_token: <2 bytes, hidden>\n}')
    expect(showValue(value, { secrets: true })).toBe('auth.loggedOut { future_auth_token: 0x01ff }')
  })

  it('shows longs, bytes, lists and booleans', () => {
    expect(showValue([5n, new Uint8Array([1, 255]), true, []])).toBe('[5, 0x01ff, true, []]')
  })
})

describe('toJson', () => {
  it('writes secrets as they are, for the program that goes on with them', () => {
    expect(toJson({ _: 'auth.loggedOut', future_auth_token: new Uint8Array([0, 255]) })).toEqual({
      _: 'auth.loggedOut',
      future_auth_token: 'AP8=',
    })
  })

  it('writes longs as strings and bytes as base64', () => {
    expect(toJson({ _: 'x', id: 2n ** 63n - 1n, data: new Uint8Array([0, 255]), list: [1n], none: undefined })).toEqual(
      {
        _: 'x',
        id: '9223372036854775807',
        data: 'AP8=',
        list: ['1'],
      },
    )
  })
})
