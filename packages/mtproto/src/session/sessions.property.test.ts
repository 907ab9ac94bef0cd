import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callBody, echo, type ReceivedCall, SessionLink } from '../../test/support/session-link.ts'

/** One thing that can happen between a client, a network that loses, doubles and mixes, and a server. */
type Step =
  | { readonly at: 'call' | 'flushClient' | 'flushServer' | 'reconnect' | 'losePackets' }
  | { readonly at: 'up' | 'down'; readonly index: number; readonly twice: boolean }
  | { readonly at: 'cancel' | 'answer'; readonly index: number }
  | { readonly at: 'advance'; readonly ms: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ at: 'call' as const }) },
  { weight: 4, arbitrary: fc.constant({ at: 'flushClient' as const }) },
  { weight: 4, arbitrary: fc.constant({ at: 'flushServer' as const }) },
  { weight: 6, arbitrary: fc.record({ at: fc.constant('up' as const), index: fc.nat(), twice: fc.boolean() }) },
  { weight: 6, arbitrary: fc.record({ at: fc.constant('down' as const), index: fc.nat(), twice: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ at: fc.constant('answer' as const), index: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ at: fc.constant('cancel' as const), index: fc.nat() }) },
  { weight: 1, arbitrary: fc.constant({ at: 'reconnect' as const }) },
  { weight: 1, arbitrary: fc.constant({ at: 'losePackets' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      at: fc.constant('advance' as const),
      ms: fc.constantFrom(1, 300, 16_000, 61_000, 1_900_000),
    }),
  },
)

class Chaos {
  readonly link: SessionLink
  /** Packets under way. They outlive their connection, as with several connections or somebody who replays. */
  readonly up: Uint8Array[] = []
  readonly down: Uint8Array[] = []
  readonly open: ReceivedCall[] = []
  readonly handles: number[] = []
  seen = 0

  constructor(skewMs: number, wrongSalt: boolean) {
    this.link = new SessionLink({ skewMs, client: wrongSalt ? { server_salt: 3n } : {} }).connect()
  }

  take(step: Step): void {
    const { link, up, down, open, handles } = this
    switch (step.at) {
      case 'call':
        handles.push(link.client.call(link.clientNow, callBody(handles.length)))
        return
      case 'cancel': {
        const handle = handles[step.index % (handles.length || 1)]
        if (handle !== undefined) link.client.cancel(link.clientNow, handle)
        return
      }
      case 'flushClient':
        up.push(...link.clientSends())
        return
      case 'flushServer':
        down.push(...link.serverSends())
        return
      case 'up': {
        const bytes = up[step.index % (up.length || 1)]
        if (bytes === undefined) return
        if (!step.twice) up.splice(step.index % up.length, 1)
        link.serverTakes(bytes)
        break
      }
      case 'down': {
        const payload = down[step.index % (down.length || 1)]
        if (payload === undefined) return
        if (!step.twice) down.splice(step.index % down.length, 1)
        link.clientTakes(payload)
        break
      }
      case 'answer': {
        const [call] = open.splice(step.index % (open.length || 1), 1)
        if (call !== undefined) call.session.answer(link.now, call.msg_id, echo(call))
        return
      }
      case 'reconnect':
        link.disconnect().connect()
        return
      case 'losePackets':
        up.length = 0
        down.length = 0
        return
      case 'advance':
        link.advance(step.ms)
    }
    open.push(...link.calls.slice(this.seen))
    this.seen = link.calls.length
    this.reconnectIfClosed()
  }

  /** Ends all trouble and lets everything be answered. */
  finish(): void {
    const { link } = this
    for (let round = 0; round < 8; round++) {
      link.disconnect().connect().settle()
      for (const call of [...this.open.splice(0), ...link.calls.slice(this.seen)]) {
        call.session.answer(link.now, call.msg_id, echo(call))
      }
      this.seen = link.calls.length
      link.settle().advance(31_000)
    }
  }

  #closes = 0
  reconnectIfClosed(): void {
    const closes = this.link.told('close').length + this.link.heard('close').length
    if (closes === this.#closes) return
    this.#closes = closes
    this.link.disconnect().connect()
  }
}

test('any loss, doubling and mixing executes each call at most once and ends each exactly once', () => {
  const skew = fc.constantFrom(0, 0, 3_600_000, -3_600_000)
  fc.assert(
    fc.property(skew, fc.boolean(), fc.array(step, { minLength: 20, maxLength: 120 }), (skewMs, wrongSalt, steps) => {
      const chaos = new Chaos(skewMs, wrongSalt)
      for (const one of steps) chaos.take(one)
      chaos.finish()
      const { link, handles } = chaos
      const numbers = link.calls.map(call => new DataView(call.body.buffer, call.body.byteOffset).getInt32(4, true))
      expect(new Set(numbers).size, 'a call was executed twice').toBe(numbers.length)
      const ends = [...link.told('result'), ...link.told('dropped'), ...link.told('error')].map(event => event.handle)
      expect(ends.toSorted((a, b) => a - b)).toEqual(handles)
      const executed = new Set(numbers)
      for (const { handle } of link.told('result')) expect(executed.has(handles.indexOf(handle))).toBe(true)
      expect(link.told('error')).toEqual([])
      expect(link.client.openCalls).toBe(0)
    }),
    { numRuns: 150 },
  )
}, 60_000)
