import { describe, expect, test } from 'vitest'
import { checkSchema } from './check.ts'
import { parseSchema } from './parser.ts'

function problems(text: string): string[] {
  return checkSchema(parseSchema(text)).map(({ code, combinator }) => `${code} ${combinator}`)
}

describe('checkSchema', () => {
  test('finds nothing wrong with a sound schema', () => {
    expect(
      problems('boolTrue#997275b5 = Bool; a b:Bool c:Vector<int> = A; ---functions--- f {X:Type} a:A q:!X = X;'),
    ).toEqual([])
  })

  test('finds numbers that are not the CRC-32 of their line', () => {
    expect(problems('boolTrue#997275b6 = Bool;')).toEqual(['ID_MISMATCH boolTrue'])
  })

  test('finds names and numbers that stand twice, constructors apart from functions', () => {
    expect(problems('a = A; a = A; ---functions--- a x:int = A;')).toEqual(['DUPLICATE_NAME a'])
    expect(problems('boolTrue#997275b5 = Bool; a#997275b5 = A;')).toEqual(['ID_MISMATCH a', 'DUPLICATE_ID a'])
  })

  test('finds arguments that stand twice', () => {
    expect(problems('a x:int x:int = A;')).toEqual(['DUPLICATE_FIELD a'])
  })

  test('finds types that no line declares, but knows Object', () => {
    expect(problems('a x:Missing y:Vector<other> z:Object = A;')).toEqual(['UNKNOWN_TYPE a', 'UNKNOWN_TYPE a'])
  })

  test('finds % before a type with several constructors', () => {
    expect(problems('a = A; b x:int = A; c x:%A = C;')).toEqual(['AMBIGUOUS_BARE c'])
  })

  test('finds conditions on what is no word of flags in a schema from another source', () => {
    const [a] = parseSchema('a x:int y:int = A;').constructors
    if (a === undefined) throw new Error('no line')
    const fields = a.fields.map(field => (field.name === 'y' ? { ...field, condition: { field: 'x', bit: 0 } } : field))
    const found = checkSchema({ layer: undefined, constructors: [{ ...a, fields }], functions: [] })
    expect(found.map(({ code }) => code)).toContain('BAD_CONDITION')
  })
})
