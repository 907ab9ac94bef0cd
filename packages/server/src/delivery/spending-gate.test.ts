import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deliveryMessage } from '../../test/support/delivery-message.ts'
import { temporaryDirectory } from '../../test/support/temporary-directory.ts'
import { PolicyError } from '../policy/policy-error.ts'
import { type PolicyOverrides, resolvePolicy } from '../policy/resolve-policy.ts'
import { openStore, type Store } from '../store/open-store.ts'
import { ServerSecret } from '../store/server-secret.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { createDelivery } from './create-delivery.ts'
import { DeliveryLog } from './delivery-log.ts'
import type { DeliveryMessage } from './provider.ts'
import { createSpendingGate } from './spending-gate.ts'

type Spending = NonNullable<PolicyOverrides['spending']>

let store: Store
let clock: FakeClock
beforeEach(async () => {
  clock = new FakeClock()
  store = await openStore({ file: ':memory:', secret: ServerSecret.create(seededRandom('spending')) })
})
afterEach(() => store[Symbol.asyncDispose]())

/** Asks under a policy of nothing but these settings. */
function gate(spending: Spending) {
  const policy = resolvePolicy({ spending: { perBlock: null, perAddress: null, ...spending } })
  const created = createSpendingGate(policy.spending, store, clock)
  return (changes: Partial<DeliveryMessage> = {}) => created.refusalOf(deliveryMessage(changes))
}

const number = (index: number): string => String(12_025_550_100 + index)

describe('numbers that nothing is spent on', () => {
  it.each([
    ['a fictional range', '9995551234', 'the number is in no assigned range'],
    ['an unassigned range of a country', '447700900123', 'the number is in no assigned range'],
    ['an anonymous number', '8881234567', 'the number is in no assigned range'],
    ['premium rate', '19005551234', 'nothing is sent to premiumRate numbers'],
    ['a satellite', '881612345678', 'nothing is sent to +881'],
    ['a network of no country', '88213123456', 'nothing is sent to +882'],
  ])('are those of %s', async (_, phone_number, refusal) => {
    expect(await gate({})({ phone_number })).toBe(refusal)
  })

  it('are chosen by the policy', async () => {
    expect(await gate({ unknownRanges: 'allow' })({ phone_number: '9995551234' })).toBeUndefined()
    expect(await gate({ refusedTypes: [] })({ phone_number: '19005551234' })).toBeUndefined()
    const ask = gate({ allowedPrefixes: ['61'], refusedPrefixes: ['614915'] })
    expect(await ask({ phone_number: '12025550143' })).toBe('the number is in no prefix that is sent to')
    expect(await ask({ phone_number: '61491570156' })).toBe('nothing is sent to +614915')
  })

  it('are no mobile numbers of a country', async () => {
    for (const phone_number of ['12025550143', '61491570156', '4915201234567']) {
      expect(await gate({})({ phone_number })).toBeUndefined()
    }
  })
})

