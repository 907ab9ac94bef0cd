import { describe, expect, test } from 'vitest'
import { privateKey } from '../../test/support/exchange.ts'
import { RawClient, servicesOf } from '../../test/support/raw-peers.ts'
import { noon, otherKey, publishedKey, sessionEnv } from '../../test/support/session-env.ts'
import { answerBody, callBody, echo, numberIn, SessionLink } from '../../test/support/session-link.ts'
import { startClientExchange } from '../exchange/client-driver.ts'
import type { AgreedKey } from '../exchange/exchange.ts'
import { sealMessage } from '../message/encrypted-message.ts'
import { msgIdAt } from '../message/msg-id.ts'
import { ClientSession } from '../session/client-session.ts'
import { SaltSchedule } from '../session/salt-schedule.ts'
import { SessionTable } from '../session/session-table.ts'
import { type ClientTransport, createClientTransport } from '../transport/client-transport.ts'
import type { TransportKind } from '../transport/transport.ts'
import { ServerConnection, type ServerConnectionOptions } from './server-connection.ts'
import type { ServerEvent } from './server-event.ts'

const env = sessionEnv(1)

function connect(options: Partial<ServerConnectionOptions> = {}) {
  const table = new SessionTable(env, { salts: new SaltSchedule(env, new Uint8Array(32).fill(1)) })
  const connection = new ServerConnection(env, noon, {
    sessions: table,
    exchange: { keys: [privateKey], acceptsDc: dc => dc === 2 },
    ...options,
  })
  const transport = createClientTransport(env, 'intermediate')
  return { table, connection, transport }
}

const record = { authKey: publishedKey, dc: 2, expires_at: undefined, created_at: noon }

/** One call under the published key. */
function callPacket(table: SessionTable, number: number, authKey = publishedKey): Uint8Array {
  return sealMessage(env, authKey, 'client', {
    server_salt: table.salts.current(authKey.auth_key_id, noon),
    session_id: 5n,
    msg_id: msgIdAt(noon) + 4n * BigInt(number),
    seqno: 2 * number + 1,
    body: callBody(number),
  }).packet
}

function numbersIn(events: readonly ServerEvent[]): number[] {
  return events.flatMap(event => (event._ === 'call' ? [numberIn(event.body)] : []))
}

function framesIn(transport: ClientTransport, events: readonly ServerEvent[]) {
  return events.flatMap(event => (event._ === 'send' ? transport.push(event.bytes) : []))
}

describe('looking keys up', () => {
  test('holds packets until the key is there, asks once, and goes on in order', () => {
    const { table, connection, transport } = connect()
    const events = [1, 2, 3].flatMap(number => connection.receive(noon, transport.encode(callPacket(table, number))))
    expect(events).toEqual([{ _: 'key_needed', auth_key_id: publishedKey.auth_key_id }])
    expect(numbersIn(connection.provideKey(noon, publishedKey.auth_key_id, record))).toEqual([1, 2, 3])
    expect(numbersIn(connection.receive(noon, transport.encode(callPacket(table, 4))))).toEqual([4])
  })

  test('answers −404 for each packet under a key that nobody knows', () => {
    const { table, connection, transport } = connect()
    for (const number of [1, 2]) connection.receive(noon, transport.encode(callPacket(table, number)))
    const events = connection.provideKey(noon, publishedKey.auth_key_id, undefined)
    expect(framesIn(transport, events)).toEqual([
      { kind: 'error', code: -404 },
      { kind: 'error', code: -404 },
    ])
    // A key may be made meanwhile; it is asked for again.
    const again = connection.receive(noon, transport.encode(callPacket(table, 3)))
    expect(again).toEqual([{ _: 'key_needed', auth_key_id: publishedKey.auth_key_id }])
  })

  test('closes after sixteen errors', () => {
    const { table, connection, transport } = connect()
    const codes: string[] = []
    for (let number = 1; number <= 20; number++) {
      connection.receive(noon, transport.encode(callPacket(table, number)))
      const events = connection.provideKey(noon, publishedKey.auth_key_id, undefined)
      codes.push(...events.flatMap(event => (event._ === 'close' ? [event.reason.code] : [])))
    }
    expect(codes).toEqual(['LIMIT_EXCEEDED'])
  })

  test('closes when too many packets wait', () => {
    const { table, connection, transport } = connect({ limits: { heldPacketsMax: 3 } })
    const events = [1, 2, 3, 4].flatMap(number => connection.receive(noon, transport.encode(callPacket(table, number))))
    expect(framesIn(transport, events)).toEqual([{ kind: 'error', code: -429 }])
    expect(events.at(-1)).toMatchObject({ _: 'close', reason: { code: 'LIMIT_EXCEEDED' } })
    expect(connection.provideKey(noon, publishedKey.auth_key_id, record)).toEqual([])
  })

  test('does not take another key for the one it asked for', () => {
    const { table, connection, transport } = connect()
    connection.receive(noon, transport.encode(callPacket(table, 1)))
    const events = connection.provideKey(noon, publishedKey.auth_key_id, { ...record, authKey: otherKey })
    expect(framesIn(transport, events)).toEqual([{ kind: 'error', code: -404 }])
  })

  test('answers −404 once a temporary key has ended', () => {
    const { table, connection, transport } = connect()
    connection.receive(noon, transport.encode(callPacket(table, 1)))
    const expires_at = noon / 1000 + 10
    expect(numbersIn(connection.provideKey(noon, publishedKey.auth_key_id, { ...record, expires_at }))).toEqual([1])
    expect(numbersIn(connection.receive(noon + 9999, transport.encode(callPacket(table, 2))))).toEqual([2])
    const late = connection.receive(noon + 10_000, transport.encode(callPacket(table, 3)))
    expect(framesIn(transport, late)).toEqual([{ kind: 'error', code: -404 }])
  })

  test('asks again after the key was destroyed, on every connection that knew it', () => {
    const { table, connection, transport } = connect()
    connection.receive(noon, transport.encode(callPacket(table, 1)))
    connection.provideKey(noon, publishedKey.auth_key_id, record)
    table.forgetKey(publishedKey.auth_key_id)
    const events = connection.receive(noon, transport.encode(callPacket(table, 2)))
    expect(events).toEqual([{ _: 'key_needed', auth_key_id: publishedKey.auth_key_id }])
  })
})

