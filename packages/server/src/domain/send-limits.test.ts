import { expect, it } from 'vitest'
import { LoginWorld, refusal } from '../../test/support/login-world.ts'
import { countSend } from './send-limits.ts'

it('a limit that was lowered holds for what was counted before', async () => {
  await using world = await LoginWorld.open()
  const count = (max: number) =>
    world.store.transaction(({ usage }) =>
      countSend(
        usage,
        { codesPerNumber: null, codesPerAddress: { max, periodSeconds: 1000 }, countThisMachine: false },
        world.clock.now(),
        {
          phone_number: '1',
          address: 'a',
        },
      ),
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
  const limits = { codesPerNumber: null, codesPerAddress: null, countThisMachine: false }
  const subject = { phone_number: '1', address: 'a' }
  for (let use = 0; use < 50; use++) await countSend(world.store.usage, limits, world.clock.now(), subject)
  expect(await world.store.usage.list('codeByNumber', '1', 0)).toEqual([])
  expect(await world.store.usage.list('codeByAddress', 'a', 0)).toEqual([])
})
