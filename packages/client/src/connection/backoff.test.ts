import { describe, expect, it } from 'vitest'
import { Backoff, backoffLimits } from './backoff.ts'

describe('Backoff', () => {
  it('doubles the pause up to its limit', () => {
    const backoff = new Backoff(() => 1 - Number.EPSILON)
    const pauses = Array.from({ length: 9 }, () => backoff.next())
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
  })

  it('takes the pause from the upper half of the range', () => {
    expect(new Backoff(() => 0).next()).toBe(backoffLimits.minMs / 2)
  })

  it('keeps a minimum that the caller asks for', () => {
    expect(new Backoff(() => 0).next(1000)).toBe(1000)
  })

  it('starts over after a success', () => {
    const backoff = new Backoff(() => 0)
    backoff.next()
    backoff.next()
    backoff.reset()
    expect(backoff.next()).toBe(backoffLimits.minMs / 2)
  })
})