/** Agrees on a key over a connection, with the host storing it. */
function exchangeOver(
  connection: ServerConnection,
  transport: ClientTransport,
  outcome: 'ok' | 'fail' = 'ok',
): AgreedKey {
  const exchange = startClientExchange(env, { keys: [privateKey.publicKey], dc: 2, now: noon })
  let send: Uint8Array | undefined = exchange.message
  for (let round = 0; round < 10 && send !== undefined; round++) {
    const events: ServerEvent[] = connection.receive(noon, transport.encode(send))
    if (events.some(event => event._ === 'key_created')) events.push(...connection.keyStored(noon, outcome))
    send = undefined
    for (const frame of framesIn(transport, events)) {
      if (frame.kind !== 'packet') continue
      const step = exchange.receive(noon, frame.payload)
      if (step.done !== undefined) return step.done
      send = step.send
    }
  }
  throw new Error('no key was agreed on')
}

describe('from the first byte to an answer', () => {
  const kinds: readonly TransportKind[] = ['abridged', 'intermediate', 'paddedIntermediate', 'full']
  const cases = kinds.flatMap(
    kind =>
      (kind === 'full'
        ? [[kind, false]]
        : [
            [kind, false],
            [kind, true],
          ]) as [TransportKind, boolean][],
  )

  test.each(cases)('over %s, obfuscated: %s, in chunks of three bytes', (kind, obfuscated) => {
    const { table, connection } = connect()
    const transport = createClientTransport(env, kind, obfuscated ? { obfuscated: true } : {})
    const agreed = exchangeOver(connection, transport)
    expect(connection.detected).toMatchObject({ kind, obfuscated })
    const client = new ClientSession(env, {
      authKey: agreed.authKey,
      server_salt: agreed.server_salt,
      timeOffsetMs: agreed.timeOffsetMs,
    })
    client.connected(noon)
    const handle = client.call(noon, callBody(1))
    const answers: unknown[] = []
    for (let round = 0; round < 4; round++) {
      for (const packet of client.flush(noon)) {
        const bytes = transport.encode(packet)
        for (let at = 0; at < bytes.length; at += 3) {
          for (const event of connection.receive(noon, bytes.subarray(at, at + 3))) {
            if (event._ === 'call') event.session.answer(noon, event.msg_id, answerBody(1))
          }
        }
      }
      for (const bytes of connection.flush(noon)) {
        for (const frame of transport.push(bytes)) {
          if (frame.kind === 'packet') answers.push(...client.receive(noon, frame.payload))
        }
      }
    }
    expect(answers).toContainEqual({ _: 'result', handle, result: answerBody(1) })
    // The first salt was accepted: nothing was corrected.
    expect(answers.filter(event => (event as { _: string })._ === 'salt')).toHaveLength(1)
    expect(table.size).toBe(1)
  })

  test('encrypted packets go on after another req_pq on the same connection', () => {
    const { table, connection, transport } = connect()
    connection.receive(noon, transport.encode(callPacket(table, 1)))
    connection.provideKey(noon, publishedKey.auth_key_id, record)
    const stray = startClientExchange(env, { keys: [privateKey.publicKey], dc: 2, now: noon })
    const events = connection.receive(noon, transport.encode(stray.message))
    expect(events.map(event => event._)).toEqual(['send'])
    expect(numbersIn(connection.receive(noon, transport.encode(callPacket(table, 2))))).toEqual([2])
  })

  test('the first salt of a key is accepted, but for another key', () => {
    const { connection, transport } = connect()
    const { authKey, server_salt } = exchangeOver(connection, transport)
    const packet = (number: number, salt: bigint) =>
      sealMessage(env, authKey, 'client', {
        server_salt: salt,
        session_id: 5n,
        msg_id: msgIdAt(noon) + 4n * BigInt(number),
        seqno: 2 * number + 1,
        body: callBody(number),
      }).packet
    expect(numbersIn(connection.receive(noon, transport.encode(packet(1, server_salt))))).toEqual([1])
    expect(numbersIn(connection.receive(noon, transport.encode(packet(2, server_salt + 1n))))).toEqual([])
  })

  test('two keys can be agreed on and used over one connection', () => {
    const { table, connection, transport } = connect()
    const [one, two] = [exchangeOver(connection, transport), exchangeOver(connection, transport)]
    for (const { authKey } of [one, two]) {
      expect(numbersIn(connection.receive(noon, transport.encode(callPacket(table, 1, authKey))))).toEqual([1])
    }
    expect(connection.sessions).toHaveLength(2)
  })

  test('a key that the host refuses is not known afterwards', () => {
    const { connection, transport } = connect()
    expect(() => exchangeOver(connection, transport, 'fail')).toThrow()
  })

  test('a failed exchange is answered −404 and leaves the connection open', () => {
    const { connection, transport } = connect()
    const payload = new Uint8Array(24)
    new DataView(payload.buffer).setInt32(16, 4, true)
    const events = connection.receive(noon, transport.encode(payload))
    expect(framesIn(transport, events)).toEqual([{ kind: 'error', code: -404 }])
    expect(events.some(event => event._ === 'close')).toBe(false)
  })
})

