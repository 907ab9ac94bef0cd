import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex, text } from '../../test/support/hex.ts'
import { readVectors } from '../../test/support/read-vectors.ts'
import { scriptedEnv, seededEnv } from '../../test/support/scripted-crypto.ts'
import { ProtocolError, UsageError } from '../errors.ts'
import type { ClientTransport, ClientTransportOptions } from './client-transport.ts'
import { createClientTransport } from './client-transport.ts'
import { crc32 } from './crc32.ts'
import { createReplayCache } from './replay-cache.ts'
import type { ServerTransportOptions } from './server-transport.ts'
import { createServerTransport } from './server-transport.ts'
import type { Frame, Transport, TransportKind } from './transport.ts'

interface FramingVectors {
  readonly payload: string
  readonly frames: readonly {
    readonly kind: TransportKind
    readonly quickAck: boolean
    readonly opening: string
    readonly head: string
    readonly tail: string
  }[]
  readonly longAbridged: { readonly payloadBytes: number; readonly head: string; readonly quickAckHead: string }
  readonly errorCodes: readonly { readonly code: number; readonly bytes: string }[]
  readonly obfuscated: readonly {
    readonly name: string
    readonly kind: TransportKind
    readonly secret: string | null
    readonly dc: number | null
    readonly header: string
    readonly padding: string
    readonly c2s: string
    readonly s2c?: string
    readonly s2cCode?: number
  }[]
}

const vectors = readVectors<FramingVectors>('framing.json')
const payload = hex(vectors.payload)
const secret = hex('0123456789abcdeffedcba9876543210')
const env = seededEnv(7)

interface Way {
  readonly name: string
  readonly kind: TransportKind
  readonly client: ClientTransportOptions
  readonly server: ServerTransportOptions
}

const kinds: readonly TransportKind[] = ['abridged', 'intermediate', 'paddedIntermediate', 'full']
const ways: readonly Way[] = kinds.flatMap(kind => {
  const open: Way = { name: kind, kind, client: {}, server: {} }
  if (kind === 'full') return [open]
  return [
    open,
    { name: `${kind}, obfuscated`, kind, client: { obfuscated: true }, server: {} },
    {
      name: `${kind}, obfuscated with a secret`,
      kind,
      client: { obfuscated: { secret, dc: -10002 } },
      server: { secrets: [hex('00'.repeat(16)), secret] },
    },
  ]
})

function connect(way: Way): {
  readonly client: ClientTransport
  readonly server: ReturnType<typeof createServerTransport>
} {
  return {
    client: createClientTransport(env, way.kind, way.client),
    server: createServerTransport(env, way.server),
  }
}

/** A payload that looks encrypted: an `auth_key_id`, a `msg_key` and whole AES blocks. */
function packet(blocks: number, fill: number): Uint8Array {
  return new Uint8Array(24 + 16 * blocks).fill(fill === 0 ? 1 : fill)
}

function pushIn(transport: Transport, stream: Uint8Array, sizes: readonly number[]): Frame[] {
  const frames: Frame[] = []
  let offset = 0
  for (let turn = 0; offset < stream.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1)
    frames.push(...transport.push(stream.slice(offset, offset + size)))
    offset += size
  }
  return frames
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap(part => [...part]))
}

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof ProtocolError || error instanceof UsageError) return error.code
    throw error
  }
  return 'nothing thrown'
}

