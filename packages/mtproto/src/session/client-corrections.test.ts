import { describe, expect, test } from 'vitest'
import { callsIn, namesIn, type Sent, servicesIn, withServer } from '../../test/support/played-server.ts'
import { RawServer } from '../../test/support/raw-peers.ts'
import { answerBody, callBody, numberIn } from '../../test/support/session-link.ts'
import { msgIdAt, timeOfMsgId, toLong } from '../message/msg-id.ts'
import { decodeService, encodeService } from '../message/service-message.ts'
import { encodeRpcResult } from '../rpc/rpc-result.ts'

describe('salts', () => {
  test('are asked for when few are known, not more than once a minute', () => {
    const { link, server } = withServer()
    expect(namesIn(server.hearsMessages())).toContain('get_future_salts')
    for (const ms of [59_000, 2000]) {
      link.now += ms
      expect(namesIn(server.hearsMessages()).includes('get_future_salts')).toBe(ms === 2000)
    }
  })

  test('are used while they are valid: the one that lives longest', () => {
    const { link, server, client } = withServer()
    const request = server.hearsMessages().find(message => decodeService(message.body)?._ === 'get_future_salts')
    const seconds = Math.floor(link.now / 1000)
    const salts = [0, 1, 2].map(period => ({
      _: 'future_salt' as const,
      valid_since: seconds - 10 + 1800 * period,
      valid_until: seconds - 10 + 1800 * period + 3600,
      salt: BigInt(100 + period),
    }))
    server.service({
      _: 'future_salts',
      req_msg_id: toLong(request?.msg_id ?? 0n),
      now: seconds,
      salts: salts.reverse(),
    })
    expect(link.told('salt').map(event => event.server_salt)).toEqual([100n])
    expect(client.server_salt).toBe(100n)
    link.now += 1800_000
    client.call(link.clientNow, callBody(1))
    expect(server.hears()[0]?.server_salt).toBe(101n)
    expect(client.server_salt).toBe(101n)
  })

  test('that answer no request of ours are ignored', () => {
    const { link, server, client } = withServer()
    const before = client.server_salt
    const ping = server.hearsMessages().find(message => decodeService(message.body)?._ === 'ping_delay_disconnect')
    const salts = [{ _: 'future_salt' as const, valid_since: 0, valid_until: 2 ** 31 - 1, salt: 5n }]
    for (const req_msg_id of [4n, toLong(ping?.msg_id ?? 0n)]) {
      server.service({ _: 'future_salts', req_msg_id, now: Math.floor(link.now / 1000), salts })
    }
    expect(client.server_salt).toBe(before)
  })

  test('48: a wrong one is replaced, and the call sent again under a new id, in any packet', () => {
    const { link, server, call, refuse } = withServer()
    const { sent } = call(1)
    refuse(sent.outer, 48, 99n)
    expect(link.told('salt').map(event => event.server_salt)).toEqual([99n])
    const again = server.hearsMessages()
    expect(again[0]?.outer.server_salt).toBe(99n)
    const [repeated] = callsIn(again)
    expect(numberIn(repeated?.body ?? new Uint8Array(8))).toBe(1)
    expect(repeated?.msg_id).toBeGreaterThan(sent.outer.msg_id)
    // The services that were refused along with it come again too.
    expect(namesIn(again)).toEqual(expect.arrayContaining(['ping_delay_disconnect', 'get_future_salts']))
  })

  test('48: what was known of other salts is forgotten', () => {
    const { link, server, client, call, refuse } = withServer()
    const request = server.hearsMessages().find(message => decodeService(message.body)?._ === 'get_future_salts')
    const seconds = Math.floor(link.now / 1000)
    const salts = [{ _: 'future_salt' as const, valid_since: seconds - 1, valid_until: seconds + 3600, salt: 5n }]
    server.service({ _: 'future_salts', req_msg_id: toLong(request?.msg_id ?? 0n), now: seconds, salts })
    const { sent } = call(1)
    expect(sent.outer.server_salt).toBe(5n)
    refuse(sent.outer, 48, 99n)
    expect(callsIn(server.hearsMessages())[0]?.outer.server_salt).toBe(99n)
    expect(client.server_salt).toBe(99n)
  })

  test('48: many packets refused for one salt are one correction', () => {
    const { link, server, client, refuse } = withServer()
    const random = () => new Uint8Array([...callBody(1), ...link.env.crypto.random(30_000)])
    for (let number = 0; number < 20; number++) client.call(link.clientNow, random())
    const packets = server.hears()
    expect(packets.length).toBeGreaterThan(10)
    for (const packet of packets) refuse(packet, 48, 99n)
    expect(link.told('close')).toEqual([])
    expect(callsIn(server.hearsMessages())).toHaveLength(20)
  })

  test('48: a late refusal of a container whose calls went again since does not send them once more', () => {
    const { link, server, call, refuse } = withServer()
    const { sent } = call(1)
    link.disconnect().connect()
    expect(callsIn(server.hearsMessages())).toHaveLength(1)
    refuse(sent.outer, 48, 99n)
    expect(link.client.server_salt).toBe(99n)
    expect(callsIn(server.hearsMessages())).toEqual([])
  })

  test('48: acknowledgements that were refused along with a call go again', () => {
    const { server, call, answer, refuse } = withServer()
    answer(call(1).sent)
    const { sent } = call(2)
    refuse(sent.outer, 48, 99n)
    expect(namesIn(server.hearsMessages())).toContain('msgs_ack')
  })

  test('48: a cancelled call that may have arrived earlier is still asked to be dropped', () => {
    const { link, client, call, server, refuse } = withServer()
    const { handle } = call(1)
    link.disconnect().connect()
    const [repeated] = callsIn(server.hearsMessages())
    client.cancel(link.clientNow, handle)
    if (repeated !== undefined) refuse(repeated.outer, 48, 99n)
    expect(link.told('dropped')).toEqual([])
    const again = server.hearsMessages()
    expect(namesIn(again)).toContain('rpc_drop_answer')
    expect(callsIn(again)).toEqual([])
  })

  test('48: a cancelled call that was refused at its only transmission is dropped', () => {
    const { link, client, call, server, refuse } = withServer()
    const { handle, sent } = call(1)
    client.cancel(link.clientNow, handle)
    refuse(sent.outer, 48, 99n)
    expect(link.told('dropped')).toEqual([{ _: 'dropped', handle }])
    expect(callsIn(server.hearsMessages())).toEqual([])
  })

  test('48: refusals without end are given up, and the calls fail', () => {
    const { link, server, call, refuse } = withServer()
    const { handle, sent } = call(1)
    let last: Sent | undefined = sent
    for (let round = 1; round <= 6; round++) {
      expect(link.told('close')).toEqual([])
      if (last !== undefined) refuse(last.outer, 48, BigInt(round))
      last = callsIn(server.hearsMessages())[0]
    }
    expect(link.told('close').map(event => event.reason.code)).toEqual(['CORRECTIONS_EXHAUSTED'])
    expect(link.told('error').map(event => event.handle)).toEqual([handle])
    expect(link.client.openCalls).toBe(0)
  })
})

