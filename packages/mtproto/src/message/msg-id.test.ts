import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MsgIdGenerator, msgIdAt, timeOfMsgId, toLong, toMsgId } from './msg-id.ts'

test('an id tells its moment', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), timeMs => {
      expect(Math.abs(timeOfMsgId(msgIdAt(timeMs)) - timeMs)).toBeLessThan(0.01)
      expect(msgIdAt(timeMs) & 3n).toBe(0n)
    }),
  )
})

test('ids grow, whatever the clock does, with the remainder of their kind', () => {
  const kinds = { client: 0n, answer: 1n, notification: 3n } as const
  const step = fc.record({ timeMs: fc.nat(1_000_000), kind: fc.constantFrom('client', 'answer', 'notification') })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), steps => {
      const generator = new MsgIdGenerator()
      let last = 0n
      for (const { timeMs, kind } of steps) {
        const msg_id = generator.next(timeMs, kind)
        expect(msg_id).toBeGreaterThan(last)
        expect(msg_id & 3n).toBe(kinds[kind])
        last = msg_id
      }
      expect(generator.last).toBe(last)
    }),
  )
})

test('ids above the signed range compare as unsigned', () => {
  const late = msgIdAt(Date.UTC(2040, 1, 1))
  expect(toLong(late)).toBeLessThan(0n)
  expect(toMsgId(toLong(late))).toBe(late)
})
