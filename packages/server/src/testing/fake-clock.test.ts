import { expect, it } from 'vitest'
import { FakeClock } from './fake-clock.ts'

it('runs what falls due in order, each task at its own moment', () => {
  const clock = new FakeClock(1000)
  const seen: string[] = []
  clock.schedule(1300, () => seen.push(`c ${clock.now()}`))
  clock.schedule(1100, () => {
    seen.push(`a ${clock.now()}`)
    clock.schedule(1200, () => seen.push(`b ${clock.now()}`))
  })
  clock.schedule(1150, () => seen.push('never')).cancel()
  clock.advance(250)
  expect(seen).toEqual(['a 1100', 'b 1200'])
  expect(clock.now()).toBe(1250)
  clock.advance(1000)
  expect(seen).toEqual(['a 1100', 'b 1200', 'c 1300'])
})

it('runs what is due already at the next move, without going back in time', () => {
  const clock = new FakeClock(1000)
  let at = 0
  clock.schedule(500, () => {
    at = clock.now()
  })
  clock.advance(0)
  expect(at).toBe(1000)
})