describe('bad_msg_notification', () => {
  test('16: the clock is set from the notice, and the call sent again under a new id', () => {
    const { link, server, call, refuse } = withServer({ skewMs: -3_600_000 })
    const { sent } = call(1)
    expect(link.now - timeOfMsgId(sent.msg_id)).toBeGreaterThan(3_599_000)
    refuse(sent.outer, 16)
    expect(link.told('time')[0]?.offsetMs).toBeCloseTo(3_600_000, -2)
    const [again] = callsIn(server.hearsMessages())
    expect(again?.msg_id).not.toBe(sent.msg_id)
    expect(Math.abs(link.now - timeOfMsgId(again?.msg_id ?? 0n))).toBeLessThan(1000)
    expect(link.told('session_renewed')).toEqual([])
  })

  test('17: the clock is set back, and a new session takes everything along', () => {
    const { link, server, client, call, refuse } = withServer({ skewMs: 3_600_000 })
    const before = client.session_id
    const { handle, sent } = call(1)
    refuse(sent.outer, 17)
    expect(link.told('time')[0]?.offsetMs).toBeCloseTo(-3_600_000, -2)
    expect(client.session_id).not.toBe(before)
    expect(link.told('session_renewed')).toEqual([{ _: 'session_renewed', session_id: client.session_id }])
    const again = server.hearsMessages()
    const [repeated] = callsIn(again)
    expect(repeated?.outer.session_id).toBe(client.session_id)
    expect(repeated?.seqno).toBe(1)
    expect(repeated?.msg_id).toBeLessThan(sent.msg_id)
    expect(servicesIn(again)).toContainEqual({ _: 'destroy_session', session_id: before })
    server.says({ body: encodeRpcResult(repeated?.msg_id ?? 0n, answerBody(1)), seqno: 1 })
    expect(link.told('result').map(event => event.handle)).toEqual([handle])
  })

  test('17: what still comes for the session given up is discarded without alarm', () => {
    const { link, server, client, call, refuse } = withServer({ skewMs: 3_600_000 })
    const before = client.session_id
    const { sent } = call(1)
    refuse(sent.outer, 17)
    expect(server.service({ _: 'ping', ping_id: 1n }, { session_id: before })).toEqual([])
    expect(link.told('close')).toEqual([])
  })

  test('17: what follows in the same container belongs to the session that is over', () => {
    const { link, server, call } = withServer({ skewMs: 3_600_000 })
    const { sent } = call(1)
    const about = { bad_msg_id: toLong(sent.outer.msg_id), bad_msg_seqno: 0, error_code: 17 }
    const body = [
      { msg_id: server.nextId(), seqno: 0, body: encodeService({ _: 'bad_msg_notification', ...about }) },
      { msg_id: server.nextId(3n), seqno: 1, body: callBody(5) },
    ]
    server.says({ body, seqno: 2 })
    expect(link.told('updates')).toEqual([])
    expect(namesIn(server.hearsMessages())).not.toContain('msgs_ack')
  })

  test.each([19, 32, 33])('%i: a new session takes everything along', code => {
    const { link, server, client, call, refuse } = withServer()
    const before = client.session_id
    const { sent } = call(1)
    refuse(sent.outer, code)
    expect(client.session_id).not.toBe(before)
    expect(callsIn(server.hearsMessages())).toHaveLength(1)
    expect(link.told('close')).toEqual([])
  })

  test.each([18, 34, 35])('%i: the connection is closed; the next one begins a new session', code => {
    const { link, client, call, refuse } = withServer()
    const before = client.session_id
    const { sent } = call(1)
    refuse(sent.outer, code)
    expect(link.told('close').map(event => [event.reason.code, event.reason.got])).toEqual([['BAD_MSG', code]])
    expect(client.session_id).not.toBe(before)
    link.disconnect().connect()
    expect(callsIn(new RawServer(link).hearsMessages())).toHaveLength(1)
  })

  test('20: the call is built anew', () => {
    const { server, call, refuse } = withServer()
    const { sent } = call(1)
    refuse(sent, 20)
    const [again] = callsIn(server.hearsMessages())
    expect(again?.msg_id).not.toBe(sent.msg_id)
  })

  test('64: the messages of the container travel one by one', () => {
    const { link, server, client, refuse } = withServer()
    for (let number = 0; number < 3; number++) client.call(link.clientNow, callBody(number))
    const [container] = server.hears()
    if (container !== undefined) refuse(container, 64)
    const again = callsIn(server.hearsMessages())
    expect(again).toHaveLength(3)
    expect(new Set(again.map(message => message.outer.msg_id)).size).toBe(3)
    expect(again.every(message => message.outer.msg_id === message.msg_id)).toBe(true)
  })

  test('a call that may have arrived by an earlier transmission keeps its id, in a fresh container', () => {
    const { link, call, server } = withServer()
    const { sent } = call(1)
    link.disconnect().connect()
    const [repeated] = callsIn(server.hearsMessages())
    expect(repeated?.msg_id).toBe(sent.msg_id)
    server.service({
      _: 'bad_server_salt',
      bad_msg_id: toLong(repeated?.outer.msg_id ?? 0n),
      bad_msg_seqno: 0,
      error_code: 48,
      new_server_salt: 99n,
    })
    const [third] = callsIn(server.hearsMessages())
    expect(third?.msg_id).toBe(sent.msg_id)
    expect(third?.outer.msg_id).not.toBe(third?.msg_id)
  })
})

