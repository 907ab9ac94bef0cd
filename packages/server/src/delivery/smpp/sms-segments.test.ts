import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toGsm } from './gsm-alphabet.ts'
import { smsSegments } from './sms-segments.ts'

const lengths = (text: string): number[] => smsSegments(text).segments.map(segment => segment.length)

describe('a text message', () => {
  it.each([
    ['of the GSM alphabet takes one octet a character', 'Kod 1: @£', 'gsm', [9]],
    ['of up to 160 characters is one part', 'x'.repeat(160), 'gsm', [160]],
    ['of more is cut after 153', 'x'.repeat(161), 'gsm', [153, 8]],
    ['counts the extension table double', '€'.repeat(80), 'gsm', [160]],
    ['does not part an escape from its character', `${'x'.repeat(152)}€${'x'.repeat(20)}`, 'gsm', [152, 22]],
    ['of another script takes two octets a character', 'Код', 'ucs2', [6]],
    ['of up to 70 such characters is one part', 'ж'.repeat(70), 'ucs2', [140]],
    ['of more is cut after 67', 'ж'.repeat(71), 'ucs2', [134, 8]],
    ['does not part the halves of a character', `${'ж'.repeat(66)}😀${'ж'.repeat(10)}`, 'ucs2', [132, 24]],
  ] as const)('%s', (_, text, encoding, expected) => {
    expect(smsSegments(text).encoding).toBe(encoding)
    expect(lengths(text)).toEqual(expected)
  })

  it('is the same text again when its parts are put together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), text => {
        const { encoding, segments } = smsSegments(text)
        const whole = Buffer.concat(segments)
        if (encoding === 'ucs2') expect(Buffer.from(whole).swap16().toString('utf16le')).toBe(text)
        else expect(whole).toEqual(Buffer.concat(toGsm(text) ?? []))
        for (const segment of segments) expect(segment.length).toBeLessThanOrEqual(segments.length > 1 ? 153 : 160)
      }),
    )
  })
})

it('knows the alphabet by its codes', () => {
  expect(toGsm('@')).toEqual([Uint8Array.of(0)])
  expect(toGsm(' ')).toEqual([Uint8Array.of(0x20)])
  expect(toGsm('¿')).toEqual([Uint8Array.of(0x60)])
  expect(toGsm('à')).toEqual([Uint8Array.of(0x7f)])
  expect(toGsm('[')).toEqual([Uint8Array.of(0x1b, 0x3c)])
  expect(toGsm('ç')).toBeUndefined()
  expect(toGsm('\u001b')).toBeUndefined()
})
