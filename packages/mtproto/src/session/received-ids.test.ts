import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ReceivedIds } from './received-ids.ts'

test('ids are new once, and known afterwards', () => {
  const ids = new ReceivedIds<string>(10)
  expect(ids.classify(5n)).toBe('new')
  ids.add(5n, 'five')
  expect(ids.classify(5n)).toBe('duplicate')
  expect(ids.get(5n)).toBe('five')
  ids.add(5n, 'again')
  expect(ids.get(5n)).toBe('five')
  expect([ids.lowest, ids.highest]).toEqual([5n, 5n])
})

test('once something was forgotten, what is below the lowest can no longer be told', () => {
  const ids = new ReceivedIds<true>(8)
  for (let id = 10n; id < 19n; id++) ids.add(id, true)
  expect(ids.classify(10n)).toBe('forgotten')
  expect(ids.classify(3n)).toBe('forgotten')
  expect(ids.lowest).toBe(11n)
  expect(ids.classify(19n)).toBe('new')
})

test('agrees with a plain list, in any order of ids', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: 60n }), { maxLength: 80 }), added => {
      const ids = new ReceivedIds<bigint>(16)
      let plain: bigint[] = []
      let forgotten = false
      for (const id of added) {
        const known = plain.includes(id)
        const tooLow = !known && forgotten && id < (plain[0] ?? 0n)
        expect(ids.classify(id)).toBe(known ? 'duplicate' : tooLow ? 'forgotten' : 'new')
        if (known || tooLow) continue
        const below = plain.filter(other => other < id).at(-1)
        const above = plain.find(other => other > id)
        expect(ids.neighbours(id)).toEqual({ below, above })
        ids.add(id, id)
        plain = [...plain, id].toSorted((a, b) => Number(a - b))
        if (plain.length > 16) {
          plain = plain.slice(2)
          forgotten = true
        }
        expect([ids.lowest, ids.highest]).toEqual([plain[0], plain.at(-1)])
      }
    }),
  )
})
