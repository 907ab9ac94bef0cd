import { expect, it } from 'vitest'
import { innerCall } from './inner-call.ts'

const search = { method: 'contacts.search', parameters: { q: 'ada', limit: 5 } }

it('a call without wrappers is itself', () => {
  expect(innerCall(search)).toBe(search)
  const texts = { method: 'messages.getInlineBotResults', parameters: { query: 'cats' } }
  expect(innerCall(texts)).toBe(texts)
})

it('a call is found inside as many wrappers as there are', () => {
  const query = { _: 'contacts.search', q: 'ada', limit: 5 }
  const wrapped = {
    method: 'invokeWithoutUpdates',
    parameters: { query: { _: 'invokeWithReCaptcha', token: 't', query } },
  }
  expect(innerCall(wrapped)).toEqual(search)
})
