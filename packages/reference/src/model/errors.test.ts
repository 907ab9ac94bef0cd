import { allErrors } from '@chappe/schema'
import { remedyFor } from '@chappe/schema/remedies'
import { expect, test } from 'vitest'
import { errorEntry, errorRef } from './errors.ts'

test('pages and rows of errors say what to do in the words of the schema, which the client says too', () => {
  for (const fact of allErrors()) {
    const remedy = remedyFor(fact.name, fact.code)
    expect(remedy, fact.name).toBeDefined()
    expect(errorRef(fact, []).remedy).toBe(remedy)
    expect(errorEntry(fact.name, [fact], []).remedy).toBe(remedy)
  }
})

test('the row of a method names the parameter that the error is about', () => {
  const fact = { code: 400, name: 'TITLE_INVALID', description: '' }
  expect(errorRef(fact, ['channel', 'title']).remedy).toContain('`title`')
})

test('an error that nothing is known about sends the reader to its name', () => {
  const fact = { code: 499, name: 'SOMETHING_STRANGE', description: '' }
  expect(errorRef(fact, []).remedy).toContain('no more is known')
  expect(errorEntry(fact.name, [fact], []).remedy).toContain('no more is known')
})
