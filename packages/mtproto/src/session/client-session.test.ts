import { describe, expect, test } from 'vitest'
import { callsIn, namesIn, servicesIn, withServer } from '../../test/support/played-server.ts'
import { messagesIn, RawServer } from '../../test/support/raw-peers.ts'
import { publishedKey } from '../../test/support/session-env.ts'
import { answerBody, callBody, numberIn, SessionLink } from '../../test/support/session-link.ts'
import { isGzipPacked } from '../message/container.ts'
import { openMessage } from '../message/encrypted-message.ts'
import { packGzip, unpackGzip } from '../message/gzip.ts'
import { timeOfMsgId, toLong } from '../message/msg-id.ts'
import { decodeService, encodeRpcError, encodeService } from '../message/service-message.ts'
import { encodeRpcResult } from '../rpc/rpc-result.ts'

describe('sending', () => {
  test('parallel calls share one container, whose id and number are above theirs', () => {
    const { link, client, server } = withServer()
    for (let number = 0; number < 50; number++) client.call(link.clientNow, callBody(number))
    const packets = server.hears()
    expect(packets).toHaveLength(1)
    const [container] = packets
    const inner = container === undefined ? [] : messagesIn(container)
    expect(
      inner.filter(message => numberIn(message.body) < 50 && decodeService(message.body) === undefined),
    ).toHaveLength(50)
    for (const message of inner) {
      expect(message.msg_id).toBeLessThan(container?.msg_id ?? 0n)
      expect(message.seqno).toBeLessThanOrEqual(container?.seqno ?? 0)
    }
    expect((container?.seqno ?? 1) & 1).toBe(0)
  })

  test('ids grow and are divisible by four; calls have odd numbers, services even ones, in the order of ids', () => {
    const { link, client, server, call } = withServer()
    const sent = [...server.hearsMessages()]
    for (let number = 0; number < 5; number++) sent.push(call(number).sent)
    server.service({ _: 'ping', ping_id: 3n })
    client.call(link.clientNow, callBody(9))
    sent.push(...server.hearsMessages())
    const ordered = sent.toSorted((a, b) => (a.msg_id < b.msg_id ? -1 : 1))
    let content = 0
    for (const message of ordered) {
      expect(message.msg_id & 3n).toBe(0n)
      const isCall = decodeService(message.body) === undefined
      expect(message.seqno).toBe(2 * content + (isCall ? 1 : 0))
      if (isCall) content++
    }
    expect(Math.abs(timeOfMsgId(ordered[0]?.msg_id ?? 0n) - link.now)).toBeLessThan(10)
  })

  test('at most 1020 messages and 32 KiB of queries go into one container', () => {
    const { link, client, server } = withServer()
    for (let number = 0; number < 3000; number++) client.call(link.clientNow, callBody(number))
    const packets = server.hears().map(packet => messagesIn(packet).length)
    expect(packets.length).toBe(3)
    expect(Math.max(...packets)).toBeLessThanOrEqual(1020)
    const random = () => new Uint8Array([...callBody(1), ...link.env.crypto.random(10_000)])
    for (let number = 0; number < 10; number++) client.call(link.clientNow, random())
    for (const packet of server.hears()) expect(packet.body.length).toBeLessThan(33 * 1024)
  })

  test('a query beyond the size of a container travels alone; beyond the bound of servers it is refused at once', () => {
    const { link, client, server } = withServer()
    client.call(link.clientNow, new Uint8Array([...callBody(1), ...link.env.crypto.random(100_000)]))
    client.call(link.clientNow, callBody(2))
    expect(server.hears().map(packet => messagesIn(packet).length)).toEqual([2, 1, 1])
    const large = new Uint8Array([...callBody(1), ...link.env.crypto.random(1_100_000)])
    expect(() => client.call(link.clientNow, large)).toThrow(expect.objectContaining({ code: 'CALL_TOO_LARGE' }))
    expect(() => client.call(link.clientNow, new Uint8Array(5))).toThrow(
      expect.objectContaining({ code: 'PAYLOAD_LENGTH' }),
    )
  })

  test('long queries are packed when that pays, parts of files never', () => {
    const { link, client, server } = withServer()
    const body = callBody(1, 1000)
    client.call(link.clientNow, body)
    client.call(link.clientNow, body, { compress: false })
    const part = Uint8Array.from(body)
    new DataView(part.buffer).setUint32(0, 0xb304a621, true)
    client.call(link.clientNow, part)
    const [packed, plain, file] = callsIn(server.hearsMessages())
    expect(isGzipPacked(packed?.body ?? new Uint8Array())).toBe(true)
    expect(unpackGzip(link.env, packed?.body ?? new Uint8Array())).toEqual(body)
    expect((packed?.seqno ?? 0) & 1).toBe(1)
    expect(plain?.body).toEqual(body)
    expect(file?.body).toEqual(part)
  })

  test('nothing is sent without a connection, and what waits gets its id when it is sent', () => {
    const link = new SessionLink()
    const handle = link.client.call(link.clientNow, callBody(1))
    expect(link.client.flush(link.clientNow)).toEqual([])
    expect(link.client.msgIdOf(handle)).toBeUndefined()
    link.now += 3_600_000
    link.connect()
    const [sent] = callsIn(new RawServer(link).hearsMessages())
    expect(link.now - timeOfMsgId(sent?.msg_id ?? 0n)).toBeLessThan(10)
    expect(link.client.msgIdOf(handle)).toBe(sent?.msg_id)
  })

  test('the number of open calls is bounded', () => {
    const { link, client } = withServer({ client: { limits: { callsMax: 2 } } })
    client.call(link.clientNow, callBody(1))
    client.call(link.clientNow, callBody(2))
    expect(() => client.call(link.clientNow, callBody(3))).toThrow(expect.objectContaining({ code: 'SESSION_STATE' }))
  })
})

