import { describe, expect, it } from 'vitest'
import type { Account } from '../domain/account.ts'
import { DomainError } from '../domain/domain-error.ts'
import { botRoutes } from './bot-routes.ts'

const account: Account = {
  id: 1_000_000_001n,
  phone_number: '',
  first_name: 'Echo',
  last_name: '',
  createdAtMs: 0,
  bot: { username: 'echo_bot' },
}
const shown = { id: '1000000001', name: 'Echo', username: 'echo_bot' }
const app = botRoutes({
  list: async () => [account],
  async create({ username }) {
    if (username !== 'echo_bot') throw new DomainError('USERNAME_INVALID', 'no')
    return { account, token: '1000000001:secret' }
  },
  revokeToken: async () => ({ account, token: '1000000001:another' }),
})
const post = (path: string, body?: string) => app.request(path, { method: 'POST', ...(body !== undefined && { body }) })

describe('the bots on the console', () => {
  it('are listed without their tokens', async () => {
    expect(await (await app.request('/')).json()).toEqual([shown])
  })

  it('are created, and then the token is shown', async () => {
    const answer = await post('/', JSON.stringify({ name: 'Echo', username: 'echo_bot' }))
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({ ...shown, token: '1000000001:secret' })
  })

  it('get another token', async () => {
    expect(await (await post('/echo_bot/token')).json()).toEqual({ ...shown, token: '1000000001:another' })
  })

  it('are refused with the reason', async () => {
    const answer = await post('/', JSON.stringify({ name: 'Echo', username: 'x' }))
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { code: 'USERNAME_INVALID' } })
  })

  it.each([
    '',
    '[]',
    'null',
    '{"name":1,"username":"echo_bot"}',
    '{"name":"E","username":"echo_bot","dc":"2"}',
    `{"name":"${'x'.repeat(5000)}"}`,
  ])('are not made from %.40s', async body => {
    const answer = await post('/', body)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ error: { code: 'BODY_INVALID' } })
  })
})
