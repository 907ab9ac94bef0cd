import { expect, it } from 'vitest'
import { matchesPattern } from './caller-pattern.ts'

it.each([
  ['+4420*****', '+44 20 12345', true],
  ['4420*****', '+442012345', true],
  ['+44 (20) *-****', '442012345', true],
  ['442012345', '442012345', true],
  ['*', '+1 202 555 0100', true],
  ['*', '', true],
  ['+4420*****', '+44 21 12345', false],
  ['+4420*****', '+44 20 1234', false],
  ['+4420*****', '+44 20 123456', false],
  ['**', '1', false],
  ['', '1', false],
])('the pattern %s and the number %s: %s', (pattern, phone_number, matches) => {
  expect(matchesPattern(pattern, phone_number)).toBe(matches)
})