describe('answers', () => {
  test('are matched to their calls in any order', () => {
    const { link, call, answer } = withServer()
    const [one, two] = [call(1), call(2)]
    answer(two.sent, 2)
    answer(one.sent, 1)
    expect(link.told('result').map(event => [event.handle, numberIn(event.result)])).toEqual([
      [two.handle, 2],
      [one.handle, 1],
    ])
  })

  test('packed by gzip are unpacked', () => {
    const { link, server, call } = withServer()
    const { sent } = call(1)
    server.says({ body: encodeRpcResult(sent.msg_id, packGzip(link.env, answerBody(1, 1000))), seqno: 1 })
    expect(link.told('result')[0]?.result).toEqual(answerBody(1, 1000))
  })

  test('that are errors tell code, name and argument, packed or not', () => {
    const { link, server, call } = withServer()
    const { handle, sent } = call(1)
    server.says({ body: encodeRpcResult(sent.msg_id, encodeRpcError(420, 'FLOOD_WAIT_31')), seqno: 1 })
    const [event] = link.told('error')
    expect(event?.handle).toBe(handle)
    expect(event?.error).toMatchObject({
      error_code: 420,
      error_message: 'FLOOD_WAIT_31',
      errorName: 'FLOOD_WAIT',
      argument: 31,
    })
  })

  test('objects that answer nothing are updates, unpacked', () => {
    const { link, server } = withServer()
    server.says({ body: packGzip(link.env, answerBody(7, 500)), seqno: 1, msg_id: server.nextId(3n) })
    expect(link.told('updates').map(event => event.body)).toEqual([answerBody(7, 500)])
  })
})

describe('acknowledgements', () => {
  test('travel with the next call', () => {
    const { link, server, client, call, answer } = withServer()
    answer(call(1).sent)
    expect(server.hearsMessages()).toEqual([])
    client.call(link.clientNow, callBody(2))
    const sent = server.hearsMessages()
    expect(namesIn(sent)).toEqual(['msgs_ack'])
    expect(callsIn(sent)).toHaveLength(1)
    expect(server.hearsMessages()).toEqual([])
  })

  test('go alone after 15 s, at the time that nextWakeAt tells', () => {
    const { link, server, client, call, answer } = withServer()
    answer(call(1).sent)
    link.now += 15_000
    expect(client.nextWakeAt()).toBeLessThanOrEqual(link.clientNow)
    expect(namesIn(server.hearsMessages())).toContain('msgs_ack')
  })

  test('that may be lost with their connection go again with the next one', () => {
    const { link, server, call, answer } = withServer()
    answer(call(1).sent)
    call(2)
    link.disconnect().connect()
    expect(namesIn(server.hearsMessages())).toContain('msgs_ack')
  })

  test('go at once when sixteen wait', () => {
    const { server } = withServer()
    server.hears()
    for (let count = 0; count < 16; count++) {
      expect(server.hearsMessages()).toEqual([])
      server.says({ body: callBody(5), seqno: 1, msg_id: server.nextId(3n) })
    }
    const [ack] = servicesIn(server.hearsMessages())
    expect(ack?._ === 'msgs_ack' && ack.msg_ids.length).toBe(16)
  })

  test('are split at 8192 ids', () => {
    const { server } = withServer()
    server.hears()
    for (let portion = 0; portion < 9; portion++) {
      const body = Array.from({ length: 1000 }, () => ({ msg_id: server.nextId(3n), seqno: 1, body: callBody(5) }))
      server.says({ body, seqno: 2 })
    }
    const lengths = servicesIn(server.hearsMessages()).map(
      service => service._ === 'msgs_ack' && service.msg_ids.length,
    )
    expect(lengths).toEqual([8192, 808])
  })

  test('of the server make a call acknowledged, once', () => {
    const { link, server, call } = withServer()
    const { handle, sent } = call(1)
    for (const _ of [1, 2]) server.service({ _: 'msgs_ack', msg_ids: [toLong(sent.msg_id)] })
    expect(link.told('acknowledged')).toEqual([{ _: 'acknowledged', handle }])
  })
})

