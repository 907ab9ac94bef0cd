import { allErrors } from '@chappe/schema'
import { expect, test } from 'vitest'
import { remedyFor } from './remedies.ts'

test('the very name goes before its last word, and that before the code', () => {
  expect(remedyFor('PHONE_CODE_INVALID', 400)).toContain('stays valid')
  expect(remedyFor('TITLE_INVALID', 400)).toContain('the value that the name tells')
  expect(remedyFor('SOMETHING_STRANGE', 500)).toContain('The server failed')
  expect(remedyFor('SOMETHING_STRANGE', 499)).toContain('no more is known')
})

test('the parameter of the method is named when there is one that fits', () => {
  expect(remedyFor('TITLE_INVALID', 400, ['peer', 'title'])).toContain('`title`')
  expect(remedyFor('MESSAGE_ID_INVALID', 400, ['message'])).toContain('`message`')
  expect(remedyFor('QUERY_TOO_SHORT', 400, ['q'])).toBe('Make it longer.')
  expect(remedyFor('QUERY_TOO_SHORT', 400, ['query'])).toBe('Make `query` longer.')
})

test('every known error has a remedy that reads as a sentence', () => {
  for (const { name, code } of allErrors()) {
    const remedy = remedyFor(name, code)
    expect([name, remedy]).toEqual([name, expect.stringMatching(/^[A-Z`].{8,}[.)]$/s)])
    expect(remedy).not.toContain('%d')
  }
})

test('nearly every error of the table has one of its own, not only that of its code', () => {
  const ofCode = new Set([303, 400, 401, 403, 404, 406, 420, 500].map(code => remedyFor('UNHEARD', code)))
  const left = new Set(allErrors().map(({ name, code }) => (ofCode.has(remedyFor(name, code)) ? name : '')))
  left.delete('')
  expect([...left].sort()).toEqual(['MEMBER_NO_LOCATION', 'NOT_ALLOWED', 'STORE_INVALID_SCALAR_TYPE'])
})
