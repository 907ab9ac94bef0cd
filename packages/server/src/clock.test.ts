import { expect, it } from 'vitest'
import { systemClock } from './clock.ts'

it('the system clock runs a task when its moment has come', async () => {
  const before = systemClock.now()
  await new Promise<void>(resolve => systemClock.schedule(before + 20, resolve))
  expect(systemClock.now() - before).toBeGreaterThanOrEqual(19)
})

it('the system clock runs a task of the past soon, and a cancelled or far one not at all', async () => {
  let ran = 0
  systemClock.schedule(0, () => ran++)
  systemClock.schedule(0, () => ran++).cancel()
  const far = systemClock.schedule(systemClock.now() + 2 ** 40, () => ran++)
  await new Promise<void>(resolve => systemClock.schedule(systemClock.now() + 20, resolve))
  far.cancel()
  expect(ran).toBe(1)
})
