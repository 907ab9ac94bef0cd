import { Duplex } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { KeyOutcome, KeyRecord, ServerConnection, ServerEvent } from '@chappe/mtproto'
import { describe, expect, it } from 'vitest'
import { createLog, type LogEntry } from '../log.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { type ConnectionHost, type ConnectionLimits, defaultConnectionLimits, TcpConnection } from './tcp-connection.ts'

/** A socket without a network: what is written waits until the test takes it. */
class FakeSocket extends Duplex {
  readonly batches: Uint8Array[][] = []
  #taken: (() => void) | undefined
  #stuck = false

  constructor(highWaterMark = 65_536) {
    super({ highWaterMark })
  }

  /** From now on nobody reads at the other end. */
  stick(): void {
    this.#stuck = true
  }

  unstick(): void {
    this.#stuck = false
    this.#taken?.()
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#take([chunk], done)
  }

  override _writev(chunks: { chunk: Uint8Array }[], done: () => void): void {
    this.#take(
      chunks.map(({ chunk }) => chunk),
      done,
    )
  }

  #take(chunks: Uint8Array[], done: () => void): void {
    this.batches.push(chunks)
    if (this.#stuck) this.#taken = done
    else done()
  }
}

function make(options: { limits?: Partial<ConnectionLimits>; host?: Partial<ConnectionHost> } = {}) {
  const clock = new FakeClock()
  const socket = new FakeSocket()
  const log: LogEntry[] = []
  const events: ServerEvent[] = []
  const ready: Uint8Array[] = []
  const notes: string[] = []
  let onReady = (): void => {}
  const take = (note: string) => () => {
    notes.push(note)
    return events.splice(0)
  }
  const machine = {
    receive: take('receive'),
    provideKey: take('provideKey'),
    keyStored: (_now: number, outcome: KeyOutcome) => take(`keyStored ${outcome}`)(),
    tick: take('tick'),
    flush: () => ready.splice(0),
    nextWakeAt: (): number | undefined => undefined,
    closed: () => notes.push('closed'),
  }
  const host: ConnectionHost = {
    findKey: async () => undefined,
    storeKey: async () => 'ok',
    destroyKey: async () => {},
    answer: async () => {},
    ...options.host,
  }
  const connection = new TcpConnection({
    socket: socket as never,
    peer: { address: '127.0.0.1', localAddress: '127.0.0.1', localPort: 443 },
    createMachine: callback => {
      onReady = callback
      return machine as unknown as ServerConnection
    },
    host,
    clock,
    limits: { ...defaultConnectionLimits, ...options.limits },
    log: createLog('debug', entry => log.push(entry)),
    onClosed: () => notes.push('gone'),
  })
  const arrive = async (...what: ServerEvent[]) => {
    events.push(...what)
    socket.push(Uint8Array.of(1))
    await nextTurn()
    await nextTurn()
  }
  const reasons = () => log.filter(entry => entry.event === 'tcp.closed').map(entry => entry.fields['reason'])
  return { clock, socket, log, ready, notes, machine, connection, arrive, reasons, wake: () => onReady() }
}

const bytes = (length: number) => new Uint8Array(length)
const key = {} as KeyRecord
const call = { _: 'call', session: {}, msg_id: 4n, body: bytes(4) } as unknown as ServerEvent

