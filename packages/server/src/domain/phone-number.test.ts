import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../policy/default-policy.ts'
import { resolvePolicy } from '../policy/resolve-policy.ts'
import { isDomainError } from './domain-error.ts'
import { countryOf, normalisePhoneNumber, parsePhoneNumber, testNumberDigit } from './phone-number.ts'

const { numbers } = defaultPolicy

function outcome(text: string, policy = numbers): string {
  try {
    return parsePhoneNumber(text, policy)
  } catch (error) {
    return isDomainError(error) ? error.code : 'another error'
  }
}

describe('a phone number', () => {
  it('is kept as its digits, however it is written', () => {
    for (const text of ['+44 7700 900123', '447700900123', '44-7700-900-123', '(44) 7700.900123']) {
      expect(normalisePhoneNumber(text)).toBe('447700900123')
      expect(outcome(text)).toBe('447700900123')
    }
  })

  it('may be in an assigned, a fictional or an unassigned range by default', () => {
    for (const digits of ['33612345678', '15550001111', '447700900123', '9996612345', '9995551234', '88812345678']) {
      expect(outcome(digits)).toBe(digits)
    }
  })

  it('may be required to be in an assigned range', () => {
    const strict = resolvePolicy({ numbers: { accept: 'valid', unknownRanges: [] } }).numbers
    expect(outcome('33612345678', strict)).toBe('33612345678')
    for (const digits of ['15550001111', '447700900123', '9995551234', '88812345678']) {
      expect(outcome(digits, strict)).toBe('PHONE_NUMBER_INVALID')
    }
    // Reserved by a setting of its own.
    expect(outcome('9996612345', strict)).toBe('9996612345')
  })

  it('may be in a range that an operator adds', () => {
    const policy = resolvePolicy({ numbers: { unknownRanges: [{ prefix: '42', digitsMin: 4, digitsMax: 5 }] } }).numbers
    expect(outcome('4212', policy)).toBe('4212')
    expect(outcome('42123', policy)).toBe('42123')
    expect(outcome('421', policy)).toBe('PHONE_NUMBER_INVALID')
  })

  it('is not anything else', () => {
    for (const text of ['', '+', 'one two three', '123', '٤٤٧٧٠٠٩٠٠١٢٣', '9'.repeat(16), '9'.repeat(100_000)]) {
      expect(outcome(text)).toBe('PHONE_NUMBER_INVALID')
    }
  })

  it('has a country where its range belongs to one', () => {
    expect(countryOf('33612345678')).toBe('FR')
    expect(countryOf('79991234567')).toBe('RU')
    expect(countryOf('9995551234')).toBeUndefined()
  })
})

describe('a test number', () => {
  it('is 99966XYYYY with X from 1 to 3', () => {
    expect(testNumberDigit('9996610000', numbers)).toBe('1')
    expect(testNumberDigit('9996639999', numbers)).toBe('3')
    for (const digits of ['9996600000', '9996640000', '999661000', '99966100000', '9995610000']) {
      expect(testNumberDigit(digits, numbers)).toBeUndefined()
    }
  })

  it('is none where they are switched off', () => {
    expect(testNumberDigit('9996610000', { ...numbers, testNumbers: false })).toBeUndefined()
  })
})
