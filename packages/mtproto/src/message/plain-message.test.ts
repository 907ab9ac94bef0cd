import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex, text } from '../../test/support/hex.ts'
import { ProtocolError } from '../errors.ts'
import { decodePlainMessage, encodePlainMessage, isPlainMessage, PlainMessageIds } from './plain-message.ts'

// The first message of the published sample.
const sample = hex('0000000000000000d4720600503dc56514000000f18e7ebe406709f612fadfbec3f0289d0aa67eef')

function codeOf(payload: Uint8Array): string {
  try {
    decodePlainMessage(payload)
  } catch (error) {
    if (error instanceof ProtocolError) return error.code
    throw error
  }
  return 'nothing thrown'
}

function withLength(message_data_length: number): Uint8Array {
  const payload = Uint8Array.from(sample)
  new DataView(payload.buffer).setInt32(16, message_data_length, true)
  return payload
}

describe('an unencrypted message', () => {
  test('has the layout of the published sample', () => {
    const { msg_id, data } = decodePlainMessage(sample)
    expect(msg_id).toBe(0x65c53d50000672d4n)
    expect(text(data)).toBe(text(sample.subarray(20)))
    expect(text(encodePlainMessage(msg_id, data))).toBe(text(sample))
    expect(isPlainMessage(sample)).toBe(true)
  })

  test('ends where its length says, not where the packet ends', () => {
    expect(text(decodePlainMessage(withLength(8)).data)).toBe('f18e7ebe406709f6')
  })

  test.each([-4, -1, 3, 24, 0x7fffffff])('with a length of %i is refused', length => {
    expect(codeOf(withLength(length))).toBe('PLAIN_MESSAGE_MALFORMED')
  })

  test('that ends within its header is refused', () => {
    for (let length = 8; length < 20; length++) expect(codeOf(sample.slice(0, length))).toBe('PLAIN_MESSAGE_MALFORMED')
  })

  test('is told from an encrypted one by its auth_key_id', () => {
    for (let byte = 0; byte < 8; byte++) {
      const encrypted = Uint8Array.from(sample)
      encrypted[byte] = 1
      expect(codeOf(encrypted)).toBe('NOT_PLAIN')
    }
    expect(codeOf(new Uint8Array(4))).toBe('NOT_PLAIN')
  })

  test('throws nothing but ProtocolError for garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(8), (garbage, zeros) => {
        garbage.fill(0, 0, zeros)
        expect(['nothing thrown', 'NOT_PLAIN', 'PLAIN_MESSAGE_MALFORMED']).toContain(codeOf(garbage))
      }),
    )
  })
})

describe('its message ids', () => {
  test('follow the clock', () => {
    expect(new PlainMessageIds('client').next(1707425104_500)).toBe(0x65c53d5080000000n)
  })

  test('always grow, are divisible by four from a client and leave 1 from a server', () => {
    for (const [role, remainder] of [
      ['client', 0n],
      ['server', 1n],
    ] as const) {
      const ids = new PlainMessageIds(role)
      let last = 0n
      for (const now of [1000.25, 1000.25, 999, 5000, 1, 1707425104_001]) {
        const next = ids.next(now)
        expect(next % 4n).toBe(remainder)
        expect(next).toBeGreaterThan(last)
        last = next
      }
    }
  })
})