describe('TcpConnection', () => {
  it('writes all that became ready in one turn at once', async () => {
    const { socket, ready, arrive, wake } = make()
    await arrive({ _: 'send', bytes: bytes(1) }, { _: 'send', bytes: bytes(2) })
    expect(socket.batches.map(batch => batch.map(chunk => chunk.length))).toEqual([[1, 2]])
    for (const length of [3, 4, 5]) {
      ready.push(bytes(length))
      wake()
    }
    await nextTurn()
    expect(socket.batches.map(batch => batch.map(chunk => chunk.length))).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
  })

  it('looks keys up and stores them, and tells the machine', async () => {
    const { notes, arrive } = make({ host: { findKey: async () => key, storeKey: async () => 'retry' } })
    await arrive({ _: 'key_needed', auth_key_id: 1n }, { _: 'key_created', key: {} as never })
    expect(notes).toEqual(['receive', 'provideKey', 'keyStored retry'])
  })

  it('closes a connection that stays silent, or does not get to a key in time', async () => {
    const silent = make()
    silent.clock.advance(59_999)
    expect(silent.socket.destroyed).toBe(false)
    silent.clock.advance(1)
    expect(silent.socket.destroyed).toBe(true)
    expect(silent.reasons()).toEqual(['timeout'])
    expect(silent.notes).toEqual(['closed', 'gone'])
    const slow = make()
    await slow.arrive()
    slow.clock.advance(15_000)
    // More bytes do not buy more time.
    await slow.arrive()
    slow.clock.advance(15_000)
    expect(slow.reasons()).toEqual(['timeout'])
  })

  it('keeps a connection with a key as long as bytes come', async () => {
    const { clock, arrive, reasons } = make({ host: { findKey: async () => key } })
    await arrive({ _: 'key_needed', auth_key_id: 1n })
    clock.advance(800_000)
    await arrive()
    clock.advance(800_000)
    expect(reasons()).toEqual([])
    clock.advance(100_000)
    expect(reasons()).toEqual(['idle'])
  })

  it('drops a client that leaves more than the bound unread', async () => {
    const { socket, ready, wake, reasons, log } = make({ limits: { unsentBytesMax: 100_000 } })
    socket.stick()
    for (let turn = 0; turn < 3; turn++) {
      ready.push(bytes(40_000))
      wake()
      await nextTurn()
    }
    expect(reasons()).toEqual(['slow'])
    expect(log.at(-1)?.level).toBe('warn')
  })

  it('stops reading while the client does not take its answers, and drops it when that lasts', async () => {
    const { clock, socket, ready, wake, reasons } = make({ limits: { firstBytesMs: 900_000 } })
    socket.stick()
    ready.push(bytes(70_000))
    wake()
    await nextTurn()
    expect(socket.isPaused()).toBe(true)
    socket.unstick()
    await nextTurn()
    expect(socket.isPaused()).toBe(false)
    clock.advance(30_000)
    expect(reasons()).toEqual([])
    socket.stick()
    ready.push(bytes(70_000))
    wake()
    await nextTurn()
    clock.advance(30_000)
    expect(reasons()).toEqual(['slow'])
  })

  it('stops reading while too many calls are in work', async () => {
    const answers: (() => void)[] = []
    const { socket, arrive } = make({
      limits: { callsMax: 2 },
      host: { answer: () => new Promise(resolve => answers.push(resolve)) },
    })
    await arrive(call)
    expect(socket.isPaused()).toBe(false)
    await arrive(call)
    expect(socket.isPaused()).toBe(true)
    answers[0]?.()
    await nextTurn()
    expect(socket.isPaused()).toBe(false)
  })

  it('writes what there is before it closes when the machine says so, and reads no further', async () => {
    const { socket, notes, arrive, reasons } = make()
    await arrive({ _: 'send', bytes: bytes(4) }, { _: 'close', reason: { code: 'FRAME_TOO_LARGE' } as never })
    expect(socket.batches).toHaveLength(1)
    await arrive()
    await nextTurn()
    expect(reasons()).toEqual(['protocol'])
    expect(notes).toEqual(['receive', 'closed', 'gone'])
  })

  it('does not wait for ever for the last bytes to leave', async () => {
    const { clock, socket, arrive, reasons } = make()
    socket.stick()
    await arrive({ _: 'send', bytes: bytes(4) }, { _: 'close', reason: { code: 'FRAME_TOO_LARGE' } as never })
    expect(reasons()).toEqual([])
    clock.advance(5_000)
    expect(reasons()).toEqual(['timeout'])
  })

  it('ends the connection, and nothing else, when the machine or the host is at fault', async () => {
    const host = make({
      host: {
        findKey: async () => {
          throw new Error('disk')
        },
      },
    })
    await host.arrive({ _: 'key_needed', auth_key_id: 1n })
    expect(host.reasons()).toEqual(['fault'])
    expect(host.log.some(entry => entry.level === 'error')).toBe(true)
    const machine = make()
    machine.machine.receive = () => {
      throw new TypeError('x')
    }
    await machine.arrive()
    expect(machine.reasons()).toEqual(['fault'])
  })

  it('wakes the machine when it asks for it', async () => {
    const { clock, notes, machine, arrive } = make()
    machine.nextWakeAt = () => (notes.includes('tick') ? undefined : clock.now() + 1_000)
    await arrive()
    clock.advance(1_000)
    expect(notes).toEqual(['receive', 'tick'])
  })

  it('lets calls in work be answered before it ends', async () => {
    const answer = Promise.withResolvers<void>()
    const { socket, ready, connection, arrive } = make({ host: { answer: () => answer.promise } })
    await arrive(call)
    const settled = connection.settle()
    ready.push(bytes(7))
    answer.resolve()
    await settled
    expect(socket.batches.flat().map(chunk => chunk.length)).toEqual([7])
    connection.end()
    connection.end(true)
    connection.end(true)
    expect(socket.destroyed).toBe(true)
  })
})