describe('new_session_created', () => {
  test('has everything below first_msg_id sent again under its id in a container, and is told once', () => {
    const { link, server, call } = withServer()
    const [lost, kept] = [call(1), call(2)]
    const notice = {
      _: 'new_session_created',
      first_msg_id: toLong(kept.sent.msg_id),
      unique_id: 5n,
      server_salt: 77n,
    } as const
    for (const _ of [1, 2]) server.service(notice, { seqno: 1, msg_id: server.nextId(3n) })
    expect(link.told('new_session')).toEqual([{ _: 'new_session', unique_id: 5n }])
    expect(link.client.server_salt).toBe(77n)
    const again = callsIn(server.hearsMessages())
    expect(again.map(message => message.msg_id)).toEqual([lost.sent.msg_id])
    expect(again[0]?.outer.msg_id).not.toBe(lost.sent.msg_id)
    expect(callsIn(server.hearsMessages())).toEqual([])
  })
})

describe('new_session_created after a repeat', () => {
  test('counts the container a call came in last, not its own id', () => {
    const { link, server, call } = withServer()
    call(1)
    link.disconnect().connect()
    link.now += 1000
    const [repeated] = callsIn(server.hearsMessages())
    const first_msg_id = toLong((repeated?.outer.msg_id ?? 0n) - 4n)
    expect(first_msg_id).toBeGreaterThan(repeated?.msg_id ?? 0n)
    const notice = { _: 'new_session_created', first_msg_id, unique_id: 5n, server_salt: 77n } as const
    server.service(notice, { seqno: 1, msg_id: server.nextId(3n) })
    expect(callsIn(server.hearsMessages())).toEqual([])
  })
})

