import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Housekeeping } from './housekeeping.ts'
import { createLog, type LogEntry } from './log.ts'
import { FakeClock } from './testing/fake-clock.ts'

describe('Housekeeping', () => {
  it('does each chore at its interval until it is stopped, also after a failure', async () => {
    const clock = new FakeClock()
    const entries: LogEntry[] = []
    const done: string[] = []
    const chores = [
      { name: 'often', everyMs: 1_000, run: () => void done.push('often') },
      {
        name: 'broken',
        everyMs: 2_000,
        run: async () => {
          done.push('broken')
          throw new Error('disk')
        },
      },
    ]
    const housekeeping = new Housekeeping(
      chores,
      clock,
      createLog('error', entry => entries.push(entry)),
    )
    for (let second = 0; second < 4; second++) {
      clock.advance(1_000)
      await nextTurn()
    }
    expect(done).toEqual(['often', 'broken', 'often', 'often', 'broken', 'often'])
    expect(entries).toHaveLength(2)
    await housekeeping.stop()
    clock.advance(10_000)
    await nextTurn()
    expect(done).toHaveLength(6)
  })
})
