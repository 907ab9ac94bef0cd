import { api, type Updates } from '@chappe/schema/api'
import { TlWriter } from '@chappe/tl/runtime'
import { describe, expect, it } from 'vitest'
import { connectionLimits } from '../src/connection/connection-limits.ts'
import { memorySession, type SessionData, type SessionStore } from '../src/index.ts'
import { settle } from './support/fake-clock.ts'
import { nearestDc, setUp } from './support/open-test-client.ts'
import { silence } from './support/scripted-server.ts'

describe('a connection', () => {
  it('comes back after it was lost and asks again for what was unanswered', async () => {
    let answering = false
    const { clock, server, open } = await setUp(() => (answering ? nearestDc : silence))
    await using tg = await open()
    const call = tg.help.getNearestDc()
    await settle()
    expect(server.calls).toHaveLength(1)
    answering = true
    server.restart()
    await clock.advance(1000)
    expect(await call).toEqual(nearestDc)
    expect(server.connectionCount).toBe(2)
  })

  it('tells about itself once on each connection', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    await tg.help.getNearestDc()
    await tg.help.getNearestDc()
    server.closeConnections()
    await clock.advance(1000)
    await tg.help.getNearestDc()
    await tg.help.getNearestDc()
    expect(server.calls.map(call => [call.connection, call.initialised])).toEqual([
      [0, true],
      [0, false],
      [1, true],
      [1, false],
    ])
  })

  it('waits longer after each failed attempt, and calls made meanwhile go through in the end', async () => {
    const { clock, server, open, troubles } = await setUp(() => nearestDc)
    server.refusals = 3
    await using tg = await open()
    const call = tg.help.getNearestDc()
    // Half of 250, 500 and 1000 ms: the random source of the test is 0.
    await clock.advance(124)
    expect(troubles).toHaveLength(1)
    await clock.advance(1)
    expect(troubles).toHaveLength(2)
    await clock.advance(250)
    expect(troubles).toHaveLength(3)
    await clock.advance(500)
    expect(await call).toEqual(nearestDc)
  })

  it('lets a call reject after too many failed attempts, and tries again for the next one', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    server.refusals = connectionLimits.attemptsMax
    await using tg = await open()
    const outcome = expect(tg.help.getNearestDc()).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'CONNECT_FAILED',
      message: expect.stringContaining('nothing listens there'),
    })
    await clock.advance(20_000)
    await outcome
    await clock.advance(15_000)
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
  })

  it('gives up a socket that does not open in time', async () => {
    const { clock, server, troubles, open } = await setUp(() => nearestDc)
    const openLink = server.openLink
    let hanging = true
    server.openLink = (address, handlers, { signal }) => {
      if (!hanging) return openLink(address, handlers, { signal })
      hanging = false
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    await using tg = await open()
    const call = tg.help.getNearestDc()
    await clock.advance(connectionLimits.connectMs + 1000)
    expect(await call).toEqual(nearestDc)
    expect(troubles[0]).toMatchObject({ code: 'CONNECT_TIMED_OUT' })
  })

  it('gives up a key exchange in which the server falls silent', async () => {
    const { clock, server, troubles, open } = await setUp(() => nearestDc)
    server.mute = true
    await using tg = await open()
    const call = tg.help.getNearestDc()
    await settle()
    server.mute = false
    await clock.advance(12_000)
    expect(await call).toEqual(nearestDc)
    expect(troubles[0]).toMatchObject({ code: 'EXCHANGE_TIMED_OUT' })
  })

  it('notices a server that falls silent later, and connects again', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    await tg.help.getNearestDc()
    server.mute = true
    await clock.advance(100_000)
    server.mute = false
    await clock.advance(20_000)
    expect(server.connectionCount).toBeGreaterThan(1)
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
  })

  it('follows the salts of the server through the hours', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    const session = memorySession()
    await using tg = await open({ session })
    await tg.help.getNearestDc()
    const before = (await session.load())?.server_salt
    for (let hour = 0; hour < 3; hour++) {
      await clock.advance(3_600_000)
      expect(await tg.help.getNearestDc()).toEqual(nearestDc)
    }
    expect((await session.load())?.server_salt).not.toBe(before)
    expect(server.connectionCount).toBe(1)
  })

  it('takes the right salt from the server when the stored one is wrong, and calls once', async () => {
    const { server, open } = await setUp(() => nearestDc)
    const session = memorySession()
    await (await open({ session })).close()
    {
      await using tg = await open({ session })
      await tg.help.getNearestDc()
    }
    const stored = (await session.load()) as SessionData
    server.calls.length = 0
    const wrong = memorySession({ ...stored, server_salt: stored.server_salt ^ 1n })
    {
      await using tg = await open({ session: wrong })
      expect(await tg.help.getNearestDc()).toEqual(nearestDc)
    }
    expect(server.calls).toHaveLength(1)
    expect((await wrong.load())?.server_salt).not.toBe(stored.server_salt ^ 1n)
  })

  it('works with a clock that is an hour off, and remembers by how much', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    const late = {
      now: () => clock.now() + 3_600_000,
      setTimer: clock.setTimer.bind(clock),
      defer: clock.defer.bind(clock),
    }
    Object.assign(server, { clock: late })
    const session = memorySession()
    {
      await using tg = await open({ session })
      expect(await tg.help.getNearestDc()).toEqual(nearestDc)
    }
    expect(Math.abs(((await session.load())?.timeOffsetMs ?? 0) - 3_600_000)).toBeLessThan(2000)
  })

  it('answers each of thousands of calls once, over losses of the connection', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    await tg.help.getNearestDc()
    const calls = Array.from({ length: 3000 }, () => tg.help.getNearestDc())
    await settle(3)
    server.closeConnections()
    await clock.advance(500)
    server.closeConnections()
    await clock.advance(1000)
    expect(await Promise.all(calls)).toHaveLength(3000)
    // The server's session survived, so nothing was carried out twice.
    expect(server.calls).toHaveLength(3001)
  })

  it('keeps the program alive for a server that is gone only while somebody waits', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    await tg.help.getNearestDc()
    server.refusals = 100
    server.closeConnections()
    await clock.advance(2000)
    expect(clock.keepsAlive).toBe(false)
    const call = tg.help.getNearestDc()
    const outcome = expect(call).rejects.toMatchObject({ code: 'CONNECT_FAILED' })
    await settle()
    expect(clock.keepsAlive).toBe(true)
    await clock.advance(100_000)
    await outcome
    expect(clock.keepsAlive).toBe(false)
    const abort = new AbortController()
    const listening = expect(tg.receiveUpdates({ signal: abort.signal }).next()).rejects.toThrow('enough')
    await settle()
    expect(clock.keepsAlive).toBe(true)
    abort.abort(new Error('enough'))
    await listening
    await clock.advance(20_000)
    expect(clock.keepsAlive).toBe(false)
  })

  it('makes calls with a stored key at once: the first packet carries the call', async () => {
    const { server, open } = await setUp(() => nearestDc)
    const session = memorySession()
    await (await open({ session })).close()
    {
      await using tg = await open({ session })
      await tg.help.getNearestDc()
    }
    server.calls.length = 0
    await using tg = await open({ session })
    await tg.help.getNearestDc()
    expect(server.calls).toMatchObject([{ packet: 0, initialised: true }])
    expect(server.keys.size).toBe(1)
  })

  it('stores a new key before the first message under it, and reports a store that fails', async () => {
    const { server, open } = await setUp(() => nearestDc)
    const broken: SessionStore = {
      load: async () => undefined,
      save: async () => {
        throw new Error('the disk is full')
      },
    }
    const tg = await open({ session: broken })
    await expect(tg.help.getNearestDc()).rejects.toThrow('the disk is full')
    expect(server.calls).toHaveLength(0)
    await expect(tg.close()).rejects.toThrow('the disk is full')
  })
})