describe('a budget', () => {
  it('per address holds for all numbers together, and not for requests from nowhere', async () => {
    const ask = gate({ perAddress: { max: 2, periodSeconds: 3600 } })
    expect(await ask({ address: '192.0.2.1', phone_number: number(1) })).toBeUndefined()
    expect(await ask({ address: '192.0.2.1', phone_number: number(2) })).toBeUndefined()
    expect(await ask({ address: '192.0.2.1', phone_number: number(3) })).toBe('the budget of the address is used up')
    expect(await ask({ address: '192.0.2.2', phone_number: number(3) })).toBeUndefined()
    expect(await ask({ address: undefined, phone_number: number(3) })).toBeUndefined()
    clock.advance(3_600_000)
    expect(await ask({ address: '192.0.2.1', phone_number: number(3) })).toBeUndefined()
  })

  it('per block holds for numbers that differ in their last digits alone', async () => {
    const ask = gate({ perBlock: { lastDigits: 2, max: 3, periodSeconds: 60 } })
    for (const index of [1, 2, 3]) expect(await ask({ phone_number: number(index) })).toBeUndefined()
    expect(await ask({ phone_number: number(4) })).toBe('the budget of the block is used up')
    expect(await ask({ phone_number: '12025550200' })).toBeUndefined()
  })

  it('per prefix holds for each entry that fits', async () => {
    const ask = gate({
      perPrefix: [
        { prefix: '1', max: 3, periodSeconds: 60 },
        { prefix: '1202', max: 1, periodSeconds: 60 },
      ],
    })
    expect(await ask({ phone_number: '12025550143' })).toBeUndefined()
    expect(await ask({ phone_number: '12025550143' })).toBe('the budget of +1202 is used up')
    expect(await ask({ phone_number: '12125550143' })).toBeUndefined()
    expect(await ask({ phone_number: '12125550143' })).toBeUndefined()
    expect(await ask({ phone_number: '12125550143' })).toBe('the budget of +1 is used up')
  })

  it('is not used up by what was refused', async () => {
    const ask = gate({
      perAddress: { max: 1, periodSeconds: 60 },
      perPrefix: [{ prefix: '1', max: 2, periodSeconds: 60 }],
    })
    await ask({ address: '192.0.2.1' })
    for (let index = 0; index < 9; index++) await ask({ address: '192.0.2.1' })
    expect(await ask({ address: '192.0.2.2' })).toBeUndefined()
  })

  it('lets no more through when many ask at once', async () => {
    const ask = gate({ perBlock: { lastDigits: 4, max: 7, periodSeconds: 60 } })
    const refusals = await Promise.all(Array.from({ length: 50 }, (_, index) => ask({ phone_number: number(index) })))
    expect(refusals.filter(refusal => refusal === undefined)).toHaveLength(7)
  })

  it('keeps no address in the clear', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'spending.db')
    const secret = ServerSecret.create(seededRandom('spending'))
    await using other = await openStore({ file, secret })
    const policy = resolvePolicy({ spending: { perAddress: { max: 1, periodSeconds: 60 } } })
    const ask = createSpendingGate(policy.spending, other, clock)
    expect(await ask.refusalOf(deliveryMessage({ address: '198.51.100.77' }))).toBeUndefined()
    expect(await ask.refusalOf(deliveryMessage({ address: '198.51.100.77' }))).toBe(
      'the budget of the address is used up',
    )
    const written = readdirSync(directory.path)
      .map(name => readFileSync(join(directory.path, name), 'latin1'))
      .join('')
    expect(written).toContain('spending')
    expect(written).not.toContain('198.51.100.77')
    expect(written).not.toContain('12025550143')
  })
})

describe('a cost cap', () => {
  const prices = [{ price: 10 }, { prefix: '61', price: 40 }, { prefix: '61', media: ['call' as const], price: 90 }]

  it('counts the price of the longest prefix', async () => {
    const ask = gate({ prices, caps: [{ max: 100, periodSeconds: 86_400 }] })
    expect(await ask({ phone_number: '61491570156' })).toBeUndefined()
    expect(await ask({ phone_number: '61491570156' })).toBeUndefined()
    expect(await ask({ phone_number: '61491570156' })).toBe('the cost cap is used up')
    expect(await ask({ phone_number: '12025550143' })).toBeUndefined()
    expect(await ask({ phone_number: '12025550143' })).toBeUndefined()
    expect(await ask({ phone_number: '12025550143' })).toBe('the cost cap is used up')
    clock.advance(86_400_000)
    expect(await ask({ phone_number: '61491570156' })).toBeUndefined()
  })

  it('counts each part of a long message', async () => {
    const ask = gate({ prices, caps: [{ max: 20, periodSeconds: 60 }] })
    expect(await ask({ text: 'x'.repeat(400) })).toBe('the cost cap is used up')
    expect(await ask({ text: 'x'.repeat(300) })).toBeUndefined()
  })

  it('may hold for a prefix, and at nothing forbids it', async () => {
    const ask = gate({ prices, caps: [{ prefix: '61', max: 0 }].map(cap => ({ ...cap, periodSeconds: 60 })) })
    expect(await ask({ phone_number: '61491570156' })).toBe('the cost cap of +61 is used up')
    expect(await ask({ phone_number: '12025550143' })).toBeUndefined()
  })
})

