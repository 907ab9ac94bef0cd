import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex, text } from '../../test/support/hex.ts'
import { readVectors } from '../../test/support/read-vectors.ts'
import { scriptedEnv } from '../../test/support/scripted-crypto.ts'
import { otherKey, publishedKey, sessionEnv } from '../../test/support/session-env.ts'
import type { SecurityError } from '../errors.ts'
import { authKeyIdOf, openMessage, sealMessage } from './encrypted-message.ts'

interface Direction {
  readonly msg_id: string
  readonly seqno: number
  readonly body: string
  readonly padding: string
  readonly packet: string
  readonly quickAckToken?: string
}
const vectors = readVectors<{ server_salt: string; session_id: string; client: Direction; server: Direction }>(
  'envelope.json',
)

function longOf(bytes: string): bigint {
  return new DataView(hex(bytes).buffer).getBigInt64(0, true)
}

describe.each(['client', 'server'] as const)('the vector of a %s', sender => {
  const vector = vectors[sender]
  const message = {
    server_salt: longOf(vectors.server_salt),
    session_id: longOf(vectors.session_id),
    msg_id: BigInt(`0x${vector.msg_id}`),
    seqno: vector.seqno,
    body: hex(vector.body),
  }

  test('is sealed byte for byte', () => {
    const { packet, quickAckToken } = sealMessage(scriptedEnv([hex(vector.padding)]), publishedKey, sender, message)
    expect(text(packet)).toBe(vector.packet)
    if (vector.quickAckToken !== undefined) expect(quickAckToken.toString(16)).toBe(vector.quickAckToken)
  })

  test('is opened to the same message', () => {
    const { quickAckToken: _, ...opened } = openMessage(sessionEnv(1), publishedKey, sender, hex(vector.packet))
    expect(opened).toEqual({ ...message, body: Uint8Array.from(message.body) })
  })
})

const env = sessionEnv(1)
const message = { server_salt: 1n, session_id: 2n, msg_id: 0x65c53d5240000000n, seqno: 1, body: new Uint8Array(20) }

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return `${(error as SecurityError).name} ${(error as SecurityError).code}`
  }
  return 'none'
}

test('a message comes out as it went in, at any length and with either padding', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 600 }).map(bytes => new Uint8Array([...bytes, ...new Uint8Array(-bytes.length & 3)])),
      fc.constantFrom('client' as const, 'server' as const),
      fc.constantFrom('minimal' as const, 'rounded' as const),
      (body, sender, padding) => {
        const { packet } = sealMessage(env, publishedKey, sender, { ...message, body }, padding)
        const paddingBytes = packet.length - 24 - 32 - body.length
        expect(paddingBytes).toBeGreaterThanOrEqual(12)
        expect(paddingBytes).toBeLessThanOrEqual(1024)
        expect(packet.length % 16).toBe(8)
        expect(openMessage(env, publishedKey, sender, packet).body).toEqual(body)
      },
    ),
  )
})

test('rounded padding never passes 1024 bytes, up to long messages', () => {
  for (let length = 0; length < 4000; length += 4) {
    const { packet } = sealMessage(env, publishedKey, 'client', { ...message, body: new Uint8Array(length) }, 'rounded')
    expect(packet.length - 24 - 32 - length).toBeLessThanOrEqual(1024)
  }
})

test('the same message is never sealed to the same packet twice', () => {
  const [one, two] = [1, 2].map(() => text(sealMessage(env, publishedKey, 'client', message).packet))
  expect(one).not.toBe(two)
})

test('a flipped bit never passes', () => {
  const { packet } = sealMessage(env, publishedKey, 'client', message)
  fc.assert(
    fc.property(fc.nat(packet.length * 8 - 1), bit => {
      const bent = Uint8Array.from(packet)
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(codeOf(() => openMessage(env, publishedKey, 'client', bent))).toMatch(/^SecurityError /)
    }),
  )
})

test('bytes of any kind end as a SecurityError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      const packet = new Uint8Array([...publishedKey.auth_key_id_bytes, ...bytes])
      expect(codeOf(() => openMessage(env, publishedKey, 'server', packet))).toBe('SecurityError MESSAGE_UNREADABLE')
    }),
  )
})

test('a packet of the other direction does not pass', () => {
  const { packet } = sealMessage(env, publishedKey, 'client', message)
  expect(codeOf(() => openMessage(env, publishedKey, 'server', packet))).toBe('SecurityError MESSAGE_UNREADABLE')
})

test('a packet under another key is told apart', () => {
  const { packet } = sealMessage(env, otherKey, 'client', message)
  expect(authKeyIdOf(packet)).toBe(otherKey.auth_key_id)
  expect(codeOf(() => openMessage(env, publishedKey, 'client', packet))).toBe('SecurityError AUTH_KEY_ID_MISMATCH')
})

/** A message sealed correctly, around a plaintext that is wrong. */
function sealedPlaintext(length: number, total: number): Uint8Array {
  const body = new Uint8Array(total)
  new DataView(body.buffer).setInt32(28, length, true)
  return env.crypto.seal(publishedKey, 'client', body).packet
}

test.each([
  ['negative', -4, 64],
  ['not in words', 18, 64],
  ['beyond the frame', 4096, 64],
  ['leaving 8 bytes of padding', 24, 64],
  ['leaving 1028 bytes of padding', 12, 32 + 12 + 1028],
  ['at the largest int', 0x7ffffffc, 64],
])('an inner length that is %s looks like a wrong msg_key', (_, length, total) => {
  expect(codeOf(() => openMessage(env, publishedKey, 'client', sealedPlaintext(length, total)))).toBe(
    'SecurityError MESSAGE_UNREADABLE',
  )
})

test('errors about unreadable messages do not tell what was wrong', () => {
  const { packet } = sealMessage(env, publishedKey, 'client', message)
  const texts = [
    packet.subarray(0, 40),
    packet.map((byte, at) => (at === 30 ? byte ^ 1 : byte)),
    sealedPlaintext(-4, 64),
  ]
  const messages = texts.map(bytes => {
    try {
      openMessage(env, publishedKey, 'client', bytes)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  })
  expect(new Set(messages).size).toBe(1)
})
