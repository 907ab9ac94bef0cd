import { describe, expect, test } from 'vitest'
import { compileCodec } from '../src/compile.ts'
import { parseSchema } from '../src/parser.ts'
import { decodeFromBytes, encodeToBytes, type TlObject, TlReader, TlWriter } from '../src/runtime/index.ts'
import { circle, codec, decode, decodeFailure, encodeFailure } from './small-codec.ts'
import { smallSchema } from './small-schema.ts'

describe('errors of encoding', () => {
  test.each([
    [{ _: 'nothing' }, 'UNKNOWN_CONSTRUCTOR', ''],
    [{ _: 'circle' }, 'WRONG_TYPE', 'circle.radius'],
    [{ _: 'group', shapes: [circle, { _: 'circle', radius: 'x' }] }, 'WRONG_TYPE', 'group.shapes[1].radius'],
    [{ _: 'group', shapes: [circle, { _: 'w1' }] }, 'UNKNOWN_CONSTRUCTOR', 'group.shapes[1]'],
    [{ _: 'group', shapes: circle }, 'WRONG_TYPE', 'group.shapes'],
    [{ _: 'group', shapes: [undefined] }, 'WRONG_TYPE', 'group.shapes[0]'],
    [{ _: 'hasWide', wide: { _: 'circle' } }, 'UNKNOWN_CONSTRUCTOR', 'hasWide.wide'],
    [{ _: 'hasWide', wide: { _: 'w9', n: 2 ** 40 } }, 'OUT_OF_RANGE', 'hasWide.wide.n'],
    [{ _: 'flagged', x: 1 }, 'PARTIAL_FLAGS', 'flagged.y'],
    [{ _: 'flagged', y: 1 }, 'PARTIAL_FLAGS', 'flagged.x'],
    [{ _: 'flagged', quiet: 'yes' }, 'WRONG_TYPE', 'flagged.quiet'],
    [{ _: 'flagged', name: null }, 'WRONG_TYPE', 'flagged.name'],
    [{ _: 'flagged', ids: [1n, 2] }, 'WRONG_TYPE', 'flagged.ids[1]'],
    [{ _: 'wrapper', body: { _: 'group', shapes: [{ _: 'no' }] } }, 'UNKNOWN_CONSTRUCTOR', 'wrapper.body.shapes[0]'],
    [{ _: 'ns.draw', shape: {} }, 'WRONG_TYPE', 'ns.draw.shape'],
    [{ _: 'invokeWithLayer', layer: 1, query: { _: 'ns.draw' } }, 'WRONG_TYPE', 'invokeWithLayer.query.shape'],
    [{ _: 'invokeWithLayer', layer: 1, query: circle }, 'UNKNOWN_FUNCTION', 'invokeWithLayer.query'],
    [undefined, 'WRONG_TYPE', ''],
    [7, 'WRONG_TYPE', ''],
  ])('of %o are %s at %j', (value, code, path) => {
    const error = encodeFailure(value)
    expect([error.code, error.path]).toEqual([code, path])
    expect(error.message).toMatch(path === '' ? `[${code}]` : `[${code}] ${path}: `)
  })

  test('leave the writer as it was', () => {
    const writer = new TlWriter()
    writer.int(1)
    expect(() => codec.encode(writer, { _: 'group', shapes: [circle, 5] } as TlObject)).toThrow()
    expect(writer.length).toBe(4)
  })

  test('say that a value contains itself', () => {
    const shapes: unknown[] = []
    shapes.push({ _: 'group', shapes })
    expect(encodeFailure({ _: 'group', shapes }).code).toBe('DEPTH')
  })

  test('name a method that does not exist', () => {
    expect(() => codec.encodeCall(new TlWriter(), 'ns.no', {})).toThrow(/\[UNKNOWN_FUNCTION\] ns.no: /)
  })
})

