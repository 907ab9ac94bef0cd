import { expect, it } from 'vitest'
import { LoginWorld, phone_number, refusal } from '../../test/support/login-world.ts'
import { defaultPolicy } from '../policy/default-policy.ts'
import type { LimitPolicy } from '../policy/login-policy.ts'
import { countSend, type SendSubject } from './send-limits.ts'

const unlimited: LimitPolicy = { ...defaultPolicy.limits, codesPerNumber: null, codesPerAddress: null }
const subject: SendSubject = { phone_number: '1', address: 'a', api_id: 7, account_id: undefined, isTest: false }

it('a limit that was lowered holds for what was counted before', async () => {
  await using world = await LoginWorld.open()
  const count = (max: number) =>
    world.store.transaction(({ usage }) =>
      countSend(usage, { ...unlimited, codesPerAddress: { max, periodSeconds: 1000 } }, world.clock.now(), subject),
    )
  for (let use = 0; use < 4; use++) {
    await count(4)
    world.clock.advance(100_000)
  }
  // Used at 0, 100, 200 and 300 s; now is 400 s. Two may be left in the period for a third: from 1100 s on.
  expect(await refusal(count(3))).toBe('FLOOD_WAIT 700')
})

it('a limit that is switched off counts nothing', async () => {
  await using world = await LoginWorld.open()
  for (let use = 0; use < 50; use++) await countSend(world.store.usage, unlimited, world.clock.now(), subject)
  expect(await world.store.usage.list('codeByNumber', '1', 0)).toEqual([])
  expect(await world.store.usage.list('codeByAddress', 'a', 0)).toEqual([])
})

it('a program has a limit over all its users, with the seconds to wait', async () => {
  await using world = await LoginWorld.open()
  const limits: LimitPolicy = { ...unlimited, codesPerApp: { max: 2, periodSeconds: 100 } }
  const count = (phone_number: string, api_id: number) =>
    world.store.transaction(({ usage }) =>
      countSend(usage, limits, world.clock.now(), { ...subject, phone_number, api_id }),
    )
  await count('1', 7)
  world.clock.advance(40_000)
  await count('2', 7)
  expect(await refusal(count('3', 7))).toBe('FLOOD_WAIT 60')
  expect(await refusal(count('3', 8))).toBe('ok')
})

it('an account that was logged in to too often gets no more codes for a while', async () => {
  await using world = await LoginWorld.open({
    policy: { limits: { loginsPerAccount: { max: 2, periodSeconds: 100 } } },
  })
  await world.account()
  const logIn = async () => {
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    await world.codes.signIn({ key_id, phone_number, phone_code_hash, phone_code: world.lastCode() })
  }
  await logIn()
  await logIn()
  expect(await refusal(logIn())).toBe('PHONE_PASSWORD_FLOOD')
  world.clock.advance(100_000)
  expect(await refusal(logIn())).toBe('ok')
})

it('a test number has a limit of its own, with the seconds to wait', async () => {
  await using world = await LoginWorld.open({
    policy: { limits: { codesPerTestNumber: { max: 5, periodSeconds: 86_400 } } },
  })
  const key_id = await world.key()
  for (let login = 0; login < 5; login++) await world.send(key_id, '9996612345')
  world.clock.advance(3_600_000)
  expect(await refusal(world.send(key_id, '9996612345'))).toBe('FLOOD_TEST_PHONE_WAIT 82800')
  expect(await refusal(world.send(key_id, '9996612346'))).toBe('ok')
})

it('wrong codes for one number count over all keys and hashes, and guessing ends', async () => {
  await using world = await LoginWorld.open({ policy: { limits: { codesPerNumber: null } } })
  await world.account()
  let tries = 0
  const guess = async (): Promise<string> => {
    const key_id = await world.key()
    const { phone_code_hash } = await world.send(key_id)
    for (let attempt = 0; attempt < 5; attempt++) {
      const phone_code = world.wrongCode()
      const outcome = await refusal(world.codes.signIn({ key_id, phone_number, phone_code_hash, phone_code }))
      if (outcome !== 'PHONE_CODE_INVALID') return outcome
      tries++
    }
    return 'goes on'
  }
  let outcome = 'goes on'
  while (outcome === 'goes on') outcome = await guess()
  expect(outcome).toBe('FLOOD_WAIT 86400')
  expect(tries).toBe(25)
  // Each guess is right with 1 in 100,000: a day of guessing at one number succeeds with less than 1 in 1,000.
  expect(1 - (1 - 1 / 100_000) ** tries).toBeLessThan(0.001)

  // Not even the right code gets in before the time is over.
  const key_id = await world.key()
  const { phone_code_hash } = await world.send(key_id)
  const right = { key_id, phone_number, phone_code_hash, phone_code: world.lastCode() }
  expect(await refusal(world.codes.signIn(right))).toBe('FLOOD_WAIT 86400')
})
