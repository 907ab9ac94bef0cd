import { expect, test } from 'vitest'
import { createReplayCache } from './replay-cache.ts'

const header = (value: number): Uint8Array => {
  const bytes = new Uint8Array(64)
  new DataView(bytes.buffer).setUint32(20, value)
  return bytes
}

test('refuses a header it has seen, whatever its outer bytes are', () => {
  const cache = createReplayCache()
  expect(cache.note(header(1))).toBe(true)
  const again = header(1)
  again[0] = 7
  again[60] = 7
  expect(cache.note(again)).toBe(false)
  expect(cache.note(header(2))).toBe(true)
})

test('remembers the latest headers and forgets old ones, so that its size is bounded', () => {
  const cache = createReplayCache(10)
  for (let value = 0; value < 100; value++) expect(cache.note(header(value))).toBe(true)
  for (let value = 90; value < 100; value++) expect(cache.note(header(value))).toBe(false)
  expect(cache.note(header(0))).toBe(true)
})