describe('the published frames', () => {
  test.each(vectors.frames)('$kind with quickAck $quickAck', ({ kind, quickAck, opening, head, tail }) => {
    const client = createClientTransport(env, kind)
    const bytes = client.encode(payload, { quickAck })
    expect(text(bytes)).toBe(opening + head + vectors.payload + tail)
    const server = createServerTransport(env)
    expect(server.push(bytes)).toEqual([{ kind: 'packet', payload, quickAckWanted: quickAck }])
    expect(server.detected).toEqual({ kind, obfuscated: false, dc: undefined, secretIndex: undefined })
  })

  test('abridged writes long lengths in three bytes', () => {
    const { payloadBytes, head, quickAckHead } = vectors.longAbridged
    const client = createClientTransport(env, 'abridged')
    client.opening()
    const long = new Uint8Array(payloadBytes).fill(1)
    expect(text(client.encode(long).subarray(0, 4))).toBe(head)
    expect(text(client.encode(long, { quickAck: true }).subarray(0, 4))).toBe(quickAckHead)
  })

  test.each(vectors.errorCodes)('the error code $code', ({ code, bytes }) => {
    const { client, server } = connect({ name: 'intermediate', kind: 'intermediate', client: {}, server: {} })
    server.push(client.encode(payload))
    expect(text(server.encodeError(code))).toBe(`04000000${bytes}`)
  })

  test.each(vectors.obfuscated)('$name', vector => {
    const initial = Uint8Array.from({ length: 64 }, (_, index) => index + 1)
    const padding = hex(vector.padding)
    const script = scriptedEnv([initial, Uint8Array.of(padding.length), padding])
    const client = createClientTransport(script, vector.kind, {
      obfuscated: {
        ...(vector.secret === null ? {} : { secret: hex(vector.secret) }),
        ...(vector.dc === null ? {} : { dc: vector.dc }),
      },
    })
    const bytes = client.encode(payload)
    expect(text(bytes.subarray(0, 64))).toBe(vector.header)
    expect(text(bytes.subarray(64))).toBe(vector.c2s)

    const server = createServerTransport(env, vector.secret === null ? {} : { secrets: [hex(vector.secret)] })
    expect(server.push(bytes)).toEqual([{ kind: 'packet', payload, quickAckWanted: false }])
    expect(server.detected?.kind).toBe(vector.kind)
    if (vector.dc !== null) expect(server.detected?.dc).toBe(vector.dc)
    if (vector.s2c !== undefined) {
      const answer = server.encodeError(vector.s2cCode ?? 0)
      expect(text(answer)).toBe(vector.s2c)
      expect(client.push(answer)).toEqual([{ kind: 'error', code: vector.s2cCode }])
    }
  })
})

describe.each(ways)('$name', way => {
  test('carries packets both ways in any slicing of the stream', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 8 })
    const packets = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 255 })), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(packets, packets, sizes, (up, down, slices) => {
        const { client, server } = connect(way)
        const upward = up.map(([blocks, fill]) => packet(blocks, fill))
        const received = pushIn(server, concat([client.opening(), ...upward.map(one => client.encode(one))]), slices)
        expect(received).toEqual(upward.map(one => ({ kind: 'packet', payload: one, quickAckWanted: false })))
        if (server.detected === undefined) return
        const downward = down.map(([blocks, fill]) => packet(blocks, fill))
        const answered = pushIn(client, concat(downward.map(one => server.encode(one))), slices)
        expect(answered).toEqual(downward.map(one => ({ kind: 'packet', payload: one, quickAckWanted: false })))
      }),
      { numRuns: 60 },
    )
  })

  test('is detected by the server, byte by byte', () => {
    const { client, server } = connect(way)
    expect(pushIn(server, client.encode(payload), [1])).toEqual([{ kind: 'packet', payload, quickAckWanted: false }])
    expect(server.detected).toMatchObject({ kind: way.kind, obfuscated: way.client.obfuscated !== undefined })
    if (typeof way.client.obfuscated === 'object') {
      expect(server.detected).toMatchObject({ dc: -10002, secretIndex: 1 })
    }
  })

  test('tells an error code from packets, in any slicing', () => {
    const { client, server } = connect(way)
    server.push(client.encode(payload))
    const stream = concat([
      server.encode(payload),
      server.encodeError(-404),
      server.encode(payload),
      server.encodeError(-444),
    ])
    const packetFrame = { kind: 'packet', payload, quickAckWanted: false }
    const expected = [packetFrame, { kind: 'error', code: -404 }, packetFrame, { kind: 'error', code: -444 }]
    expect(pushIn(client, stream, [3])).toEqual(expected)
  })

  test('carries a wish for a quick acknowledgement and its answer', () => {
    const { client, server } = connect(way)
    const wanted = way.kind !== 'full'
    expect(server.push(client.encode(payload, { quickAck: true }))).toEqual([
      { kind: 'packet', payload, quickAckWanted: wanted },
    ])
    const tokens = [0x80000000, 0x8badf00d, 0xffffffff]
    const stream = concat(tokens.map(token => server.encodeQuickAck(token)))
    expect(pushIn(client, stream, [1])).toEqual(wanted ? tokens.map(token => ({ kind: 'quickAck', token })) : [])
  })

  test('refuses a frame above the limit as soon as its length is known', () => {
    const { client } = connect(way)
    const server = createServerTransport(env, { ...way.server, frameBytesMax: 1000 })
    const bytes = client.encode(packet(80, 3))
    const known = (typeof way.client.obfuscated === 'undefined' ? 0 : 64) + 12
    expect(codeOf(() => server.push(bytes.slice(0, known)))).toBe('FRAME_TOO_LARGE')
    // Behind a broken frame nothing can be read any more.
    expect(codeOf(() => server.push(client.encode(payload)))).toBe('FRAME_TOO_LARGE')
  })

  test('has caps of 1 MiB and 64 KiB upwards and 16 MiB downwards', () => {
    const { client, server } = connect(way)
    const largest = packet(Math.floor((1024 * 1024 + 64 * 1024 - 24) / 16), 5)
    expect(server.push(client.encode(largest))).toHaveLength(1)
    expect(codeOf(() => server.push(client.encode(packet(Math.ceil(1024 * 1024 + 64 * 1024) / 16, 5))))).toBe(
      'FRAME_TOO_LARGE',
    )
    expect(client.push(server.encode(packet((2 * 1024 * 1024) / 16, 5)))).toHaveLength(1)
    expect(codeOf(() => server.encode(packet((16 * 1024 * 1024) / 16, 5)))).toBe('PAYLOAD_LENGTH')
  })

  test('throws nothing but ProtocolError for garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (garbage, size) => {
        const { client, server } = connect(way)
        const opening = client.opening()
        const answered = server.push(
          concat([opening, opening.length === 0 ? client.encode(payload) : new Uint8Array(0)]),
        )
        expect(answered.every(frame => frame.kind === 'packet')).toBe(true)
        for (const side of [client, server]) {
          try {
            pushIn(side, garbage, [size])
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError)
          }
        }
      }),
      { numRuns: 80 },
    )
  })
})