describe('a delivery', () => {
  it('notes a refusal, asks no paid provider, and goes on to one that costs nothing', async () => {
    const asked: string[] = []
    const log = new DeliveryLog()
    const provider = (name: string, paid: boolean) => ({
      name,
      paid,
      media: ['sms'] as const,
      deliver: async () => void asked.push(name),
    })
    const spending = createSpendingGate(resolvePolicy().spending, store, clock)
    const options = { log, clock, spending }
    const { id: _, text: __, language: ___, ...request } = deliveryMessage({ phone_number: '19005551234' })
    const paid = createDelivery({ ...options, providers: [provider('one', true), provider('two', true)] })
    expect(await paid.deliver(request)).toBe('failed')
    const free = createDelivery({ ...options, providers: [provider('one', true), provider('own', false)] })
    expect(await free.deliver(request)).toBe('accepted')
    expect(asked).toEqual(['own'])
    expect(log.list().map(({ provider, outcome }) => `${provider} ${outcome}`)).toEqual([
      'one refused',
      'two refused',
      'one refused',
      'own accepted',
    ])
  })

  it('is counted once, however many providers are tried', async () => {
    const policy = resolvePolicy({ spending: { perBlock: { lastDigits: 4, max: 2, periodSeconds: 60 } } })
    const spending = createSpendingGate(policy.spending, store, clock)
    const down = (name: string) => ({
      name,
      paid: true,
      media: ['sms'] as const,
      deliver: () => Promise.reject(new RangeError('down')),
    })
    const delivery = createDelivery({ log: new DeliveryLog(), clock, spending, providers: [down('one'), down('two')] })
    const { id: _, text: __, language: ___, ...request } = deliveryMessage()
    await delivery.deliver(request)
    expect(await spending.refusalOf(deliveryMessage())).toBeUndefined()
    expect(await spending.refusalOf(deliveryMessage())).toBe('the budget of the block is used up')
  })
})

it.each([
  [{ unknownRanges: 'maybe' }, 'spending.unknownRanges: one of refuse, allow is expected, got "maybe"'],
  [
    { refusedTypes: ['fax'] },
    'spending.refusedTypes[0]: one of fixedLine, mobile, pager, personal, premiumRate, sharedCost, tollFree, universalAccess, voicemail, voip is expected, got "fax"',
  ],
  [
    { perPrefix: [{ prefix: '+7', max: 1 }] },
    'spending.perPrefix[0].prefix: a prefix is 1 to 15 digits as text, got "+7"',
  ],
  [{ prices: [{ prefix: '7' }] }, 'spending.prices[0].price: an amount is expected, and nothing is there'],
  [{ caps: [{ max: -1 }] }, 'spending.caps[0].max: a whole number from 0 to 1000000000 is expected, got -1'],
  [{ perBlock: { lastDigits: 9 } }, 'spending.perBlock.lastDigits: a whole number from 1 to 8 is expected, got 9'],
  [
    { perCountry: [] },
    'spending.perCountry: there is no such setting; known here: unknownRanges, refusedTypes, allowedPrefixes, refusedPrefixes, perPrefix, perBlock, perAddress, prices, caps',
  ],
])('refuses the policy %j', (spending, explanation) => {
  let thrown: unknown
  try {
    resolvePolicy({ spending } as unknown as PolicyOverrides)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(PolicyError)
  expect((thrown as PolicyError).message).toContain(explanation)
})