describe('a server that does not know the key (−404)', () => {
  const loggedIn = async (): Promise<{ data: SessionData; setup: Awaited<ReturnType<typeof setUp>> }> => {
    const setup = await setUp(() => nearestDc)
    const session = memorySession()
    {
      await using tg = await setup.open({ session })
      await tg.help.getNearestDc()
    }
    return { data: { ...((await session.load()) as SessionData), user_id: 777n }, setup }
  }

  it('is asked again on a fresh connection after the first report', async () => {
    const { data, setup } = await loggedIn()
    const { clock, server, open } = setup
    server.forgotten = 1
    const session = memorySession(data)
    await using tg = await open({ session })
    const call = tg.help.getNearestDc()
    await clock.advance(1000)
    expect(await call).toEqual(nearestDc)
    expect((await session.load())?.auth_key?.auth_key_id).toBe(data.auth_key?.auth_key_id)
  })

  it('never makes a login disappear: the second report is an error and the key stays', async () => {
    const { data, setup } = await loggedIn()
    const { clock, server, open } = setup
    server.forgotten = 2
    const session = memorySession(data)
    await using tg = await open({ session })
    const outcome = expect(tg.help.getNearestDc()).rejects.toMatchObject({ code: 'AUTH_KEY_UNKNOWN' })
    await clock.advance(1000)
    await outcome
    expect((await session.load())?.auth_key?.auth_key_id).toBe(data.auth_key?.auth_key_id)
    // The server has found it again.
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
  })

  it('gets a new key from a client that nobody is logged in with', async () => {
    const { data, setup } = await loggedIn()
    const { clock, server, open } = setup
    server.forgotten = 2
    const session = memorySession({ ...data, user_id: undefined })
    await using tg = await open({ session })
    const call = tg.help.getNearestDc()
    await clock.advance(1000)
    expect(await call).toEqual(nearestDc)
    expect(server.keys.size).toBe(2)
    expect((await session.load())?.auth_key?.auth_key_id).not.toBe(data.auth_key?.auth_key_id)
  })
})

