import { describe, expect, it } from 'vitest'
import { type Place, pathOf, type Shape } from './flow-paths.ts'

const box: Shape = { width: 100, height: 30, columnGap: 50, rowGap: 40 }
const place = (column: number, row: number): Place => ({ column, row, x: column * 150, y: row * 70 })
const places = new Map([
  ['a', place(0, 0)],
  ['b', place(1, 0)],
  ['c', place(2, 0)],
  ['below', place(0, 1)],
  ['bottom', place(0, 2)],
])
const move = (from: string, to: string) => ({ from, to, when: '' })
const draw = (from: string, to: string, ...others: ReturnType<typeof move>[]) =>
  pathOf(move(from, to), [move(from, to), ...others], places, box)

describe('arrows of a flow', () => {
  it('go straight to the next box of a row', () => {
    const { path, at } = draw('a', 'b')
    expect(path).toBe('M100 15C125 15 125 15 150 15')
    expect(at(0)).toEqual({ x: 100, y: 15 })
    expect(at(1)).toEqual({ x: 150, y: 15 })
  })

  it('go around boxes that stand between', () => {
    expect(draw('a', 'c').at(0.5).y).toBeLessThan(0)
    expect(draw('a', 'bottom').at(0.5).x).toBeLessThan(0)
  })

  it('keep apart when there is one in each direction', () => {
    const there = draw('a', 'b', move('b', 'a')).at(0.5)
    const back = draw('b', 'a', move('a', 'b')).at(0.5)
    expect(Math.abs(there.y - back.y)).toBeGreaterThan(10)
    const down = draw('a', 'below', move('below', 'a')).at(0.5)
    const up = draw('below', 'a', move('a', 'below')).at(0.5)
    expect(Math.abs(down.x - up.x)).toBeGreaterThan(10)
  })

  it('come back to their own box as a loop', () => {
    expect(draw('b', 'b').at(0.5).y).toBeLessThan(0)
  })
})
