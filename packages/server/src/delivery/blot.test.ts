import { expect, it } from 'vitest'
import { blot } from './blot.ts'

it.each([
  ['the code', 'bad text "Code: 48151"', '48151', 'bad text "Code: *****"'],
  ['a code with spaces between', 'said 4 8 1 5 1', '48151', 'said *****'],
  ['a code with commas and dashes between', 'said 4, 8-1. 5 1!', '48151', 'said *****!'],
  ['a word in capitals', 'sent KAMILO', 'kamilo', 'sent *****'],
  ['a phrase with other spacing', 'sent river  STONE\nlamp', 'river stone lamp', 'sent *****'],
  ['a code of signs that patterns know', 'a+b (c)', 'a+b', '***** (c)'],
])('blots out %s', (_, text, code, clean) => {
  expect(blot(text, { code })).toBe(clean)
})

it('blots out credentials', () => {
  expect(blot('535 no such user with password hunter2', { code: '48151', secrets: ['hunter2', ''] })).toBe(
    '535 no such user with password *****',
  )
})

it('blots out an address in whatever case', () => {
  expect(blot('550 <ada+x@mail.EXAMPLE>: no such user', { code: '48151', secrets: ['Ada+x@Mail.example'] })).toBe(
    '550 <*****>: no such user',
  )
})

it.each([
  ['as it is kept', 'bad: {"to":"12025550142"}', 'bad: {"to":"*****"}'],
  ['with a plus', 'bad number +12025550142.', 'bad number *****.'],
  ['with marks between', 'to +1 (202) 555-0142, 1.202.555.0142', 'to *****, *****'],
  ['without its country', 'national number (202) 555 0142 or 02025550142', 'national number (***** or 0*****'],
  ['in an address', 'https://example.org/?to=%2B12025550142', 'https://example.org/?to=%2B*****'],
])('blots out a phone number %s', (_, text, clean) => {
  expect(blot(text, { code: '48151', phone_number: '12025550142' })).toBe(clean)
})

it('leaves numbers that are not the phone number', () => {
  const text = 'HTTP 400: request 5550143 at 1767225600 took 0142 ms'
  expect(blot(text, { code: '48151', phone_number: '12025550142' })).toBe(text)
  expect(blot('404 not 4040', { code: '48151', phone_number: '' })).toBe('404 not 4040')
})

it('takes no time over a text of one digit', () => {
  expect(blot('2'.repeat(100_000), { code: '48151', phone_number: '222222222222221' })).toHaveLength(200)
})

it('keeps the first 200 characters', () => {
  expect(blot('x'.repeat(100_000), { code: '48151' })).toHaveLength(200)
})