describe('requests of the server', () => {
  test('its pings are answered', () => {
    const { server } = withServer()
    const msg_id = server.nextId(3n)
    server.service({ _: 'ping', ping_id: 9n }, { msg_id })
    expect(servicesIn(server.hearsMessages())).toContainEqual({ _: 'pong', msg_id: toLong(msg_id), ping_id: 9n })
  })

  test('of a connection that is gone are not answered over the next one', () => {
    const { link, server } = withServer()
    server.hears()
    server.service({ _: 'ping', ping_id: 9n })
    link.disconnect().connect()
    expect(namesIn(server.hearsMessages())).not.toContain('pong')
  })

  test('that are not answered before they are too many are given up, the oldest first', () => {
    const { server } = withServer({ client: { limits: { servicesMax: 10 } } })
    server.hears()
    for (let ping = 1; ping <= 30; ping++) server.service({ _: 'ping', ping_id: BigInt(ping) })
    const pongs = servicesIn(server.hearsMessages()).flatMap(service => (service._ === 'pong' ? [service.ping_id] : []))
    expect(pongs).toEqual([21n, 22n, 23n, 24n, 25n, 26n, 27n, 28n, 29n, 30n])
  })

  test('msg_resend_req has calls sent again in a container; unknown ids are answered by a state', () => {
    const { server, call } = withServer()
    const { sent } = call(1)
    server.service({ _: 'msg_resend_req', msg_ids: [toLong(sent.msg_id), 8n] })
    const again = server.hearsMessages()
    expect(callsIn(again).map(message => message.msg_id)).toEqual([sent.msg_id])
    expect(again[0]?.outer.msg_id).not.toBe(sent.msg_id)
    expect(namesIn(again)).toContain('msgs_state_info')
  })

  test('msg_detailed_info: an answer we have is acknowledged, another one asked for', () => {
    const { link, server, call } = withServer()
    const { handle, sent } = call(1)
    const answer_msg_id = server.nextId()
    const detailed = { _: 'msg_detailed_info', msg_id: toLong(sent.msg_id), bytes: 8, status: 0 } as const
    server.service({ ...detailed, answer_msg_id: toLong(answer_msg_id) })
    expect(link.told('acknowledged')).toEqual([{ _: 'acknowledged', handle }])
    expect(servicesIn(server.hearsMessages())).toContainEqual({ _: 'msg_resend_req', msg_ids: [toLong(answer_msg_id)] })
    server.says({ body: encodeRpcResult(sent.msg_id, answerBody(1)), seqno: 1, msg_id: answer_msg_id })
    link.now += 20_000
    server.hears()
    server.service({ _: 'msg_new_detailed_info', answer_msg_id: toLong(answer_msg_id), bytes: 8, status: 0 })
    link.now += 20_000
    expect(servicesIn(server.hearsMessages())).toContainEqual({ _: 'msgs_ack', msg_ids: [toLong(answer_msg_id)] })
  })
})

