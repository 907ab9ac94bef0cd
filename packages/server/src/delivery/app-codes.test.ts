import { expect, it } from 'vitest'
import { deliveryRequest } from '../../test/support/delivery-message.ts'
import { createCodeSecrets } from '../domain/code-secrets.ts'
import type { News } from '../domain/sessions/devices.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { AppCodes } from './app-codes.ts'
import { DeliveryLog } from './delivery-log.ts'

const lifetimeMs = 300_000
const owner = { key_id: 7n, user_id: 1n }

/** Codes for one account with one session that is away, in whose store every code is good. */
function createWorld() {
  const clock = new FakeClock()
  const secrets = createCodeSecrets(new Uint8Array(32))
  const deliveries = new DeliveryLog()
  const told: News[] = []
  const marks = new Map<bigint, Uint8Array>()
  const authorization = { user_id: 1n, hash: 1n, password_pending: false, createdAtMs: 0 }
  const account = { id: 1n, phone_number: '12025550143' }
  const codes = {
    listByNumber: async () =>
      [...marks].map(([key_id, codeMark]) => ({ key_id, codeMark, stage: 'sent', expiresAtMs: Number.MAX_VALUE })),
  }
  const store = {
    accounts: { find: async () => account, findByPhone: async () => account },
    sessions: { listByUser: async () => [{ key_id: owner.key_id, authorization }] },
    codes,
  }
  const delivery = { deliver: async () => 'failed' as const }
  const appCodes = new AppCodes({ delivery, deliveries, takesApp: false } as never, {
    store: store as never,
    devices: { tell: async (_, news) => void told.push(news) },
    secrets,
    clock,
    lifetimeMs,
  })
  const send = async (key_id: bigint, code: string) => {
    marks.set(key_id, secrets.codeMark(account.phone_number, code))
    return appCodes.deliver(deliveryRequest({ medium: 'app', key_id, code }))
  }
  const reminded = async () => {
    told.length = 0
    await appCodes.remind(owner)
    return told.map(news => (news.kind === 'loginCode' ? news.code : ''))
  }
  return { clock, appCodes, send, reminded, deliveries }
}

it('keeps codes as long as they live, and no longer', async () => {
  const { clock, appCodes, send, reminded } = createWorld()
  await send(100n, '11111')
  clock.advance(1000)
  await send(101n, '22222')
  expect(await reminded()).toEqual(['11111', '22222'])
  clock.advance(lifetimeMs - 1000)
  appCodes.forgetExpired(clock.now())
  expect(await reminded()).toEqual(['22222'])
  clock.advance(1000)
  appCodes.forgetExpired(clock.now())
  expect(await reminded()).toEqual([])
})

it('keeps the latest twenty of a number', async () => {
  const { send, reminded } = createWorld()
  const codes = Array.from({ length: 25 }, (_, index) => String(10_000 + index))
  for (const [index, code] of codes.entries()) await send(BigInt(100 + index), code)
  expect(await reminded()).toEqual(codes.slice(5))
})

it('leaves a code that only the asking session could be told to whoever else delivers it', async () => {
  const { send, reminded, deliveries } = createWorld()
  expect(await send(owner.key_id, '11111')).toBe('failed')
  expect(await reminded()).toEqual([])
  expect(deliveries.list()).toEqual([])
  expect(await send(100n, '22222')).toBe('accepted')
  expect(deliveries.list()).toMatchObject([{ medium: 'app', provider: 'sessions', outcome: 'accepted' }])
})
