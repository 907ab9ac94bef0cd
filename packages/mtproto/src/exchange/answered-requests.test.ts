import { expect, test } from 'vitest'
import { seededEnv } from '../../test/support/scripted-crypto.ts'
import { AnsweredRequests, exchangeLifetimeMs } from './answered-requests.ts'

const server_nonce = new Uint8Array(16).fill(1)
const payload = Uint8Array.of(1, 2, 3, 4)

test('remembers an answer for 10 minutes', () => {
  const answered = new AnsweredRequests(seededEnv(1))
  const name = answered.nameOf(Uint8Array.of(5))
  expect(answered.find(0, name)).toBeUndefined()
  answered.note(0, name, server_nonce, payload)
  expect(answered.find(exchangeLifetimeMs, name)).toBe(payload)
  expect(answered.find(exchangeLifetimeMs + 1, name)).toBeUndefined()
})

test('remembers the last 16 answers, however many there were', () => {
  const answered = new AnsweredRequests(seededEnv(1))
  const names = Array.from({ length: 40 }, (_, index) => answered.nameOf(Uint8Array.of(index)))
  for (const name of names) answered.note(0, name, server_nonce, payload)
  expect(names.filter(name => answered.find(0, name) !== undefined)).toEqual(names.slice(-16))
})

test('forgets the answers of one exchange', () => {
  const answered = new AnsweredRequests(seededEnv(1))
  answered.note(0, 'a', server_nonce, payload)
  answered.note(0, 'b', new Uint8Array(16), payload)
  answered.forget(server_nonce)
  expect(answered.find(0, 'a')).toBeUndefined()
  expect(answered.find(0, 'b')).toBe(payload)
})