describe('errors of decoding', () => {
  const group = encodeToBytes(codec, { _: 'group', shapes: [circle, circle] } as TlObject)

  test('name the byte and the field where the bytes end', () => {
    const error = decodeFailure(() => decodeFromBytes(codec, group.subarray(0, 28)))
    expect([error.code, error.offset, error.path]).toEqual(['UNEXPECTED_END', 28, 'group.shapes[1].radius'])
  })

  test('name an unknown number and its place', () => {
    const bytes = group.slice()
    bytes[24] = 0x77
    const error = decodeFailure(() => decodeFromBytes(codec, bytes))
    expect([error.code, error.id, error.offset, error.path]).toEqual([
      'UNKNOWN_CONSTRUCTOR',
      0x77,
      24,
      'group.shapes[1]',
    ])
    expect(error.message).toContain('0x00000077 is no constructor of Shape')
  })

  test('refuse a known constructor of another type', () => {
    const bytes = encodeToBytes(codec, { _: 'hasWide', wide: { _: 'w1' } } as TlObject)
    new DataView(bytes.buffer).setInt32(4, 1, true)
    expect(decodeFailure(() => decodeFromBytes(codec, bytes))).toMatchObject({
      code: 'UNKNOWN_CONSTRUCTOR',
      id: 1,
      path: 'hasWide.wide',
    })
  })

  test('refuse bytes after the object', () => {
    expect(decodeFailure(() => decode('0100000000000000'))).toMatchObject({ code: 'TRAILING_BYTES', offset: 4 })
  })

  test('refuse nesting without end before the stack is at its end', () => {
    const deep = `${'0300000015c4b51c01000000'.repeat(100_000)}01000000`
    expect(decodeFailure(() => decode(deep))).toMatchObject({ code: 'DEPTH' })
    expect(decodeFailure(() => decode('15000000'.repeat(100_000))).code).toBe('DEPTH')
    const fine = `${'0300000015c4b51c01000000'.repeat(100)}01000000`
    expect(decode(fine)).toMatchObject({ _: 'group' })
  })

  test('name the word of flags and the count of a vector', () => {
    expect(decodeFailure(() => decode('11000000')).path).toBe('flagged.flags')
    expect(decodeFailure(() => decode('0300000015c4b51cffffff0f'))).toMatchObject({
      code: 'COUNT',
      path: 'group.shapes',
    })
    // Two items of at least four bytes, of which only one is there.
    expect(decodeFailure(() => decode('0300000015c4b51c0200000001000000'))).toMatchObject({
      code: 'COUNT',
      offset: 8,
      path: 'group.shapes',
    })
  })

  test('of an answer start with its method', () => {
    const reader = new TlReader(Buffer.from('15c4b51c020000000100000002000000', 'hex'))
    const error = decodeFailure(() => codec.decodeResult(reader, 'ns.shapes'))
    expect([error.code, error.path]).toEqual(['UNEXPECTED_END', 'ns.shapes[1].radius'])
  })

  test('count the level of a reader right after a failure', () => {
    const reader = new TlReader(Buffer.from(`${'0300000015c4b51c01000000'.repeat(3)}77000000`, 'hex'))
    expect(() => codec.decode(reader)).toThrow()
    expect(reader.depth).toBe(0)
  })
})

describe('fallbacks', () => {
  test('of a reader take the numbers that the codec does not know', () => {
    const seen: unknown[] = []
    const fallback = (id: number, reader: TlReader, typeName: string | undefined): unknown => {
      seen.push([id, typeName])
      return id === 0x99 ? { _: 'old', n: reader.int() } : undefined
    }
    expect(decode('9900000005000000', { fallback })).toEqual({ _: 'old', n: 5 })
    expect(decode('0300000015c4b51c010000009900000005000000', { fallback })).toEqual({
      _: 'group',
      shapes: [{ _: 'old', n: 5 }],
    })
    expect(seen).toEqual([
      [0x99, undefined],
      [0x99, 'Shape'],
    ])
    expect(decodeFailure(() => decode('0300000015c4b51c0100000098000000', { fallback }))).toMatchObject({
      id: 0x98,
      offset: 12,
      path: 'group.shapes[0]',
    })
  })

  test('of a reader inside one another cost no more than their bytes', () => {
    const other = compileCodec(parseSchema('box#00000201 item:Object = Box;'))
    let calls = 0
    const fallback = (id: number, reader: TlReader): unknown => {
      calls++
      const inner = other.nameOf(id) === undefined ? codec : other
      if (inner.nameOf(id) === undefined) return undefined
      reader.position -= 4
      return inner.decode(reader)
    }
    const levels = '1500000001020000'.repeat(30)
    expect(decode(`${levels}01000000`, { fallback })).toMatchObject({ _: 'wrapper', body: { _: 'box' } })
    calls = 0
    expect(decodeFailure(() => decode(`${levels}77000000`, { fallback }))).toMatchObject({ id: 0x77, offset: 240 })
    expect(calls).toBeLessThan(300)
  })

  test('of a reader take unknown calls', () => {
    const fallbackCall = (id: number): TlObject | undefined => (id === 0x99 ? { _: 'old.call' } : undefined)
    expect(codec.decodeCall(new TlReader(Buffer.from('99000000', 'hex'), { fallbackCall }))).toEqual({ _: 'old.call' })
  })

  test('of a codec stand in for constructors that a layer lacks', () => {
    const older = compileCodec(smallSchema, {
      fallback: (value, typeName) => (typeName === 'Shape' && value._ === 'star' ? circle : undefined),
    })
    const bytes = encodeToBytes(older, { _: 'group', shapes: [{ _: 'star' }] } as TlObject)
    expect(decodeFromBytes(codec, bytes)).toEqual({ _: 'group', shapes: [circle] })
    expect(() => encodeToBytes(older, { _: 'group', shapes: [{ _: 'moon' }] } as TlObject)).toThrow('group.shapes[0]')
  })
})