describe('a connection ends', () => {
  test('when its bytes are no transport', () => {
    const { connection } = connect()
    const events = connection.receive(noon, new TextEncoder().encode('GET / HTTP/1.1\r\n'))
    expect(events).toMatchObject([{ _: 'close', reason: { name: 'ProtocolError' } }])
    expect(connection.receive(noon, new Uint8Array(4))).toEqual([])
    expect(connection.nextWakeAt()).toBeUndefined()
  })

  test('after the delay of ping_delay_disconnect, unless another one comes; a plain ping does not count', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const client = new RawClient(link)
    const delay = { _: 'ping_delay_disconnect', ping_id: 1n, disconnect_delay: 75 } as const
    expect(servicesOf(client.service(delay), 'pong')).toHaveLength(1)
    link.advance(74_000)
    client.service(delay)
    link.advance(74_000)
    client.service({ _: 'ping', ping_id: 2n })
    expect(link.heard('close')).toEqual([])
    expect(link.connection?.nextWakeAt()).toBe(link.now + 1000)
    link.advance(1000)
    expect(link.heard('close').map(event => event.reason.code)).toEqual(['CONNECTION_SILENT'])
  })

  test('after two minutes without any accepted message, but not while it is used', () => {
    const silent = connect().connection
    expect(silent.nextWakeAt()).toBe(noon + 120_000)
    expect(silent.tick(noon + 119_999)).toEqual([])
    expect(silent.tick(noon + 120_000)).toMatchObject([{ _: 'close' }])
    const link = new SessionLink({ answer: echo }).connect()
    new RawClient(link).calls(callBody(1))
    link.advance(600_000)
    expect(link.heard('close')).toEqual([])
    link.advance(300_000)
    expect(link.heard('close')).toHaveLength(1)
  })

  test('after two minutes in which nothing was accepted', () => {
    const link = new SessionLink({ answer: echo }).connect()
    for (let second = 0; second < 120; second += 10) {
      new RawClient(link).calls(callBody(1), { server_salt: 0n })
      link.advance(10_000)
    }
    expect(link.heard('close')).toHaveLength(1)
  })

  test('for a session that was destroyed once its last words are out', () => {
    const link = new SessionLink({ answer: echo }).connect()
    new RawClient(link).calls(callBody(1))
    link.table.forgetKey(publishedKey.auth_key_id)
    link.serverSends()
    expect(link.connection?.sessions).toEqual([])
  })

  test('and its sessions live on for an hour', () => {
    const link = new SessionLink({ answer: echo }).connect()
    new RawClient(link).calls(callBody(1))
    link.disconnect()
    expect(link.table.nextWakeAt()).toBe(link.now + 3_600_000)
    expect(link.table.expire(link.now + 3_599_999)).toEqual([])
    expect(link.table.expire(link.now + 3_600_000)).toHaveLength(1)
    expect(link.table.size).toBe(0)
  })
})

