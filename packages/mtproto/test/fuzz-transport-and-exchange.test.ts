/** The fuzz targets of this part as ordinary tests: the corpus in full, and a few hundred random inputs. */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzExchange } from '../../../fuzz/targets/exchange.ts'
import { fuzzTransport } from '../../../fuzz/targets/transport.ts'

const targets = [
  { name: 'transport', run: fuzzTransport, numRuns: 300, maxLength: 500 },
  { name: 'exchange', run: fuzzExchange, numRuns: 150, maxLength: 120 },
] as const

describe.each(targets)('$name', ({ name, run, numRuns, maxLength }) => {
  const folder = fileURLToPath(new URL(`../../../fuzz/corpus/${name}`, import.meta.url))
  const files = readdirSync(folder)

  test('has a corpus', () => {
    expect(files.length).toBeGreaterThan(3)
  })

  test.each(files)('survives %s', file => {
    run(new Uint8Array(readFileSync(`${folder}/${file}`)))
  })

  test('survives random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength }), bytes => run(bytes)),
      { numRuns },
    )
  })
})
