import { expect, test } from 'vitest'
import { errorArgument, errorNameForms } from './error-names.ts'

test('a name is looked up as it is before any other form of it', () => {
  expect(errorNameForms('PHONE_CODE_INVALID')).toEqual(['PHONE_CODE_INVALID'])
  expect(errorNameForms('FILE_PART_0_MISSING')).toEqual(['FILE_PART_0_MISSING', 'FILE_PART_%d_MISSING'])
  expect(errorNameForms('FLOOD_WAIT_%d')).toEqual(['FLOOD_WAIT_%d', 'FLOOD_WAIT'])
})

test('a number may stand at the end, in the middle, or behind another one that belongs to the name', () => {
  expect(errorNameForms('FLOOD_WAIT_30')).toContain('FLOOD_WAIT_%d')
  expect(errorNameForms('INTERDC_4_CALL_ERROR')).toContain('INTERDC_%d_CALL_ERROR')
  expect(errorNameForms('2FA_CONFIRM_WAIT_300')).toContain('2FA_CONFIRM_WAIT_%d')
  expect(errorNameForms('PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_5MIN')).toContain('PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_%dMIN')
})

test('numbers that only tell the server more are left out', () => {
  expect(errorNameForms('AUTH_RESTART_5')).toContain('AUTH_RESTART')
  expect(errorNameForms('INPUT_METHOD_INVALID_3405805347_0')).toContain('INPUT_METHOD_INVALID')
})

test('the number is read from where the known name has its place', () => {
  expect(errorArgument('FLOOD_WAIT_30', 'FLOOD_WAIT_%d')).toBe(30)
  expect(errorArgument('2FA_CONFIRM_WAIT_300', '2FA_CONFIRM_WAIT_%d')).toBe(300)
  expect(errorArgument('FILE_PART_7_MISSING', 'FILE_PART_%d_MISSING')).toBe(7)
  expect(errorArgument('PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_5MIN', 'PREVIOUS_CHAT_IMPORT_ACTIVE_WAIT_%dMIN')).toBe(5)
  expect(errorArgument('AUTH_RESTART_5', 'AUTH_RESTART')).toBeUndefined()
  expect(errorArgument('FLOOD_WAIT_%d', 'FLOOD_WAIT_%d')).toBeUndefined()
})

test('a name that no server should send is not taken apart', () => {
  const long = '1A'.repeat(100_000)
  expect(errorNameForms(long)).toEqual([long])
})
