import { expect, it } from 'vitest'
import { recordAnswer, recordRefusal } from './recorded-answer.ts'

it('keeps an answer as JSON and as TypeScript, without what is absent', () => {
  const answer = { _: 'auth.sentCode', timeout: 60, next_type: undefined as never }
  expect(recordAnswer('auth.sendCode', 'nobody', answer)).toEqual({
    method: 'auth.sendCode',
    caller: 'nobody',
    answer: { _: 'auth.sentCode', timeout: 60 },
    text: "{ _: 'auth.sentCode', timeout: 60 }",
  })
})

it('keeps nothing that lets somebody in', () => {
  const token = Uint8Array.of(1, 2, 3)
  expect(recordAnswer('auth.logOut', 'a person', { _: 'auth.loggedOut', future_auth_token: token }).answer).toEqual({
    _: 'auth.loggedOut',
  })
  const user = { _: 'user', access_hash: 42n }
  expect(recordAnswer('users.getUsers', 'a person', [user]).answer).toEqual([
    { _: 'user', access_hash: '7260534120587894813' },
  ])
})

it('keeps no value that is another one in each run', () => {
  const drawn = (seed: number) =>
    recordAnswer('x', 'nobody', { phone_code_hash: `${seed}`, srp_id: BigInt(seed), salt1: Uint8Array.of(seed, 1, 2) })
  expect(drawn(1)).toEqual(drawn(2))
  expect(drawn(1).answer).toMatchObject({ salt1: expect.stringMatching(/^0x[0-9a-f]{6}$/) })
})

it('keeps the first items of long lists, and says how many there are', () => {
  const { answer, text } = recordAnswer('x', 'nobody', { list: [1, 2, 3, 4, 5, 6] })
  expect(answer).toEqual({ list: [1, 2, 3, 4] })
  expect(text).toBe('{ list: [1, 2, 3, 4, /* … 2 more */] }')
})

it('keeps a refusal as what it is', () => {
  expect(recordRefusal('auth.importLoginToken', 'nobody', '400 AUTH_TOKEN_INVALID')).toEqual({
    method: 'auth.importLoginToken',
    caller: 'nobody',
    refusal: '400 AUTH_TOKEN_INVALID',
    text: 'Error: 400 AUTH_TOKEN_INVALID',
  })
})