describe('pings', () => {
  test('go with the first packet and every 60 s, asking to be disconnected after 75 s', () => {
    const { link, server } = withServer()
    for (let round = 0; round < 3; round++) {
      const ping = server.hearsMessages().find(message => decodeService(message.body)?._ === 'ping_delay_disconnect')
      const service = decodeService(ping?.body ?? new Uint8Array())
      if (service?._ !== 'ping_delay_disconnect') throw new Error('no ping')
      expect(service.disconnect_delay).toBe(75)
      server.service({ _: 'pong', msg_id: toLong(ping?.msg_id ?? 0n), ping_id: service.ping_id })
      expect(link.client.nextWakeAt()).toBe(link.clientNow + 60_000)
      link.now += 60_000
    }
    expect(link.told('pong')).toHaveLength(3)
  })

  test('without an answer or any other packet for 20 s end the connection', () => {
    const { link, server } = withServer()
    server.hears()
    link.now += 10_000
    server.says({ body: callBody(1), seqno: 1 })
    link.advance(19_000)
    expect(link.told('close')).toEqual([])
    link.advance(1000)
    expect(link.told('close').map(event => event.reason.code)).toEqual(['CONNECTION_SILENT'])
  })

  test('a pong that answers no ping of ours is ignored', () => {
    const { link, server } = withServer()
    server.hears()
    server.service({ _: 'pong', msg_id: 4n, ping_id: 1n })
    expect(link.told('pong')).toEqual([])
  })
})

describe('cancelling', () => {
  test('before sending ends the call at once', () => {
    const { link, client, server } = withServer()
    const handle = client.call(link.clientNow, callBody(1))
    client.cancel(link.clientNow, handle)
    expect(client.nextWakeAt()).toBeLessThanOrEqual(link.clientNow)
    link.advance(0)
    expect(link.told('dropped')).toEqual([{ _: 'dropped', handle }])
    expect(callsIn(server.hearsMessages())).toEqual([])
  })

  test.each(['rpc_answer_unknown', 'rpc_answer_dropped_running', 'rpc_answer_dropped'] as const)(
    'after sending ends by %s, and lets no answer through',
    name => {
      const { link, server, client, call, answer } = withServer()
      const { handle, sent } = call(1)
      client.cancel(link.clientNow, handle)
      const drop = server.hearsMessages().find(message => decodeService(message.body)?._ === 'rpc_drop_answer')
      expect(decodeService(drop?.body ?? new Uint8Array())).toEqual({
        _: 'rpc_drop_answer',
        req_msg_id: toLong(sent.msg_id),
      })
      const result = encodeService(
        name === 'rpc_answer_dropped' ? { _: name, msg_id: 1n, seq_no: 1, bytes: 8 } : { _: name },
      )
      server.says({ body: encodeRpcResult(drop?.msg_id ?? 0n, result), seqno: 1 })
      answer(sent)
      expect(link.told('dropped')).toEqual([{ _: 'dropped', handle }])
      expect(link.told('result')).toEqual([])
    },
  )

  test('an answer that overtakes the dropping ends the call as dropped', () => {
    const { link, client, call, answer } = withServer()
    const { handle, sent } = call(1)
    client.cancel(link.clientNow, handle)
    answer(sent)
    expect(link.told('dropped')).toEqual([{ _: 'dropped', handle }])
    expect(link.told('result')).toEqual([])
  })

  test('is asked for again after a reconnect, and the call is not', () => {
    const { link, server, client, call } = withServer()
    const { handle } = call(1)
    client.cancel(link.clientNow, handle)
    server.hears()
    link.disconnect().connect()
    const sent = server.hearsMessages()
    expect(callsIn(sent)).toEqual([])
    expect(namesIn(sent)).toContain('rpc_drop_answer')
  })

  test('while there is no connection keeps the call from being sent again', () => {
    const { link, server, client, call } = withServer()
    const { handle } = call(1)
    link.disconnect()
    client.cancel(link.clientNow, handle)
    link.connect()
    const sent = server.hearsMessages()
    expect(callsIn(sent)).toEqual([])
    expect(namesIn(sent)).toContain('rpc_drop_answer')
  })

  test('twice, or after the end, changes nothing', () => {
    const { link, server, client, call, answer } = withServer()
    const { handle, sent } = call(1)
    answer(sent)
    client.cancel(link.clientNow, handle)
    client.cancel(link.clientNow, 1234)
    expect(namesIn(server.hearsMessages())).not.toContain('rpc_drop_answer')
    expect(link.told('dropped')).toEqual([])
  })
})

test('padding and ids are fresh each time the same calls are sent', () => {
  const { link, client } = withServer()
  client.call(link.clientNow, callBody(1))
  const one = client.flush(link.clientNow)
  link.disconnect().connect()
  const two = client.flush(link.clientNow)
  expect(one[0]).not.toEqual(two[0])
  for (const packet of [...one, ...two]) openMessage(link.env, publishedKey, 'client', packet)
})
