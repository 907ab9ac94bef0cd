import { describe, expect, test } from 'vitest'
import vectors from '../test/vectors/combinator-ids.json' with { type: 'json' }
import { crc32 } from './crc32.ts'
import { computeId, normalizedText } from './ids.ts'
import { parseSchema } from './parser.ts'
import type { Combinator } from './schema.ts'

function line(text: string): Combinator {
  return parseSchema(text).constructors[0] as Combinator
}

describe('crc32', () => {
  test('has the check value of the algorithm', () => {
    expect(crc32('123456789')).toBe(0xcbf43926)
  })

  test.each(vectors.cases)('of "$text" is $id', ({ id, text }) => {
    expect(crc32(text)).toBe(Number.parseInt(id, 16))
  })
})

describe('computeId', () => {
  test.each(vectors.cases)('of $line is $id', ({ id, text, line: source }) => {
    expect(normalizedText(line(source))).toBe(text)
    expect(computeId(line(source))).toBe(Number.parseInt(id, 16))
  })

  test('counts bytes as string in a field but not in a vector', () => {
    expect(normalizedText(line('a flags:# x:bytes y:flags.0?bytes z:Vector<bytes> = A;'))).toBe(
      'a flags:# x:string y:flags.0?string z:Vector bytes = A',
    )
  })

  test('leaves out bare true behind flags and behind flags2, and nothing else', () => {
    expect(normalizedText(line('a flags:# x:flags.0?true flags2:# y:flags2.3?true z:flags.1?Bool = A;'))).toBe(
      'a flags:# flags2:# z:flags.1?Bool = A',
    )
  })

  test('does not depend on the spacing of the text', () => {
    expect(computeId(line('a\n x : Vector < long >  = A ;'))).toBe(computeId(line('a x:Vector<long> = A;')))
  })
})