describe('the server, on the first bytes', () => {
  test.each(['POST /api HTTP/1.1', 'GET /apiws HTTP/1.1', 'HEAD / HTTP/1.1', 'OPTIONS /apiw HTTP/1.1'])(
    'names HTTP in its error: %s',
    request => {
      const bytes = new TextEncoder().encode(request)
      expect(codeOf(() => createServerTransport(env).push(bytes))).toBe('HTTP_NOT_SPOKEN')
      expect(codeOf(() => pushIn(createServerTransport(env), bytes, [1]))).toBe('HTTP_NOT_SPOKEN')
    },
  )

  test('names TLS in its error', () => {
    const hello = hex('16030102000100 01fc0303'.replace(' ', ''))
    expect(codeOf(() => createServerTransport(env).push(hello))).toBe('FAKE_TLS_NOT_SPOKEN')
    expect(codeOf(() => pushIn(createServerTransport(env), hello, [2]))).toBe('FAKE_TLS_NOT_SPOKEN')
  })

  test('waits for 64 bytes before it calls a header unknown', () => {
    const server = createServerTransport(env)
    const noise = new Uint8Array(64).fill(0x41)
    expect(server.push(noise.slice(0, 63))).toEqual([])
    expect(server.detected).toBeUndefined()
    expect(codeOf(() => server.push(noise.slice(63)))).toBe('OBFUSCATION_TAG_UNKNOWN')
    expect(codeOf(() => server.push(payload))).toBe('OBFUSCATION_TAG_UNKNOWN')
  })

  test('takes random bytes in the place of the data center', () => {
    for (let run = 0; run < 20; run++) {
      const client = createClientTransport(env, 'abridged', { obfuscated: true })
      expect(createServerTransport(env).push(client.encode(payload))).toHaveLength(1)
    }
  })

  test('refuses another secret, and a client without one when it requires one', () => {
    const other = createClientTransport(env, 'intermediate', { obfuscated: { secret: hex('ab'.repeat(16)) } })
    expect(codeOf(() => createServerTransport(env, { secrets: [secret] }).push(other.encode(payload)))).toBe(
      'OBFUSCATION_TAG_UNKNOWN',
    )
    const strict = { secrets: [secret], secretRequired: true }
    const without = createClientTransport(env, 'intermediate', { obfuscated: true })
    expect(codeOf(() => createServerTransport(env, strict).push(without.encode(payload)))).toBe(
      'OBFUSCATION_TAG_UNKNOWN',
    )
    const open = createClientTransport(env, 'full')
    expect(codeOf(() => createServerTransport(env, strict).push(open.encode(payload)))).toBe('OBFUSCATION_REQUIRED')
    const withSecret = createClientTransport(env, 'intermediate', { obfuscated: { secret } })
    expect(createServerTransport(env, strict).push(withSecret.encode(payload))).toHaveLength(1)
  })

  test('refuses a header that was used before', () => {
    const replayCache = createReplayCache()
    const bytes = createClientTransport(env, 'abridged', { obfuscated: true }).encode(payload)
    expect(createServerTransport(env, { replayCache }).push(bytes)).toHaveLength(1)
    expect(codeOf(() => createServerTransport(env, { replayCache }).push(bytes))).toBe('OBFUSCATION_REPLAYED')
  })

  test('cannot answer before it knows the transport', () => {
    expect(codeOf(() => createServerTransport(env).encodeError(-404))).toBe('TRANSPORT_UNDETECTED')
  })

  test('throws nothing but ProtocolError for garbage', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 70 }), (garbage, size) => {
        const server = createServerTransport(env, { secrets: [secret] })
        try {
          pushIn(server, garbage, [size])
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError)
        }
      }),
    )
  })
})

