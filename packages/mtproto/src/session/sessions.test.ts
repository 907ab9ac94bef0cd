import { describe, expect, test } from 'vitest'
import { answerBody, callBody, echo, numberIn, SessionLink } from '../../test/support/session-link.ts'

/** Numbers of the calls that the server executed. */
function executed(link: SessionLink): number[] {
  return link.calls.map(call => numberIn(call.body))
}

/** Handles and numbers of the answers that the client's host got. */
function answered(link: SessionLink): [number, number][] {
  return link.told('result').map(event => [event.handle, numberIn(event.result)])
}

function call(link: SessionLink, number: number): number {
  return link.client.call(link.clientNow, callBody(number))
}

describe('a client and a server', () => {
  test('pass a call and its answer', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const handle = call(link, 7)
    link.settle()
    expect(executed(link)).toEqual([7])
    expect(answered(link)).toEqual([[handle, 7]])
    expect(link.told('close')).toEqual([])
    expect(link.told('new_session')).toHaveLength(1)
    expect(link.told('pong')).toHaveLength(1)
  })

  test('pass two hundred parallel calls in one packet each way', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const handles = Array.from({ length: 200 }, (_, number) => call(link, number))
    const up = link.clientSends()
    expect(up).toHaveLength(1)
    for (const bytes of up) link.serverTakes(bytes)
    const down = link.serverSends()
    expect(down).toHaveLength(1)
    for (const payload of down) link.clientTakes(payload)
    expect(answered(link)).toEqual(handles.map((handle, number) => [handle, number]))
  })

  test('come to rest: nothing moves once all is acknowledged', () => {
    const link = new SessionLink({ answer: echo }).connect()
    call(link, 1)
    link.settle().advance(20_000).settle()
    expect(link.connection?.sessions.map(session => session.queueLength)).toEqual([0])
    expect(link.clientSends()).toEqual([])
    expect(link.serverSends()).toEqual([])
  })

  test('stay connected for hours by their pings, with salts that change, and no correction', () => {
    const link = new SessionLink({ answer: echo }).connect().settle()
    for (let number = 0; number < 4 * 60; number++) {
      link.advance(60_000)
      call(link, number)
      link.settle()
    }
    expect(answered(link)).toHaveLength(4 * 60)
    expect(link.told('close')).toEqual([])
    expect(link.heard('close')).toEqual([])
    expect(link.told('salt').length).toBeGreaterThanOrEqual(7)
    expect(new Set(link.told('salt').map(event => event.server_salt)).size).toBe(link.told('salt').length)
  })
})

describe('what gets lost', () => {
  test('a request lost with its connection is executed over the next one', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const handle = call(link, 1)
    link.clientSends()
    link.disconnect().connect().settle()
    expect(executed(link)).toEqual([1])
    expect(answered(link)).toEqual([[handle, 1]])
  })

  test('an answer lost with its connection comes over the next one, without a second execution', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const handle = call(link, 1)
    for (const bytes of link.clientSends()) link.serverTakes(bytes)
    link.serverSends()
    link.disconnect().connect().settle()
    expect(executed(link)).toEqual([1])
    expect(answered(link)).toEqual([[handle, 1]])
  })

  test('an answer made while nobody was connected comes over the next connection', () => {
    const link = new SessionLink().connect()
    const handle = call(link, 1)
    link.settle().disconnect()
    const [received] = link.calls
    received?.session.answer(link.now, received.msg_id, answerBody(1))
    link.advance(3 * 60_000)
    link.connect().settle()
    expect(answered(link)).toEqual([[handle, 1]])
  })

  test('a session that the server has forgotten is begun again, and what was open is executed there', () => {
    const link = new SessionLink().connect()
    const handle = call(link, 1)
    link.settle().disconnect()
    link.table.forgetKey(link.calls[0]?.session.auth_key_id ?? 0n)
    link.connect().settle()
    expect(link.told('new_session')).toHaveLength(2)
    const last = link.calls.at(-1)
    last?.session.answer(link.now, last.msg_id, answerBody(1))
    link.settle()
    expect(executed(link)).toEqual([1, 1])
    expect(answered(link)).toEqual([[handle, 1]])
  })

  test('an acknowledged call of a forgotten session is asked about, and sent again', () => {
    const link = new SessionLink().connect()
    const handle = call(link, 1)
    link.settle().advance(1000).settle()
    expect(link.told('acknowledged').map(event => event.handle)).toEqual([handle])
    link.disconnect()
    link.table.forgetKey(link.calls[0]?.session.auth_key_id ?? 0n)
    link.connect().settle()
    const last = link.calls.at(-1)
    last?.session.answer(link.now, last.msg_id, answerBody(1))
    link.settle()
    expect(answered(link)).toEqual([[handle, 1]])
  })
})

