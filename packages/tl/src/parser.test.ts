import { describe, expect, test } from 'vitest'
import { smallSchema } from '../test/small-schema.ts'
import { TlSyntaxError } from './errors.ts'
import { parseSchema } from './parser.ts'
import { printCombinator, printSchema } from './printer.ts'
import type { Combinator } from './schema.ts'

function line(text: string): Combinator {
  return parseSchema(text).constructors[0] as Combinator
}

function failure(text: string): TlSyntaxError {
  try {
    parseSchema(text)
  } catch (error) {
    if (error instanceof TlSyntaxError) return error
  }
  throw new Error('the text was accepted')
}

describe('parseSchema', () => {
  test('reads a constructor with its number, namespace, flags and result', () => {
    expect(line('auth.sentCode#5e002502 flags:# type:auth.SentCodeType timeout:flags.2?int = auth.SentCode;')).toEqual({
      kind: 'constructor',
      name: 'auth.sentCode',
      id: 0x5e002502,
      explicitId: true,
      generics: [],
      fields: [
        { name: 'flags', type: { kind: 'nat' } },
        { name: 'type', type: { kind: 'type', name: 'auth.SentCodeType', bare: false } },
        { name: 'timeout', type: { kind: 'primitive', name: 'int' }, condition: { field: 'flags', bit: 2 } },
      ],
      result: { kind: 'type', name: 'auth.SentCode', bare: false },
    })
  })

  test('reads numbers without their leading zeros', () => {
    expect(line('messageRange#ae30253 min_id:int max_id:int = MessageRange;').id).toBe(0x0ae30253)
  })

  test('gives a line without a number the CRC-32 of its text', () => {
    expect(line('boolTrue = Bool;')).toMatchObject({ id: 0x997275b5, explicitId: false })
  })

  test('switches between sections any number of times', () => {
    const schema = parseSchema('a = A; ---functions--- f = A; ---types--- b = A; ---functions--- g = A;')
    expect(schema.constructors.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(schema.functions.map(({ name, kind }) => `${kind} ${name}`)).toEqual(['function f', 'function g'])
  })

  test('skips comments of both kinds and takes the layer from one', () => {
    const schema = parseSchema('// first\n/* a = A;\n b = B; */ c = C; // LAYER 227\n')
    expect(schema.constructors.map(({ name }) => name)).toEqual(['c'])
    expect(schema.layer).toBe(227)
    expect(parseSchema('a = A;').layer).toBeUndefined()
  })

  test('tells bare and boxed apart by case and by %', () => {
    const { fields } = line('a x:Message y:%Message z:message v:Vector<Message> w:vector<%ns.Message> = A;')
    expect(fields.map(({ type }) => type)).toEqual([
      { kind: 'type', name: 'Message', bare: false },
      { kind: 'type', name: 'Message', bare: true },
      { kind: 'type', name: 'message', bare: true },
      { kind: 'vector', bare: false, item: { kind: 'type', name: 'Message', bare: false } },
      { kind: 'vector', bare: true, item: { kind: 'type', name: 'ns.Message', bare: true } },
    ])
  })

  test('reads the same vector in angles and in parentheses', () => {
    expect(line('a x:(Vector (Vector int)) = A;').fields).toEqual(line('a x:Vector<Vector<int>> = A;').fields)
  })

  test('reads generics, calls and repetitions', () => {
    const call = parseSchema('---functions--- invokeWithLayer {X:Type} layer:int query:!X = X;').functions[0]
    expect(call?.generics).toEqual([{ name: 'X', type: 'Type' }])
    expect(call?.fields[1]?.type).toEqual({ kind: 'variable', name: 'X', call: true })
    expect(call?.result).toEqual({ kind: 'variable', name: 'X', call: false })
    expect(line('vector {t:Type} # [ t ] = Vector t;').fields).toEqual([
      { name: '', type: { kind: 'nat' } },
      {
        name: '',
        type: {
          kind: 'repetition',
          count: undefined,
          fields: [{ name: '', type: { kind: 'variable', name: 't', call: false } }],
        },
      },
    ])
    expect(line('m n:# rows:n*[ 4*[ int ] ] = M;').fields[1]?.type).toMatchObject({ kind: 'repetition', count: 'n' })
  })

  test('reads arguments that share a type, types with arguments, and the anonymous combinator', () => {
    expect(line('a (x y : int) = A;').fields.map(({ name }) => name)).toEqual(['x', 'y'])
    expect(line('pair {A B:Type} x:A y:B = Pair A B;').result).toMatchObject({
      name: 'Pair',
      args: [{ name: 'A' }, { name: 'B' }],
    })
    expect(line('a x:Tuple<int,4> = A;').fields[0]?.type).toMatchObject({
      args: [{ name: 'int' }, { kind: 'number', value: 4 }],
    })
    expect(line('_ x:int = A;').name).toBe('_')
  })

  test('accepts declarations of built-in and final types and leaves them out', () => {
    expect(parseSchema('int ? = Int; New User; Final User; Empty False;').constructors).toEqual([])
  })

  test.each([
    ['a = A', 1, 6, 'expected ;'],
    ['a\n  b:int = a;', 2, 11, 'a result is a boxed type'],
    ['A = A;', 1, 1, 'starts in lower case'],
    ['a x:flags.3?int = A;', 1, 5, 'flags is not a #'],
    ['a flags:# x:flags.32?int = A;', 1, 19, 'bits 0 to 31'],
    ['a x:!X = A;', 1, 6, 'X is not declared'],
    ['a#123456789 = A;', 1, 2, 'at most eight'],
    ['a x:Vector = A;', 1, 5, 'takes one type'],
    ['a $ = A;', 1, 3, 'unexpected character "$"'],
    ['a = A; /* never closed', 1, 8, 'comment without an end'],
    ['a x:% = A;', 1, 7, 'expected a type'],
  ])('says where and why it cannot read %j', (text, row, column, what) => {
    const error = failure(text)
    expect([error.line, error.column]).toEqual([row, column])
    expect(error.message).toContain(what)
    expect(error.code).toBe('SYNTAX')
  })

  test('refuses expressions that nest without end', () => {
    expect(failure(`a x:${'('.repeat(100)}int${')'.repeat(100)} = A;`).message).toContain('nest at most')
    expect(failure(`a ${'['.repeat(100_000)} = A;`).message).toContain('nest at most')
  })
})

describe('printSchema', () => {
  test('prints what the parser reads back as the same schema', () => {
    expect(parseSchema(printSchema(smallSchema))).toEqual(smallSchema)
  })

  test.each([
    'auth.sentCode#5e002502 flags:# type:auth.SentCodeType next_type:flags.1?auth.CodeType = auth.SentCode;',
    'vector#1cb5c415 {t:Type} # [ t ] = Vector<t>;',
    'msg_container#73f1f8dc messages:vector<%Message> = MessageContainer;',
    'invokeWithLayer#da9b0d0d {X:Type} layer:int query:!X = X;',
    'int128 4*[ int ] = Int128;',
    'pair {A:Type} {B:Type} x:A y:Tuple<int,4> = Pair<A,B>;',
  ])('prints %s as it was', text => {
    expect(printCombinator(line(text))).toBe(text)
  })
})