describe('states of messages', () => {
  test('are asked for calls about which nothing was said for 30 s', () => {
    const { link, server, client, call } = withServer()
    const { sent } = call(1)
    server.hears()
    link.now += 30_000
    expect(client.nextWakeAt()).toBeLessThanOrEqual(link.clientNow)
    const request = server.hearsMessages().find(message => decodeService(message.body)?._ === 'msgs_state_req')
    expect(decodeService(request?.body ?? new Uint8Array())).toEqual({ _: 'msgs_state_req', msg_ids: [sent.msg_id] })
    const req_msg_id = toLong(request?.msg_id ?? 0n)
    server.service({ _: 'msgs_state_info', req_msg_id, info: Uint8Array.of(2, 2) })
    expect(callsIn(server.hearsMessages())).toEqual([])
  })

  test.each([1, 2, 3])('%i: the call is sent again under its id, in a container', state => {
    const { server, call } = withServer()
    const { sent } = call(1)
    server.service({ _: 'msgs_all_info', msg_ids: [toLong(sent.msg_id)], info: Uint8Array.of(state) })
    const [again] = callsIn(server.hearsMessages())
    expect(again?.msg_id).toBe(sent.msg_id)
    expect(again?.outer.msg_id).not.toBe(sent.msg_id)
  })

  test('4: the call is acknowledged', () => {
    const { link, server, call } = withServer()
    const { handle, sent } = call(1)
    server.service({ _: 'msgs_all_info', msg_ids: [toLong(sent.msg_id)], info: Uint8Array.of(4 | 32) })
    expect(link.told('acknowledged')).toEqual([{ _: 'acknowledged', handle }])
    expect(callsIn(server.hearsMessages())).toEqual([])
  })

  test('of messages of the server are told, one byte for each', () => {
    const { server } = withServer()
    const known = server.nextId(3n)
    const missing = server.nextId(3n)
    server.says({ body: callBody(1), seqno: 1, msg_id: known })
    const msg_id = server.nextId(3n)
    const later = server.nextId(3n) + 4000n
    server.service({ _: 'msgs_state_req', msg_ids: [known, missing, later].map(toLong) }, { msg_id })
    const [info] = servicesIn(server.hearsMessages()).filter(service => service._ === 'msgs_state_info')
    expect(info).toEqual({ _: 'msgs_state_info', req_msg_id: toLong(msg_id), info: Uint8Array.of(4, 2, 3) })
  })

  test('after a reconnect, acknowledged calls are asked about, others sent again in a container', () => {
    const { link, server, call } = withServer()
    const [acknowledged, open] = [call(1), call(2)]
    server.service({ _: 'msgs_ack', msg_ids: [toLong(acknowledged.sent.msg_id)] })
    link.disconnect().connect()
    const sent = server.hearsMessages()
    expect(callsIn(sent).map(message => message.msg_id)).toEqual([open.sent.msg_id])
    expect(servicesIn(sent)).toContainEqual({ _: 'msgs_state_req', msg_ids: [toLong(acknowledged.sent.msg_id)] })
  })
})

test('an answer that lags 15 s behind sets the clock again', () => {
  const { link, call, server } = withServer()
  const first = call(1)
  server.says({ body: encodeRpcResult(first.sent.msg_id, answerBody(1)), seqno: 1 })
  const second = call(2)
  const msg_id = msgIdAt(link.now - 20_000) + 1n
  server.says({ body: encodeRpcResult(second.sent.msg_id, answerBody(2)), seqno: 3, msg_id })
  expect(link.told('time').map(event => Math.round(event.offsetMs / 1000))).toEqual([-20])
})
