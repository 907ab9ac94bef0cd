import { afterEach, beforeEach, expect, it } from 'vitest'
import { paidWorld, unpaidClient } from './support/paid-world.ts'
import type { SessionWorld } from './support/session-world.ts'

// The console as the payment provider of tests: GET /api/payments, POST /api/payments/<id>/settle and /fail

let world: SessionWorld

beforeEach(async () => {
  world = await paidWorld({ httpPort: 0 })
})

afterEach(() => world[Symbol.asyncDispose]())

const request = (path: string, method = 'GET') => fetch(`${world.dc.http?.url}/api/payments${path}`, { method })
const list = async () => (await (await request('')).json()) as { readonly id: string; readonly status: string }[]

it('lists the payments under way and settles one', async () => {
  expect(await list()).toEqual([])
  const { client, phone_code_hash } = await unpaidClient(world)
  const date = Math.floor(world.clock.now() / 1000)
  const [payment] = await list()
  expect(payment).toEqual({
    id: expect.stringMatching(/^\d{1,19}$/),
    phone_number: '9997770001',
    store_product: 'premium.week',
    currency: 'USD',
    amount: '499',
    premium_days: 7,
    status: 'due',
    date,
    expires: date + 3600,
  })
  const failed = await request(`/${payment?.id}/fail`, 'POST')
  expect(await failed.json()).toMatchObject({ status: 'due' })
  const settled = await request(`/${payment?.id}/settle`, 'POST')
  expect(await settled.json()).toMatchObject({ id: payment?.id, status: 'used' })
  expect(await list()).toMatchObject([{ status: 'used' }])
  const check = { phone_number: '9997770001', phone_code_hash, form_id: 0n }
  expect(await client.call('auth.checkPaidAuth', check)).toMatchObject({ _: 'auth.sentCode' })
})

it.each(['/1/settle', '/1/fail', '/x/settle', '/99999999999999999999/settle', '/-1/fail'])(
  'knows no %s',
  async path => {
    const answer = await request(path, 'POST')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: { code: 'PAYMENT_NOT_FOUND' } })
  },
)