describe('other transport errors', () => {
  it('−429 makes the client wait a second at least', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    server.greeting = -429
    await using tg = await open()
    const call = tg.help.getNearestDc()
    await settle()
    server.greeting = undefined
    await clock.advance(990)
    expect(server.connectionCount).toBe(1)
    await clock.advance(20)
    expect(await call).toEqual(nearestDc)
  })

  it('−444 says that the address is wrong and is not tried again', async () => {
    const { server, open } = await setUp(() => nearestDc)
    await using tg = await open({ dc: { id: 3, host: 'memory', port: 1, public_key: server.publicKey } })
    await expect(tg.help.getNearestDc()).rejects.toMatchObject({ code: 'DC_WRONG' })
    expect(server.connectionCount).toBe(1)
  })

  it('a server with another RSA key is refused at once', async () => {
    const { server, open } = await setUp(() => nearestDc)
    await using tg = await open({ dc: { id: 2, host: 'memory', port: 1, public_key: telegramKey } })
    await expect(tg.help.getNearestDc()).rejects.toMatchObject({ name: 'SecurityError', code: 'FINGERPRINT_UNKNOWN' })
    expect(server.connectionCount).toBe(1)
  })
})

describe('closing', () => {
  it('waits for the answers on their way', async () => {
    const { server, open } = await setUp(() => silence)
    const tg = await open()
    const call = tg.help.getNearestDc()
    await settle()
    const [seen] = server.calls
    const closing = tg.close()
    await settle()
    const writer = new TlWriter()
    api.encodeResult(writer, 'help.getNearestDc', nearestDc)
    seen?.session.answer(server.clock.now(), seen.msg_id, writer.finish())
    expect(await call).toEqual(nearestDc)
    await closing
    await expect(tg.help.getNearestDc()).rejects.toMatchObject({ code: 'CLIENT_CLOSED' })
  })

  it('does not wait for ever', async () => {
    const { clock, open } = await setUp(() => silence)
    const tg = await open()
    const outcome = expect(tg.help.getNearestDc()).rejects.toMatchObject({ code: 'CLIENT_CLOSED' })
    await settle()
    const closing = tg.close()
    await clock.advance(connectionLimits.drainMs)
    await closing
    await outcome
  })

  it('may happen twice, and before anything was connected', async () => {
    const { server, open } = await setUp(() => nearestDc)
    const tg = await open()
    await Promise.all([tg.close(), tg.close()])
    await settle()
    expect(server.calls).toHaveLength(0)
  })

  it('happens when the signal of the opening aborts', async () => {
    const { open } = await setUp(() => nearestDc)
    const abort = new AbortController()
    const tg = await open({ signal: abort.signal })
    await tg.help.getNearestDc()
    abort.abort()
    await settle()
    await expect(tg.help.getNearestDc()).rejects.toMatchObject({ code: 'CLIENT_CLOSED' })
    await expect(open({ signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('updates', () => {
  const config: Updates = { _: 'updateShort', update: { _: 'updateConfig' }, date: 1 }

  it('arrive as objects in a loop', async () => {
    const { server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    await tg.help.getNearestDc()
    const received: Updates[] = []
    const reading = (async () => {
      for await (const updates of tg.receiveUpdates()) {
        received.push(updates)
        if (received.length === 2) break
      }
    })()
    await settle()
    server.sendUpdates(config)
    server.sendUpdates({ ...config, date: 2 })
    await reading
    expect(received).toMatchObject([config, { ...config, date: 2 }])
  })

  it('that may have been lost in a restart of the server are told as updatesTooLong', async () => {
    const { clock, server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    await tg.help.getNearestDc()
    const next = tg.receiveUpdates().next()
    server.restart()
    await clock.advance(1000)
    await tg.help.getNearestDc()
    expect((await next).value).toEqual({ _: 'updatesTooLong' })
  })

  it('end with the client', async () => {
    const { open } = await setUp(() => nearestDc)
    const tg = await open()
    const next = tg.receiveUpdates().next()
    await tg.close()
    expect((await next).done).toBe(true)
  })
})

// The key of Telegram's production data centers: not the one of the script.
const telegramKey = `-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEA6LszBcC1LGzyr992NzE0ieY+BSaOW622Aa9Bd4ZHLl+TuFQ4lo4g
5nKaMBwK/BIb9xUfg0Q29/2mgIR6Zr9krM7HjuIcCzFvDtr+L0GQjae9H0pRB2OO
62cECs5HKhT5DZ98K33vmWiLowc621dQuwKWSQKjWf50XYFw42h21P2KXUGyp2y/
+aEyZ+uVgLLQbRA1dEjSDZ2iGRy12Mk5gpYc397aYp438fsJoHIgJ2lgMv5h7WY9
t6N/byY9Nw9p21Og3AoXSL2q/2IJ1WRUhebgAdGVMlV1fkuOQoEzR7EdpqtQD9Cs
5+bfo3Nhmcyvk5ftB0WkJ9z6bNZ7yxrP8wIDAQAB
-----END RSA PUBLIC KEY-----`
