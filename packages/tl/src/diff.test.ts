import { describe, expect, test } from 'vitest'
import { diffSchemas } from './diff.ts'
import { parseSchema } from './parser.ts'

const before = parseSchema('a x:int y:int = A; b = A; c#00000001 = C; ---functions--- f x:int = A; g = A;')
const after = parseSchema('a y:long z:int = A; c#00000001 = C; d = D; ---functions--- f x:int = D; g = A; h = A;')

describe('diffSchemas', () => {
  test('lists what was added and removed, constructors before functions', () => {
    const { added, removed } = diffSchemas(before, after)
    expect(added.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['constructor d', 'function h'])
    expect(removed.map(({ name }) => name)).toEqual(['b'])
  })

  test('says which arguments of a line came, went and changed', () => {
    expect(diffSchemas(before, after).changed[0]).toMatchObject({
      name: 'a',
      addedFields: ['z:int'],
      removedFields: ['x:int'],
      changedFields: [{ name: 'y', before: 'y:int', after: 'y:long' }],
      reordered: false,
      resultChanged: false,
    })
  })

  test('sees a changed result, a changed number and another order', () => {
    expect(diffSchemas(before, after).changed[1]).toMatchObject({ name: 'f', kind: 'function', resultChanged: true })
    expect(diffSchemas(parseSchema('a#1 = A;'), parseSchema('a#2 = A;')).changed).toHaveLength(1)
    expect(
      diffSchemas(parseSchema('a x:int y:int = A;'), parseSchema('a y:int x:int = A;')).changed[0]?.reordered,
    ).toBe(true)
  })

  test('finds no difference between a schema and itself', () => {
    expect(diffSchemas(before, before)).toEqual({ added: [], removed: [], changed: [] })
  })
})
