import { describe, expect, test } from 'vitest'
import { circle, codec, decode, decodeFailure, hex, roundTrip } from '../test/small-codec.ts'
import { compileCodec } from './compile.ts'
import { TlSchemaError } from './errors.ts'
import { parseSchema } from './parser.ts'
import { encodeToBytes, type TlObject, TlReader, TlWriter } from './runtime/index.ts'

describe('values', () => {
  test('of every built-in type come back', () => {
    const value = {
      _: 'scalars',
      a: -1,
      b: -(2n ** 63n),
      c: -0.5,
      d: 'straße 🙂',
      e: Uint8Array.of(1, 2, 3, 4, 5),
      f: new Uint8Array(16).fill(1),
      g: new Uint8Array(32).fill(2),
      h: new Uint8Array(64).fill(3),
      n: 0xffffffff,
      t: true,
    }
    expect(roundTrip(value)).toEqual(value)
  })

  test('have every optional field, undefined when absent, and never the words of flags', () => {
    const decoded = roundTrip({ _: 'flagged' }) as object
    expect(Object.keys(decoded)).toEqual(['_', 'quiet', 'name', 'yes', 'x', 'y', 'ids', 'shape'])
    expect(hex({ _: 'flagged' })).toBe('110000000000000000000000')
  })

  test('set exactly the bits of the fields that are there', () => {
    const value = { _: 'flagged', quiet: true, yes: false, x: 1, y: 2, ids: [5n], shape: { _: 'empty' } }
    expect(hex(value)).toBe(
      '11000000' +
        '0d000000' +
        '379779bc' +
        '01000080' +
        '01000000' +
        '02000000' +
        '15c4b51c010000000500000000000000' +
        '01000000',
    )
    expect(roundTrip(value)).toEqual({ ...value, name: undefined })
    expect(roundTrip({ _: 'flagged', quiet: false })).toMatchObject({ quiet: undefined })
  })

  test('keep an empty string and a false that are given', () => {
    expect(roundTrip({ _: 'flagged', name: '', yes: false })).toMatchObject({ name: '', yes: false })
  })

  test('ignore bits that no field has', () => {
    expect(decode('110000000000008000000040')).toMatchObject({ _: 'flagged', quiet: undefined })
  })

  test('have flags that nothing depends on as a zero word', () => {
    expect(hex({ _: 'trailing', a: 1 })).toBe('120000000100000000000000')
    expect(decode('120000000100000007000000')).toEqual({ _: 'trailing', a: 1 })
  })

  test('are bare where the schema says so', () => {
    const value = {
      _: 'bares',
      one: { _: 'bareItem', id: 1n },
      two: { _: 'bareItem', id: 2n },
      many: [{ _: 'bareItem', id: 3n }],
      nested: [[1], []],
      word: [1, 2, 3, 4],
    }
    expect(hex(value)).toBe(
      '14000000' +
        '0100000000000000' +
        '0200000000000000' +
        '010000000300000000000000' +
        '15c4b51c02000000' +
        '15c4b51c0100000001000000' +
        '15c4b51c00000000' +
        '01000000020000000300000004000000',
    )
    expect(roundTrip(value)).toEqual(value)
  })

  test('of type Object are any boxed value, or encoded bytes', () => {
    for (const body of [circle, true, false, [circle, true], []]) {
      expect(roundTrip({ _: 'wrapper', body } as TlObject)).toEqual({ _: 'wrapper', body })
    }
    const raw = encodeToBytes(codec, circle)
    expect(roundTrip({ _: 'wrapper', body: raw } as TlObject)).toEqual({ _: 'wrapper', body: circle })
  })

  test('of a type with many constructors are found by hash', () => {
    for (const wide of [{ _: 'w1' }, { _: 'w8' }, { _: 'w9', n: 3 }]) {
      expect(roundTrip({ _: 'hasWide', wide } as TlObject)).toEqual({ _: 'hasWide', wide })
    }
  })

  test('all have the hidden class of one literal', () => {
    const first = roundTrip({ _: 'flagged' }) as object
    const second = roundTrip({ _: 'flagged', quiet: true, name: 'x' }) as object
    expect(Object.keys(first)).toEqual(Object.keys(second))
  })
})