describe('quick acknowledgements', () => {
  test('are sent for accepted packets that ask for one', () => {
    const { table, connection, transport } = connect()
    connection.receive(noon, transport.encode(callPacket(table, 1)))
    connection.provideKey(noon, publishedKey.auth_key_id, record)
    const { packet, quickAckToken } = sealMessage(env, publishedKey, 'client', {
      server_salt: table.salts.current(publishedKey.auth_key_id, noon),
      session_id: 5n,
      msg_id: msgIdAt(noon) + 400n,
      seqno: 5,
      body: callBody(2),
    })
    const events = connection.receive(noon, transport.encode(packet, { quickAck: true }))
    expect(framesIn(transport, events)).toEqual([{ kind: 'quickAck', token: quickAckToken }])
    expect(numbersIn(events)).toEqual([2])
  })

  test('are not sent for packets that are refused', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const client = new RawClient(link)
    client.says({ body: callBody(1), seqno: 1, server_salt: 0n }, { quickAck: true })
    expect(link.heard('send')).toEqual([])
  })
})

describe('several connections and sessions', () => {
  test('the host is told when an answer is ready outside of receive', () => {
    let ready = 0
    const { table, connection, transport } = connect({ onReady: () => ready++ })
    connection.receive(noon, transport.encode(callPacket(table, 1)))
    const [event] = connection.provideKey(noon, publishedKey.auth_key_id, record).filter(one => one._ === 'call')
    ready = 0
    if (event?._ === 'call') event.session.answer(noon, event.msg_id, answerBody(1))
    expect(ready).toBe(1)
    expect(connection.flush(noon)).toHaveLength(1)
  })

  test('an answer goes by the connection the call came from, or by another when that is gone', () => {
    const { table, connection: first, transport } = connect()
    const secondTransport = createClientTransport(env, 'intermediate')
    const second = new ServerConnection(env, noon, {
      sessions: table,
      exchange: { keys: [privateKey], acceptsDc: () => true },
    })
    const take = (connection: ServerConnection, via: ClientTransport, number: number) => {
      const events = connection.receive(noon, via.encode(callPacket(table, number)))
      events.push(...connection.provideKey(noon, publishedKey.auth_key_id, record))
      const [call] = events.filter(event => event._ === 'call')
      if (call?._ !== 'call') throw new Error('no call')
      connection.flush(noon)
      return call
    }
    const one = take(first, transport, 1)
    const two = take(second, secondTransport, 2)
    one.session.answer(noon, one.msg_id, answerBody(1))
    expect(second.flush(noon)).toEqual([])
    expect(first.flush(noon)).toHaveLength(1)
    two.session.answer(noon, two.msg_id, answerBody(2))
    second.closed(noon)
    expect(first.flush(noon)).toHaveLength(1)
  })

  test('a call repeated over another connection is answered there, though the first one seems alive', () => {
    const { table, connection: first, transport } = connect()
    const secondTransport = createClientTransport(env, 'intermediate')
    const second = new ServerConnection(env, noon, {
      sessions: table,
      exchange: { keys: [privateKey], acceptsDc: () => true },
    })
    const packet = callPacket(table, 1)
    first.receive(noon, transport.encode(packet))
    const [call] = first.provideKey(noon, publishedKey.auth_key_id, record).filter(event => event._ === 'call')
    first.flush(noon)
    second.receive(noon, secondTransport.encode(packet))
    expect(numbersIn(second.provideKey(noon, publishedKey.auth_key_id, record))).toEqual([])
    second.flush(noon)
    if (call?._ === 'call') call.session.answer(noon, call.msg_id, answerBody(1))
    expect(first.flush(noon)).toEqual([])
    expect(second.flush(noon)).toHaveLength(1)
  })

  test('sessions of one key are bounded: the one idle for longest is forgotten', () => {
    const env2 = sessionEnv(2)
    const table = new SessionTable(env2, {
      salts: new SaltSchedule(env2, new Uint8Array(16)),
      limits: { sessionsPerKeyMax: 2, sessionsMax: 3 },
    })
    for (const session_id of [1n, 2n, 3n]) table.open(noon, record, session_id)
    expect(table.of(publishedKey.auth_key_id).map(session => session.session_id)).toEqual([2n, 3n])
    for (const session_id of [1n, 2n]) table.open(noon, { ...record, authKey: otherKey }, session_id)
    expect(table.size).toBe(3)
    expect(table.get(publishedKey.auth_key_id, 2n)).toBeUndefined()
  })
})
