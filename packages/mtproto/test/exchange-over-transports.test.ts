/** Both roles in one process: bytes of a client's transport go to a server's, in pieces, through a whole exchange. */

import { describe, expect, test } from 'vitest'
import type { ClientExchange } from '../src/exchange/client-driver.ts'
import { startClientExchange } from '../src/exchange/client-driver.ts'
import type { AgreedKey, CreatedKey, KeyOutcome } from '../src/exchange/exchange.ts'
import type { ClientTransport, ClientTransportOptions } from '../src/transport/client-transport.ts'
import { createClientTransport } from '../src/transport/client-transport.ts'
import { createServerTransport } from '../src/transport/server-transport.ts'
import type { Frame, Transport, TransportKind } from '../src/transport/transport.ts'
import { createServer, noon, privateKey } from './support/exchange.ts'
import { hex } from './support/hex.ts'
import { seededEnv } from './support/scripted-crypto.ts'

const secret = hex('00112233445566778899aabbccddeeff')

function packetsOf(transport: Transport, bytes: Uint8Array, pieceBytes: number): Uint8Array[] {
  const frames: Frame[] = []
  for (let offset = 0; offset < bytes.length; offset += pieceBytes) {
    frames.push(...transport.push(bytes.slice(offset, offset + pieceBytes)))
  }
  return frames.map(frame => {
    if (frame.kind !== 'packet') throw new Error(`a ${frame.kind} frame: ${JSON.stringify(frame)}`)
    return frame.payload
  })
}

interface Connection {
  readonly client: ClientTransport
  readonly exchange: ClientExchange
  /** Carries one payload to the server and the answer back. */
  turn(payload: Uint8Array): Uint8Array
  readonly created: CreatedKey[]
}

function connect(
  kind: TransportKind,
  options: ClientTransportOptions,
  outcomes: readonly KeyOutcome[],
  expires_in?: number,
): Connection {
  const env = seededEnv(40)
  const client = createClientTransport(env, kind, options)
  const serverTransport = createServerTransport(env, { secrets: [secret] })
  const server = createServer(env)
  const created: CreatedKey[] = []
  const exchange = startClientExchange(env, {
    keys: [privateKey.publicKey],
    dc: 2,
    now: noon,
    ...(expires_in === undefined ? {} : { expires_in }),
  })
  return {
    client,
    exchange,
    created,
    turn(payload) {
      const [request] = packetsOf(serverTransport, client.encode(payload), 37)
      const step = server.receive(noon + 500, request ?? new Uint8Array(0))
      if (step.created !== undefined) created.push(step.created)
      const answer =
        step.created === undefined ? step.send : server.confirm(noon + 600, outcomes[created.length - 1] ?? 'ok')
      if (answer === undefined) throw new Error(`refused: ${step.reason}`)
      const [received] = packetsOf(client, serverTransport.encode(answer), 41)
      return received ?? new Uint8Array(0)
    },
  }
}

function runThrough({ exchange, turn }: Connection): AgreedKey {
  let payload = exchange.message
  for (let step = 0; step < 10; step++) {
    const next = exchange.receive(noon + 1000, turn(payload))
    if (next.done !== undefined) return next.done
    payload = next.send
  }
  throw new Error('the exchange does not end')
}

const ways: readonly (readonly [string, TransportKind, ClientTransportOptions])[] = [
  ['abridged', 'abridged', {}],
  ['intermediate', 'intermediate', {}],
  ['padded intermediate', 'paddedIntermediate', {}],
  ['full', 'full', {}],
  ['abridged, obfuscated', 'abridged', { obfuscated: true }],
  ['intermediate, obfuscated with a secret', 'intermediate', { obfuscated: { secret, dc: 2 } }],
  ['padded intermediate, obfuscated with a secret', 'paddedIntermediate', { obfuscated: { secret, dc: 2 } }],
]

describe.each(ways)('over %s', (_, kind, options) => {
  test('client and server agree on a permanent key, salt and time', () => {
    const connection = connect(kind, options, [])
    const agreed = runThrough(connection)
    const [created] = connection.created
    expect(agreed.authKey.expose()).toEqual(created?.authKey.expose())
    expect(agreed.server_salt).toBe(created?.server_salt)
    expect(agreed.timeOffsetMs).toBe(-1000)
    expect(agreed.expires_at).toBeUndefined()
  })

  test('and on a temporary key', () => {
    const connection = connect(kind, options, [], 86_400)
    const agreed = runThrough(connection)
    expect(agreed.authKey.auth_key_id).toBe(connection.created[0]?.authKey.auth_key_id)
    expect(agreed.expires_at).toBe(connection.created[0]?.expires_at)
  })
})

describe('when the host does not take a key', () => {
  test('the client makes another one', () => {
    const connection = connect('intermediate', {}, ['retry', 'retry', 'ok'])
    const agreed = runThrough(connection)
    expect(connection.created).toHaveLength(3)
    expect(new Set(connection.created.map(key => key.authKey.auth_key_id)).size).toBe(3)
    expect(agreed.authKey.auth_key_id).toBe(connection.created[2]?.authKey.auth_key_id)
  })

  test('both give up at the fifth', () => {
    const connection = connect('intermediate', {}, ['retry', 'retry', 'retry', 'retry', 'retry'])
    expect(() => runThrough(connection)).toThrow('[EXCHANGE_REFUSED]')
    expect(connection.created).toHaveLength(5)
  })

  test('the client is told', () => {
    expect(() => runThrough(connect('intermediate', {}, ['fail']))).toThrow('[EXCHANGE_REFUSED]')
  })
})
