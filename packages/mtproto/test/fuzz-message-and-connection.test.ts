/** The fuzz targets of messages and connections as ordinary tests: the corpus in full, and some random inputs. */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fuzzMessage } from '../../../fuzz/targets/message.ts'
import { fuzzServerConnection } from '../../../fuzz/targets/server-connection.ts'

const services = [
  0xa43ad8b7, 0xae500895, 0x347773c5, 0xe22045fc, 0x9ec20908, 0xe06046b2, 0x62d6b459, 0xa7eff811, 0xedab447b,
  0xda69fb52, 0x04deb57d, 0x8cc0d131, 0x276d3ec6, 0x809db6df, 0x7d861a08, 0x8610baeb, 0x9299359f, 0x58e4a740,
  0xb921bd04, 0x7abe77ec, 0xf3427b8c, 0xe7512126, 0xd1435160, 0x73f1f8dc, 0x3072cfa1, 0xf35c6d01, 0x2144ca19,
]

/** A message that begins like one of the protocol, and goes on with anything: lists of ids more often than not. */
const message = fc
  .record({
    flags: fc.nat(7),
    id: fc.constantFrom(...services),
    vector: fc.boolean(),
    rest: fc.uint8Array({ maxLength: 60 }),
  })
  .map(({ flags, id, vector, rest }) => {
    const words = [id, ...(vector ? [0x1cb5c415, 2] : [])].flatMap(word =>
      [0, 8, 16, 24].map(shift => (word >>> shift) & 255),
    )
    const body = [...words, ...rest]
    return [body.length & 255, body.length >> 8, flags, ...body]
  })
const row = fc.array(message, { maxLength: 8 }).map(messages => messages.flat())

const targets = [
  { name: 'message', run: fuzzMessage, input: row.map(bytes => Uint8Array.from(bytes)) },
  { name: 'server-connection', run: fuzzServerConnection, input: row.map(bytes => Uint8Array.of(1, ...bytes)) },
] as const

describe.each(targets)('$name', ({ name, run, input }) => {
  const folder = fileURLToPath(new URL(`../../../fuzz/corpus/${name}`, import.meta.url))
  const files = readdirSync(folder)

  test('has a corpus', () => {
    expect(files.length).toBeGreaterThan(3)
  })

  test.each(files)('survives %s', file => {
    run(new Uint8Array(readFileSync(`${folder}/${file}`)))
  })

  test('survives rows of messages that begin like those of the protocol', () => {
    fc.assert(
      fc.property(input, bytes => run(bytes)),
      { numRuns: 300 },
    )
  })

  test('survives random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => run(bytes)),
      { numRuns: 150 },
    )
  })
})
