import { describe, expect, it } from 'vitest'
import { believedDc } from './believed-dc.ts'

describe('believedDc', () => {
  it.each([
    [2, { id: 2, test: false }],
    [-4, { id: 4, test: false }],
    [10_001, { id: 1, test: true }],
    [-10_003, { id: 3, test: true }],
    [undefined, { id: 5, test: false }],
    [0, { id: 5, test: false }],
  ])('reads %s', (dc, expected) => {
    expect(believedDc(dc, 5)).toEqual(expected)
  })
})
