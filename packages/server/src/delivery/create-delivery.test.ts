import { expect, it } from 'vitest'
import { deliveryRequest } from '../../test/support/delivery-message.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createDelivery } from './create-delivery.ts'
import { DeliveryLog } from './delivery-log.ts'
import type { DeliveryProvider } from './provider.ts'

const request = deliveryRequest({ phone_number: '9995551234' })

function provider(
  name: string,
  deliver: DeliveryProvider['deliver'],
  media: DeliveryProvider['media'] = ['sms'],
): DeliveryProvider {
  return { name, media, deliver }
}

it('asks the providers of the medium in order until one accepts, and notes each', async () => {
  const clock = new FakeClock()
  const log = new DeliveryLog()
  const asked: string[] = []
  const delivery = createDelivery({
    clock,
    log,
    providers: [
      provider('voice', async () => void asked.push('voice'), ['call']),
      provider('first', async () => {
        asked.push('first')
        clock.advance(250)
        throw new RangeError('quota used up')
      }),
      provider('second', async () => void asked.push('second')),
      provider('third', async () => void asked.push('third')),
    ],
  })
  expect(await delivery.deliver(request)).toBe('accepted')
  expect(asked).toEqual(['first', 'second'])
  expect(log.list()).toEqual([
    {
      id: 1,
      atMs: clock.now(),
      phone_number: '9995551234',
      medium: 'sms',
      provider: 'first',
      outcome: 'failed',
      latencyMs: 250,
      failure: 'quota used up',
      reason: undefined,
    },
    {
      id: 2,
      atMs: clock.now(),
      phone_number: '9995551234',
      medium: 'sms',
      provider: 'second',
      outcome: 'accepted',
      latencyMs: 0,
      failure: undefined,
      reason: undefined,
    },
  ])
})

it('fails when nobody serves the medium', async () => {
  const log = new DeliveryLog()
  const delivery = createDelivery({ clock: new FakeClock(), log, providers: [] })
  expect(await delivery.deliver(request)).toBe('failed')
  expect(log.list()).toMatchObject([
    { provider: undefined, outcome: 'failed', failure: 'nobody delivers by this medium' },
  ])
})

it('gives a provider ten seconds', async () => {
  const clock = new FakeClock()
  const log = new DeliveryLog()
  let aborted = false
  const silent = provider('silent', (_, signal) => {
    signal.addEventListener('abort', () => {
      aborted = true
    })
    return new Promise(() => {})
  })
  const outcome = createDelivery({ clock, log, providers: [silent] }).deliver(request)
  await Promise.resolve()
  clock.advance(10_000)
  expect(await outcome).toBe('failed')
  expect(aborted).toBe(true)
  expect(log.list()).toMatchObject([{ latencyMs: 10_000, failure: 'no answer within 10000 ms' }])
})

it('keeps the code and the number out of what the log says in words, also where a provider or client repeats it', async () => {
  const log = new DeliveryLog()
  const rude = provider('rude', () => {
    throw new RangeError(`cannot send "Code: ${request.code}" to +${request.phone_number}`)
  })
  const delivery = createDelivery({ clock: new FakeClock(), log, providers: [rude] })
  await delivery.deliver({ ...request, reason: `I, +999 555 1234, know ${request.code}${'!'.repeat(1000)}` })
  expect(JSON.stringify(log.list())).not.toContain(request.code)
  expect(log.list()[0]?.failure).toBe('cannot send "Code: *****" to *****')
  expect(log.list()[0]?.reason).toMatch(/^I, \*{5}, know \*{5}!/)
  expect(log.list()[0]?.reason).toHaveLength(200)
})

it('remembers a thousand attempts and tells followers of new ones', () => {
  const log = new DeliveryLog()
  const seen: number[] = []
  const leave = log.subscribe(entry => seen.push(entry.id))
  const entry = {
    atMs: 0,
    phone_number: '1',
    medium: 'sms',
    provider: 'x',
    outcome: 'accepted',
    latencyMs: 0,
    failure: undefined,
    reason: undefined,
  } as const
  for (let index = 0; index < 1001; index++) log.add(entry)
  leave()
  log.add(entry)
  expect(seen).toHaveLength(1001)
  expect(log.list()).toHaveLength(1000)
  expect(log.list()[0]?.id).toBe(3)
})