describe('what is doubled or mixed up', () => {
  test('packets that come twice are executed and told once', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const handles = [call(link, 1), call(link, 2)]
    for (const bytes of link.clientSends()) {
      link.serverTakes(bytes)
      link.serverTakes(bytes)
    }
    for (const payload of link.serverSends()) {
      link.clientTakes(payload)
      link.clientTakes(payload)
    }
    link.settle()
    expect(executed(link)).toEqual([1, 2])
    expect(answered(link).map(([handle]) => handle)).toEqual(handles)
    expect(link.told('close')).toEqual([])
    expect(link.told('session_renewed')).toEqual([])
  })

  test('packets in the wrong order are executed and told all the same', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const up: Uint8Array[] = []
    const handles: number[] = []
    for (let number = 0; number < 5; number++) {
      handles.push(call(link, number))
      up.push(...link.clientSends())
      link.advance(10)
    }
    const down: Uint8Array[] = []
    for (const bytes of up.reverse()) {
      link.serverTakes(bytes)
      down.push(...link.serverSends())
    }
    for (const payload of down.reverse()) link.clientTakes(payload)
    link.settle()
    expect(executed(link).toSorted()).toEqual([0, 1, 2, 3, 4])
    expect(
      answered(link)
        .map(([handle]) => handle)
        .toSorted((a, b) => a - b),
    ).toEqual(handles)
    expect(link.told('close')).toEqual([])
    expect(link.told('session_renewed')).toEqual([])
  })
})

describe('a wrong clock or salt', () => {
  test.each([-3_600_000, -40_000, 40_000, 3_600_000])('%i ms off is put right within one call', skewMs => {
    const link = new SessionLink({ answer: echo, skewMs }).connect()
    const handle = call(link, 1)
    link.settle()
    expect(executed(link)).toEqual([1])
    expect(answered(link)).toEqual([[handle, 1]])
    expect(link.client.timeOffsetMs).toBeCloseTo(-skewMs, -3)
    expect(link.told('close')).toEqual([])
    call(link, 2)
    link.settle()
    expect(executed(link)).toEqual([1, 2])
  })

  test('a clock that jumps under way is put right after a reconnect', () => {
    const link = new SessionLink({ answer: echo, skewMs: 0 }).connect().settle()
    const jumped = link.options as { skewMs: number }
    jumped.skewMs = -3_600_000
    link.disconnect().connect()
    const handle = call(link, 1)
    link.settle()
    expect(answered(link)).toEqual([[handle, 1]])
    expect(executed(link)).toEqual([1])
  })

  test('a wrong salt costs one round trip and no execution', () => {
    const link = new SessionLink({ answer: echo, client: { server_salt: 0n } }).connect()
    const handle = call(link, 1)
    link.settle()
    expect(executed(link)).toEqual([1])
    expect(answered(link)).toEqual([[handle, 1]])
    expect(link.told('salt').map(event => event.server_salt)[0]).toBe(
      link.table.salts.current(link.calls[0]?.session.auth_key_id ?? 0n, link.now),
    )
  })

  test('a salt that expired while nobody was connected costs no second execution of what had arrived', () => {
    const link = new SessionLink().connect()
    const handle = call(link, 1)
    link.settle().disconnect()
    link.advance(30 * 60_000)
    link.connect().settle()
    const [received] = link.calls
    received?.session.answer(link.now, received.msg_id, answerBody(1))
    link.advance(8 * 60 * 60_000)
    link.settle()
    expect(executed(link)).toEqual([1])
    expect(answered(link)).toEqual([[handle, 1]])
  })
})

describe('a call that is cancelled', () => {
  test('before it is sent is never executed', () => {
    const link = new SessionLink({ answer: echo }).connect().settle()
    const handle = call(link, 1)
    link.client.cancel(link.clientNow, handle)
    link.settle().advance(1)
    expect(executed(link)).toEqual([])
    expect(link.told('dropped').map(event => event.handle)).toEqual([handle])
  })

  test('while it runs stops the host, and ends as dropped', () => {
    const link = new SessionLink().connect()
    const handle = call(link, 1)
    link.settle()
    link.client.cancel(link.clientNow, handle)
    link.settle()
    expect(link.heard('drop_answer').map(event => event.msg_id)).toEqual([link.calls[0]?.msg_id])
    expect(link.told('dropped').map(event => event.handle)).toEqual([handle])
    const [received] = link.calls
    received?.session.answer(link.now, received.msg_id, answerBody(1))
    link.settle()
    expect(link.told('result')).toEqual([])
  })

  test('when its answer is ready takes the answer back', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const handle = call(link, 1)
    for (const bytes of link.clientSends()) link.serverTakes(bytes)
    link.client.cancel(link.clientNow, handle)
    link.settle()
    expect(link.told('dropped').map(event => event.handle)).toEqual([handle])
    expect(link.told('result')).toEqual([])
    expect(link.client.openCalls).toBe(0)
  })

  test('after its answer came changes nothing', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const handle = call(link, 1)
    link.settle()
    link.client.cancel(link.clientNow, handle)
    link.settle()
    expect(link.told('result').map(event => event.handle)).toEqual([handle])
    expect(link.told('dropped')).toEqual([])
  })

  test('and whose dropping is lost with the connection ends over the next one', () => {
    const link = new SessionLink().connect()
    const handle = call(link, 1)
    link.settle()
    link.client.cancel(link.clientNow, handle)
    link.clientSends()
    link.disconnect().connect().settle()
    expect(link.told('dropped').map(event => event.handle)).toEqual([handle])
    expect(link.heard('drop_answer')).toHaveLength(1)
  })
})

test('updates reach the client once, also when it was away', () => {
  const link = new SessionLink({ answer: echo }).connect()
  call(link, 1)
  link.settle()
  const session = link.calls[0]?.session
  session?.sendUpdate(link.now, answerBody(11))
  link.serverSends()
  link.disconnect()
  session?.sendUpdate(link.now, answerBody(12))
  link.advance(30_000)
  link.connect().settle()
  expect(link.told('updates').map(event => numberIn(event.body))).toEqual([11, 12])
})
