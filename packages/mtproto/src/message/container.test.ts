import fc from 'fast-check'
import { expect, test } from 'vitest'
import { containerLength, type InnerMessage, isContainer, readContainer, writeContainer } from './container.ts'

function containerOf(messages: readonly InnerMessage[]): Uint8Array {
  const bytes = new Uint8Array(containerLength(messages))
  writeContainer(bytes, 0, messages)
  return bytes
}

const two = [
  { msg_id: 4n, seqno: 1, body: new Uint8Array(8) },
  { msg_id: 8n, seqno: 3, body: new Uint8Array(4).fill(1) },
]

test('any messages come out as they went in', () => {
  const message = fc.record({
    msg_id: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    seqno: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    body: fc.integer({ min: 1, max: 20 }).map(words => new Uint8Array(4 * words).fill(1)),
  })
  fc.assert(
    fc.property(fc.array(message, { maxLength: 30 }), messages => {
      expect(readContainer(containerOf(messages))).toEqual(messages)
    }),
  )
})

test('an empty container is allowed', () => {
  expect(readContainer(containerOf([]))).toEqual([])
})

test('lengths that do not fill the container exactly are refused', () => {
  const bytes = containerOf(two)
  expect(readContainer(bytes.subarray(0, bytes.length - 4))).toBe('LENGTH')
  expect(readContainer(new Uint8Array([...bytes, 0, 0, 0, 0]))).toBe('LENGTH')
  for (const length of [-4, 0, 6, 12, 0x7ffffffc]) {
    const bent = Uint8Array.from(bytes)
    new DataView(bent.buffer).setInt32(20, length, true)
    expect(readContainer(bent)).toBe('LENGTH')
  }
})

test('bodies that are not in whole words are refused, also when their lengths fill the container', () => {
  expect(readContainer(containerOf([1n, 2n].map(id => ({ msg_id: 4n * id, seqno: 1, body: new Uint8Array(6) }))))).toBe(
    'LENGTH',
  )
})

test('more than 1024 messages are refused without being read', () => {
  const bytes = containerOf([])
  new DataView(bytes.buffer).setInt32(4, 1025, true)
  expect(readContainer(bytes)).toBe('COUNT')
  new DataView(bytes.buffer).setInt32(4, -1, true)
  expect(readContainer(bytes)).toBe('COUNT')
})

test('a container in a container is refused', () => {
  expect(readContainer(containerOf([{ msg_id: 12n, seqno: 4, body: containerOf(two) }]))).toBe('NESTED')
})

test('bytes of any kind are taken apart or refused, never more', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const body = new Uint8Array([0xdc, 0xf8, 0xf1, 0x73, ...bytes])
      expect(isContainer(body)).toBe(true)
      const messages = readContainer(body)
      if (typeof messages !== 'string') expect(containerLength(messages)).toBe(body.length)
    }),
  )
})