describe('calls and answers', () => {
  test('are written as the documents print them', () => {
    const schema = parseSchema(`
      ---functions---
      getUsers#2d84d5f5 ids:Vector<int> = Vector<int>;
      invokeWithLayer#da9b0d0d {X:Type} layer:int query:!X = X;
      initConnection#c1cd5ea9 {X:Type} flags:# api_id:int device_model:string system_version:string app_version:string
        system_lang_code:string lang_pack:string lang_code:string query:!X = X;
      help.getConfig#c4f9186b = Vector<int>;`)
    const writer = new TlWriter()
    compileCodec(schema).encode(writer, { _: 'getUsers', ids: [2, 3, 4] } as TlObject)
    expect(Buffer.from(writer.finish()).toString('hex')).toBe('f5d5842d15c4b51c03000000020000000300000004000000')
    writer.reset()
    const texts = {
      device_model: 'd',
      system_version: 's',
      app_version: '1.0',
      system_lang_code: 'en',
      lang_pack: '',
      lang_code: 'en',
    }
    const query = { _: 'initConnection', api_id: 1, ...texts, query: { _: 'help.getConfig' } }
    compileCodec(schema).encodeCall(writer, 'invokeWithLayer', { layer: 223, query })
    expect(Buffer.from(writer.finish()).toString('hex')).toBe(
      '0d0d9bdadf000000a95ecdc10000000001000000016400000173000003312e3002656e000000000002656e006b18f9c4',
    )
  })

  test('nest as calls, down to the limit', () => {
    let call: TlObject = { _: 'ns.list' }
    for (let depth = 1; depth < 16; depth++) call = { _: 'invokeWithLayer', layer: depth, query: call } as TlObject
    expect(codec.decodeCall(new TlReader(encodeToBytes(codec, call)))).toEqual(call)
    const deeper = { _: 'invokeWithLayer', layer: 16, query: call } as TlObject
    const error = decodeFailure(() => codec.decodeCall(new TlReader(encodeToBytes(codec, deeper))))
    expect([error.code, error.path]).toEqual(['DEPTH', `invokeWithLayer${'.query'.repeat(16)}`])
  })

  test('are not found in the table of constructors, nor the other way round', () => {
    const error = decodeFailure(() => codec.decodeCall(new TlReader(encodeToBytes(codec, circle))))
    expect([error.code, error.id, error.offset]).toEqual(['UNKNOWN_FUNCTION', 2, 0])
    expect(decodeFailure(() => decode('01010000')).code).toBe('UNKNOWN_CONSTRUCTOR')
  })

  test('take raw bytes for an inner call', () => {
    const writer = new TlWriter()
    codec.encodeCall(writer, 'invokeWithLayer', { layer: 1, query: encodeToBytes(codec, { _: 'ns.list' }) })
    expect(codec.decodeCall(new TlReader(writer.finish()))).toEqual({
      _: 'invokeWithLayer',
      layer: 1,
      query: { _: 'ns.list' },
    })
  })

  test.each([
    ['ns.draw', true, 'b5757299'],
    ['ns.list', [1n], '15c4b51c010000000100000000000000'],
    ['ns.shapes', [{ _: 'empty' }], '15c4b51c0100000001000000'],
    ['ns.flagged', { _: 'trailing', a: 1 }, undefined],
    ['invokeWithLayer', { _: 'empty' }, '01000000'],
  ])('answer %s with its own type', (method, value, encoded) => {
    const writer = new TlWriter()
    if (encoded === undefined) {
      expect(() => codec.encodeResult(writer, method, value)).toThrow(
        /ns\.flagged: trailing is no constructor of Flagged/,
      )
      return
    }
    codec.encodeResult(writer, method, value)
    expect(Buffer.from(writer.finish()).toString('hex')).toBe(encoded)
    expect(codec.decodeResult(new TlReader(writer.finish()), method)).toEqual(value)
  })

  test('are unpacked once from gzip_packed in the place of a call', () => {
    const call = encodeToBytes(codec, { _: 'ns.list' })
    const packed = (content: Uint8Array): Uint8Array => {
      const writer = new TlWriter()
      writer.word(0x3072cfa1)
      writer.bytes(content)
      return writer.finish()
    }
    const inflate = (bytes: Uint8Array): Uint8Array => bytes
    expect(codec.decodeCall(new TlReader(packed(call), { inflate }))).toEqual({ _: 'ns.list' })
    expect(decodeFailure(() => codec.decodeCall(new TlReader(packed(call)))).code).toBe('UNKNOWN_FUNCTION')
    expect(decodeFailure(() => codec.decodeCall(new TlReader(packed(packed(call)), { inflate }))).code).toBe(
      'UNKNOWN_FUNCTION',
    )
    const bomb = (): never => {
      throw new RangeError('too long')
    }
    expect(decodeFailure(() => codec.decodeCall(new TlReader(packed(call), { inflate: bomb }))).code).toBe('INFLATE')
  })
})