describe('the obfuscated header', () => {
  const filler = '41'.repeat(64)
  const start = (prefix: string): Uint8Array => hex(prefix + filler.slice(prefix.length))

  test.each([
    ['ef', 'abridged'],
    ['48454144', 'HEAD'],
    ['504f5354', 'POST'],
    ['47455420', 'GET'],
    ['4f505449', 'OPTIONS'],
    ['16030102', 'TLS'],
    ['dddddddd', 'padded intermediate'],
    ['eeeeeeee', 'intermediate'],
    ['4141414100000000', 'full'],
  ])('is drawn again when it begins with %s like %s', prefix => {
    const good = start('01')
    const client = createClientTransport(scriptedEnv([start(prefix), good]), 'abridged', { obfuscated: true })
    expect(text(client.opening().subarray(0, 56))).toBe(text(good.subarray(0, 56)))
  })

  test('is an error when the random source gives nothing else', () => {
    const crypto = { ...env.crypto, random: (length: number) => new Uint8Array(length) }
    expect(codeOf(() => createClientTransport({ crypto }, 'abridged', { obfuscated: true }))).toBe('RANDOM_BROKEN')
  })

  test('differs on every connection', () => {
    const open = (): string => text(createClientTransport(env, 'abridged', { obfuscated: true }).opening())
    expect(open()).not.toBe(open())
  })
})

describe('client options that cannot work', () => {
  test('full cannot be obfuscated', () => {
    expect(codeOf(() => createClientTransport(env, 'full', { obfuscated: true }))).toBe('TRANSPORT_OPTIONS')
  })

  test('a dd secret asks for the padded transport', () => {
    const dd = hex(`dd${text(secret)}`)
    expect(codeOf(() => createClientTransport(env, 'abridged', { obfuscated: { secret: dd } }))).toBe(
      'TRANSPORT_OPTIONS',
    )
    const client = createClientTransport(env, 'paddedIntermediate', { obfuscated: { secret: dd } })
    expect(createServerTransport(env, { secrets: [secret] }).push(client.encode(payload))).toHaveLength(1)
  })

  test('secrets of other lengths', () => {
    const short = { obfuscated: { secret: new Uint8Array(15) } }
    expect(codeOf(() => createClientTransport(env, 'abridged', short))).toBe('SECRET_INVALID')
    expect(codeOf(() => createServerTransport(env, { secrets: [new Uint8Array(17)] }))).toBe('SECRET_INVALID')
  })

  test.each([0, 3, 25])('a payload of %i bytes', length => {
    expect(codeOf(() => createClientTransport(env, 'abridged').encode(new Uint8Array(length)))).toBe('PAYLOAD_LENGTH')
  })
})

describe('the opening', () => {
  test('goes out once, by itself or with the first packet', () => {
    const ahead = createClientTransport(env, 'intermediate')
    expect(text(ahead.opening())).toBe('eeeeeeee')
    expect(ahead.opening()).toHaveLength(0)
    expect(text(ahead.encode(payload).subarray(0, 4))).toBe('28000000')
    const together = createClientTransport(env, 'intermediate')
    expect(text(together.encode(payload).subarray(0, 8))).toBe('eeeeeeee28000000')
    expect(text(together.encode(payload).subarray(0, 4))).toBe('28000000')
  })
})

