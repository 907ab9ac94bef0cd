import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonPositions } from './json-positions.ts'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the places of a JSON text', () => {
  it('are those of keys and items, by line and column', () => {
    const found = jsonPositions('{\n  "a": [1,\n   {"b": null}],\n\t"c.d": "x"\n}')
    const places =
      'places' in found ? [...found.places].map(([path, { line, column }]) => `${path} ${line}:${column}`) : []
    expect(places).toEqual([' 1:1', 'a 2:3', 'a[0] 2:9', 'a[1] 3:4', 'a[1].b 3:5', 'c.d 4:2'])
  })

  it('are found for whatever JSON is, however it is laid out', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.integer({ min: 0, max: 4 }), (text, indent) => {
        expect(jsonPositions(text)).toHaveProperty('places')
        expect(jsonPositions(JSON.stringify(JSON.parse(text), null, indent))).toHaveProperty('places')
      }),
    )
  })

  it('are a fault exactly where the text is not JSON', () => {
    const unit = fc.constantFrom(...'{}[]",:0123e+-.\\/ntrueflas \n\t\u0001é')
    const spoilt = fc
      .tuple(fc.json({ maxDepth: 3 }), fc.nat(), fc.string({ unit, maxLength: 3 }))
      .map(([text, at, inserted]) => {
        const cut = at % (text.length + 1)
        return text.slice(0, cut) + inserted + text.slice(cut + 1)
      })
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 12 }), spoilt), text => {
        expect('places' in jsonPositions(text)).toBe(isJson(text))
      }),
      { numRuns: 3000 },
    )
  })

  it('end at a depth that no policy has', () => {
    expect(jsonPositions('['.repeat(100_000))).toMatchObject({ fault: { expected: 'no more than 32 levels' } })
  })
})