describe('a codec', () => {
  test('knows names, numbers and lines', () => {
    expect(codec.layer).toBe(7)
    expect([codec.hasConstructor('circle'), codec.hasConstructor('ns.draw'), codec.hasFunction('ns.draw')]).toEqual([
      true,
      false,
      true,
    ])
    expect([codec.idOf('circle'), codec.idOf('invokeWithLayer'), codec.idOf('no')]).toEqual([2, 0xda9b0d0d, undefined])
    expect([codec.nameOf(2), codec.nameOf(0xda9b0d0d), codec.nameOf(0xda9b0d0d | 0), codec.nameOf(5)]).toEqual([
      'circle',
      'invokeWithLayer',
      'invokeWithLayer',
      undefined,
    ])
    expect(codec.definitionOf('ns.draw')).toBe('ns.draw flags:# shape:Shape wides:flags.0?Vector<Wide> = Bool')
    expect(codec.definitionOf('no')).toBeUndefined()
  })

  test.each([
    ['a = A; a x:int = A;', 'is declared twice'],
    ['a#1 = A; b#1 = A;', 'has the number of a'],
    ['a x:int x:int = A;', 'two arguments named x'],
    ['a int = A;', 'without a name'],
    ['a x:Tuple<int,4> = A;', ''],
    ['a n:# x:n*[ int ] = A;', 'write it as a vector'],
    ['a x:4*[ b:int c:int ] = A;', 'constructor of their own'],
    ['a = A; b = A; c x:%A = C;', 'several constructors'],
  ])('is not made of %j', (text, what) => {
    if (what === '') {
      expect(() => encodeToBytes(compileCodec(parseSchema(text)), { _: 'a', x: { _: 'b' } } as TlObject)).toThrow(
        /Tuple/,
      )
      return
    }
    expect(() => compileCodec(parseSchema(text))).toThrow(what)
    expect(() => compileCodec(parseSchema(text))).toThrow(TlSchemaError)
  })

  test('is not made of names that are no TL names', () => {
    const [a] = parseSchema('a x:int = A;').constructors
    if (a === undefined) throw new Error('no line')
    for (const name of ["a'); process.exit('", 'a b', '', 'a.b.c']) {
      expect(() => compileCodec({ layer: undefined, constructors: [{ ...a, name }], functions: [] })).toThrow(
        'no TL name',
      )
      const fields = [{ name, type: { kind: 'primitive', name: 'int' } as const }]
      expect(() => compileCodec({ layer: undefined, constructors: [{ ...a, fields }], functions: [] })).toThrow(
        TlSchemaError,
      )
      const result = { kind: 'type', name, bare: false } as const
      expect(() => compileCodec({ layer: undefined, constructors: [{ ...a, result }], functions: [] })).toThrow(
        'no TL name',
      )
    }
  })
})
