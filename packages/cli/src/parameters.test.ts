import { describe, expect, it } from 'vitest'
import { parseParameters } from './parameters.ts'

describe('parseParameters', () => {
  it('reads pairs, and JSON where a value looks like it', () => {
    expect(
      parseParameters(['--phone_number', '+12025550143', '--settings', '{"_":"codeSettings"}', '--count=3', '--big']),
    ).toEqual({
      phone_number: '+12025550143',
      settings: { _: 'codeSettings' },
      count: '3',
      big: true,
    })
  })

  it('keeps leading zeros of a code', () => {
    expect(parseParameters(['--phone_code', '00123'])).toEqual({ phone_code: '00123' })
  })

  it('reads all parameters from one JSON object', () => {
    expect(parseParameters(['{ "id": [1] }'])).toEqual({ id: [1] })
  })

  it('says what stands in the wrong place', () => {
    expect(() => parseParameters(['phone'])).toThrow('"phone" stands where a parameter\'s name is expected')
    expect(() => parseParameters(['--a', '1', '--a', '2'])).toThrow('--a is given twice')
    expect(() => parseParameters(['{nope'])).toThrow('the parameters are not JSON')
  })
})
