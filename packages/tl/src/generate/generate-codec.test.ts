import { describe, expect, test } from 'vitest'
import { smallSchema } from '../../test/small-schema.ts'
import { parseSchema } from '../parser.ts'
import { generateCodec } from './generate-codec.ts'

describe('generateCodec', () => {
  test('writes the same text for the same schema', () => {
    expect(generateCodec(smallSchema)).toBe(generateCodec(smallSchema))
  })

  test('writes boring JavaScript that imports the runtime and nothing else', async () => {
    const text = generateCodec(
      parseSchema(`
        // LAYER 1
        point#00000001 flags:# hidden:flags.0?true x:int y:int label:flags.1?string = Point;
        line#00000002 points:Vector<Point> = Line;
        nothing#00000004 = Shape;
        group#00000005 shapes:Vector<Shape> = Shape;
        ---functions---
        shapes.draw#00000003 line:Line = Bool;`),
      { exportName: 'shapes', header: ['Generated from a schema of three lines.'] },
    )
    await expect(text).toMatchFileSnapshot('../../test/golden/shapes.js')
    expect(text.match(/\bimport\b/g)).toHaveLength(1)
    expect(text).not.toMatch(/\beval\b|Function\(/)
  })

  test('can be told where the runtime is', () => {
    expect(generateCodec(smallSchema, { runtime: './runtime.js' })).toContain("from './runtime.js'")
  })
})
