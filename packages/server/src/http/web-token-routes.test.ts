import { describe, expect, it } from 'vitest'
import type { Account } from '../domain/account.ts'
import { DomainError } from '../domain/domain-error.ts'
import { OptionsError } from '../options-error.ts'
import { webTokenRoutes } from './web-token-routes.ts'

const account: Account = { id: 1_000_000_001n, phone_number: '1', first_name: 'Ada', last_name: '', createdAtMs: 0 }
const app = webTokenRoutes({
  async create({ phone_number, lifetimeSeconds = 300 }) {
    if (phone_number !== '+1') throw new DomainError('USER_ID_INVALID', 'nobody')
    if (lifetimeSeconds > 86_400) throw new OptionsError('LIFETIME_INVALID', 'too long')
    return { token: 'abc', dc: 2, expiresAtMs: lifetimeSeconds * 1000, account }
  },
})
const post = (body: string) => app.request('/', { method: 'POST', body })

describe('web tokens on the console', () => {
  it('are made for a number, for as long as asked', async () => {
    const answer = await post('{"phone_number":"+1","lifetimeSeconds":60}')
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({ token: 'abc', dc: 2, user_id: '1000000001', expires: 60 })
  })

  it.each([
    ['{"phone_number":"+2"}', 'USER_ID_INVALID'],
    ['{"phone_number":"+1","lifetimeSeconds":1e6}', 'LIFETIME_INVALID'],
    ['{}', 'BODY_INVALID'],
    ['null', 'BODY_INVALID'],
    ['{"phone_number":"+1","lifetimeSeconds":"60"}', 'BODY_INVALID'],
    [`{"phone_number":"${'1'.repeat(5000)}"}`, 'BODY_INVALID'],
  ])('are not made from %.40s: %s', async (body, code) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { code } })
  })
})
