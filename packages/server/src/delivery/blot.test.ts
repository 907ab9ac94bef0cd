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
  expect(blot(text, code)).toBe(clean)
})

it('blots out credentials', () => {
  expect(blot('535 no such user with password hunter2', '48151', ['hunter2', ''])).toBe(
    '535 no such user with password *****',
  )
})

it('blots out an address in whatever case', () => {
  expect(blot('550 <ada+x@mail.EXAMPLE>: no such user', '48151', ['Ada+x@Mail.example'])).toBe(
    '550 <*****>: no such user',
  )
})

it('keeps the first 200 characters', () => {
  expect(blot('x'.repeat(100_000), '48151')).toHaveLength(200)
})