describe('padded intermediate', () => {
  const padded = (body: Uint8Array, length: number): Uint8Array => {
    const frame = new Uint8Array(4 + body.length + length).fill(0xa5)
    new DataView(frame.buffer).setUint32(0, body.length + length, true)
    frame.set(body, 4)
    return frame
  }
  const opened = (): Transport => {
    const server = createServerTransport(env)
    server.push(hex('dddddddd'))
    return server
  }

  test.each(Array.from({ length: 16 }, (_, length) => length))('takes %i bytes of padding off', length => {
    const encrypted = packet(3, 9)
    expect(opened().push(padded(encrypted, length))).toEqual([
      { kind: 'packet', payload: encrypted, quickAckWanted: false },
    ])
    expect(opened().push(padded(payload, length))).toEqual([{ kind: 'packet', payload, quickAckWanted: false }])
  })

  test('draws between 0 and 15 bytes of padding', () => {
    const lengths = new Set<number>()
    const client = createClientTransport(env, 'paddedIntermediate')
    client.opening()
    for (let run = 0; run < 400; run++) lengths.add(client.encode(payload).length - payload.length - 4)
    expect([...lengths].sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, length) => length))
  })

  test('keeps bodies with a quick acknowledgement below 16 bytes, as TDLib needs', () => {
    const server = opened()
    for (let run = 0; run < 100; run++) expect(server.encodeQuickAck(0x80000001).length).toBeLessThan(4 + 16)
  })

  test('reads padded error codes and ignores no-operations', () => {
    const client = createClientTransport(env, 'paddedIntermediate')
    expect(client.push(padded(hex('6cfeffff'), 9))).toEqual([{ kind: 'error', code: -404 }])
    expect(client.push(padded(hex('00000000'), 5))).toEqual([])
    expect(codeOf(() => client.push(padded(hex('01000000'), 5)))).toBe('FRAME_TOO_SHORT')
  })

  test('leaves a message that states a nonsensical length to the message layer', () => {
    const nonsense = Uint8Array.from(payload)
    nonsense[19] = 0x7f
    expect(opened().push(padded(nonsense, 0))).toEqual([{ kind: 'packet', payload: nonsense, quickAckWanted: false }])
  })
})

describe('broken frames', () => {
  const full = (seqno: number, body: Uint8Array): Uint8Array => {
    const frame = new Uint8Array(body.length + 12)
    const view = new DataView(frame.buffer)
    view.setUint32(0, frame.length, true)
    view.setUint32(4, seqno, true)
    frame.set(body, 8)
    view.setUint32(frame.length - 4, crc32(frame.subarray(0, frame.length - 4)), true)
    return frame
  }

  test('full counts its frames', () => {
    const server = createServerTransport(env)
    expect(server.push(full(0, payload))).toHaveLength(1)
    expect(codeOf(() => server.push(full(0, payload)))).toBe('FRAME_OUT_OF_ORDER')
  })

  test('full checks its sum: one flipped bit anywhere is an error', () => {
    for (const offset of [8, 20, 47, 48, 51]) {
      const frame = full(0, payload)
      frame[offset] = (frame[offset] ?? 0) ^ 0x10
      expect(codeOf(() => createServerTransport(env).push(frame))).toBe('FRAME_CHECKSUM_MISMATCH')
    }
  })

  test('full refuses a length that cannot hold its own header', () => {
    expect(codeOf(() => createServerTransport(env).push(hex('0800000000000000')))).toBe('FRAME_TOO_SHORT')
  })

  test('intermediate refuses lengths that are not whole words', () => {
    expect(codeOf(() => createServerTransport(env).push(hex('eeeeeeee29000000')))).toBe('FRAME_LENGTH_INVALID')
  })

  test('a server refuses frames that cannot hold a message', () => {
    expect(codeOf(() => createServerTransport(env).push(hex('ef016cfeffff')))).toBe('FRAME_TOO_SHORT')
    expect(codeOf(() => createServerTransport(env).push(hex('ef00')))).toBe('FRAME_TOO_SHORT')
  })
})
