import { describe, expect, test } from 'vitest'
import { type Heard, RawClient, servicesOf } from '../../test/support/raw-peers.ts'
import { publishedKey } from '../../test/support/session-env.ts'
import { answerBody, callBody, echo, numberIn, SessionLink } from '../../test/support/session-link.ts'
import { isGzipPacked } from '../message/container.ts'
import { unpackGzip } from '../message/gzip.ts'
import { timeOfMsgId, toLong } from '../message/msg-id.ts'
import { encodeRpcError, encodeService } from '../message/service-message.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import type { ServerSession } from './server-session.ts'

function withClient(options: ConstructorParameters<typeof SessionLink>[0] = {}) {
  const link = new SessionLink(options).connect()
  const client = new RawClient(link)
  const session = () => link.table.get(publishedKey.auth_key_id, client.session_id) as ServerSession
  /** Has the last call answered. */
  const answerLast = (result?: Uint8Array) => {
    const call = link.calls.at(-1)
    if (call !== undefined) call.session.answer(link.now, call.msg_id, result ?? echo(call))
  }
  const reconnect = () => {
    link.disconnect().connect()
    return new RawClientAgain(link, client)
  }
  return { link, client, session, answerLast, reconnect }
}

/** The same client on another connection: same session, numbers go on. */
class RawClientAgain extends RawClient {
  constructor(link: SessionLink, before: RawClient) {
    super(link, before.session_id)
    this.content = before.content
    // Ids of another connection must not meet those used before.
    link.now += 10
  }
}

function answers(heard: readonly Heard[]): [bigint, number][] {
  return heard.flatMap(({ answerTo, result }) =>
    answerTo === undefined || result === undefined ? [] : [[answerTo, numberIn(result)] as [bigint, number]],
  )
}

describe('a session begins', () => {
  test('with new_session_created, whose first_msg_id is the lowest of the first packet', () => {
    const { link, client } = withClient()
    const body = [client.inner(callBody(1)), client.inner(callBody(2))]
    const [created] = servicesOf(client.says({ body }), 'new_session_created')
    expect(created).toEqual({
      _: 'new_session_created',
      first_msg_id: body[0]?.msg_id,
      unique_id: link.heard('session_created')[0]?.session.unique_id,
      server_salt: link.table.salts.current(publishedKey.auth_key_id, link.now),
    })
  })

  test('only once a message was accepted', () => {
    const { client } = withClient()
    expect(servicesOf(client.calls(callBody(1), { server_salt: 1n }).heard, 'new_session_created')).toEqual([])
    expect(servicesOf(client.calls(callBody(1)).heard, 'new_session_created')).toHaveLength(1)
    expect(servicesOf(client.calls(callBody(2)).heard, 'new_session_created')).toEqual([])
  })

  test('and says so again with the same unique_id when a lower id comes later', () => {
    const { client } = withClient()
    const low = client.nextId()
    const [first] = servicesOf(client.calls(callBody(1), { seqno: 3 }).heard, 'new_session_created')
    const [second] = servicesOf(client.calls(callBody(2), { msg_id: low, seqno: 1 }).heard, 'new_session_created')
    expect(second).toMatchObject({ first_msg_id: low, unique_id: first?.unique_id })
  })
})

describe('answers', () => {
  test('carry ids of 1 modulo 4, updates and session notices 3, with odd numbers; services have even ones', () => {
    const { link, client, session } = withClient({ answer: echo })
    const heard = [...client.calls(callBody(1)).heard, ...client.service({ _: 'ping', ping_id: 1n })]
    session().sendUpdate(link.now, answerBody(5))
    heard.push(...client.hears())
    expect(heard.map(({ msg_id, seqno }) => [msg_id & 3n, seqno])).toEqual([
      [3n, 1],
      [1n, 3],
      [1n, 4],
      [3n, 5],
    ])
  })

  test('that are ready together travel in one container', () => {
    const { link, client } = withClient()
    client.calls(callBody(0))
    for (let number = 1; number <= 5; number++) client.calls(callBody(number))
    for (const call of link.calls) call.session.answer(link.now, call.msg_id, echo(call))
    expect(link.connection?.flush(link.now)).toHaveLength(1)
  })

  test('longer than 1 KiB are packed when that pays', () => {
    const { link, client, answerLast } = withClient()
    const { msg_id } = client.calls(callBody(1))
    answerLast(answerBody(1, 1000))
    const [answer] = client.hears().filter(message => message.answerTo === msg_id)
    expect(answer?.body.length).toBeLessThan(200)
    expect(isGzipPacked(answer?.result ?? new Uint8Array())).toBe(true)
    expect(unpackGzip(link.env, answer?.result ?? new Uint8Array())).toEqual(answerBody(1, 1000))
  })

  test('longer than 1 KiB that do not shrink travel as they are, and so do short ones', () => {
    const { link, client, answerLast } = withClient()
    const random = new Uint8Array([...answerBody(1), ...link.env.crypto.random(2000)])
    for (const result of [random, answerBody(2, 200)]) {
      client.calls(callBody(1))
      answerLast(result)
      expect(client.hears().at(-1)?.result).toEqual(result)
    }
  })

  test('are given once: what comes later for the same call is ignored', () => {
    const { client, answerLast } = withClient()
    const { msg_id } = client.calls(callBody(1))
    answerLast(answerBody(1))
    answerLast(answerBody(2))
    expect(answers(client.hears())).toEqual([[msg_id, 1]])
  })

  test('may be errors', () => {
    const { link, client, session } = withClient()
    const { msg_id } = client.calls(callBody(1))
    session().answerError(link.now, msg_id, new RpcError(420, 'FLOOD_WAIT_3'))
    expect(client.hears().at(-1)?.result).toEqual(encodeRpcError(420, 'FLOOD_WAIT_3'))
  })

  test('are sent again over the next connection until they are acknowledged', () => {
    const { client, answerLast, reconnect, session } = withClient()
    const { msg_id } = client.calls(callBody(1))
    answerLast()
    const first = client.hears().at(-1)
    const second = reconnect()
    const again = second.service({ _: 'ping', ping_id: 1n })
    expect(answers(again)).toEqual([[msg_id, 1]])
    expect(again.map(message => message.msg_id)).toContain(first?.msg_id)
    const ids = again.filter(message => (message.seqno & 1) === 1).map(message => toLong(message.msg_id))
    second.service({ _: 'msgs_ack', msg_ids: ids })
    expect(session().queueLength).toBe(0)
    expect(answers(reconnect().service({ _: 'ping', ping_id: 2n }))).toEqual([])
  })

  test('that came about without a connection wait for the next one', () => {
    const { link, client, answerLast, session } = withClient()
    const { msg_id } = client.calls(callBody(1))
    link.disconnect()
    answerLast()
    session().sendUpdate(link.now, answerBody(9))
    link.now += 60_000
    link.connect()
    const second = new RawClientAgain(link, client)
    const heard = second.service({ _: 'ping', ping_id: 1n })
    expect(answers(heard)).toEqual([[msg_id, 1]])
    expect(heard.map(message => numberIn(message.body))).toContain(9)
  })

  test('are kept while the session lives; updates are given up after ten minutes without acknowledgement', () => {
    const { link, client, answerLast, session, reconnect } = withClient()
    const { msg_id } = client.calls(callBody(1))
    answerLast()
    session().sendUpdate(link.now, answerBody(9))
    client.hears()
    link.now += 11 * 60_000
    const heard = reconnect().service({ _: 'ping', ping_id: 1n })
    expect(answers(heard)).toEqual([[msg_id, 1]])
    expect(session().queueLength).toBe(1)
  })

  test('that had to be given up for want of room are told to be lost when the call is repeated', () => {
    const { client, answerLast } = withClient({ serverLimits: { queueMessagesMax: 2 } })
    const { msg_id } = client.calls(callBody(1))
    answerLast()
    for (let number = 2; number < 5; number++) {
      client.calls(callBody(number))
      answerLast()
    }
    const { heard } = client.calls(callBody(1), { msg_id, seqno: 1 })
    expect(heard.at(-1)?.answerTo).toBe(msg_id)
    expect(heard.at(-1)?.result).toEqual(encodeRpcError(500, 'ANSWER_LOST'))
  })
})

describe('acknowledgements', () => {
  test('wait a moment for the answer that makes them needless', () => {
    const { link, client, answerLast } = withClient()
    client.calls(callBody(1))
    const { heard } = client.calls(callBody(2))
    expect(servicesOf(heard, 'msgs_ack')).toEqual([])
    answerLast()
    link.advance(1000)
    expect(servicesOf(client.hears(), 'msgs_ack')).toEqual([])
  })

  test('go out by themselves when the answer takes longer, at the time that nextWakeAt tells', () => {
    const { link, client } = withClient()
    client.calls(callBody(1))
    const { msg_id } = client.calls(callBody(2))
    const at = link.connection?.nextWakeAt() ?? 0
    expect(at - link.now).toBe(200)
    link.advance(at - link.now)
    expect(servicesOf(client.hears(), 'msgs_ack').map(ack => ack.msg_ids)).toEqual([[msg_id]])
  })

  test('of a client free the queue, but never what was not sent yet', () => {
    const { link, client, session } = withClient()
    const { heard } = client.calls(callBody(1))
    session().sendUpdate(link.now, answerBody(1))
    const guess = Array.from({ length: 64 }, (_, index) => toLong((heard[0]?.msg_id ?? 0n) + BigInt(index)))
    client.service({ _: 'msgs_ack', msg_ids: guess })
    expect(session().queueLength).toBe(1)
  })

  test('of a client that come with the first packet of its next connection save the repeat', () => {
    const { client, answerLast, reconnect, session } = withClient()
    client.calls(callBody(1))
    answerLast()
    const ids = client.hears().map(message => toLong(message.msg_id))
    const second = reconnect()
    const heard = second.service({ _: 'msgs_ack', msg_ids: ids })
    expect(answers(heard)).toEqual([])
    expect(session().queueLength).toBe(1)
  })
})

describe('services', () => {
  test('ping is answered by a bare pong', () => {
    const { client } = withClient()
    const msg_id = client.nextId()
    const heard = client.service({ _: 'ping', ping_id: 77n }, { msg_id })
    expect(servicesOf(heard, 'pong')).toEqual([{ _: 'pong', msg_id: toLong(msg_id), ping_id: 77n }])
    expect(heard.every(message => message.answerTo === undefined)).toBe(true)
  })

  test('a pong goes by the connection of its ping, or not at all', () => {
    const { link, client } = withClient()
    client.calls(callBody(1))
    const body = encodeService({ _: 'ping', ping_id: 77n })
    link.serverTakes(client.framed({ body }))
    link.disconnect().connect()
    const heard = new RawClientAgain(link, client).service({ _: 'ping', ping_id: 78n })
    expect(servicesOf(heard, 'pong').map(pong => pong.ping_id)).toEqual([78n])
  })

  test('get_future_salts is answered bare, with up to 64 salts of half an hour each', () => {
    const { link, client } = withClient()
    const msg_id = client.nextId()
    const heard = client.service({ _: 'get_future_salts', num: 1000 }, { msg_id })
    const [salts] = servicesOf(heard, 'future_salts')
    expect(salts).toMatchObject({ req_msg_id: toLong(msg_id), now: Math.floor(link.now / 1000) })
    expect(salts?.salts).toHaveLength(64)
    const [first, second] = salts?.salts ?? []
    expect((second?.valid_since ?? 0) - (first?.valid_since ?? 0)).toBe(1800)
    expect((first?.valid_until ?? 0) - (first?.valid_since ?? 0)).toBe(3600)
    expect(heard.every(message => message.answerTo === undefined)).toBe(true)
  })

  test('msgs_state_req tells what is known of each message', () => {
    const { link, client, answerLast } = withClient({ serverLimits: { receivedIdsMax: 8 } })
    const forgotten = client.nextId()
    for (let number = 0; number < 8; number++) client.service({ _: 'ping', ping_id: 1n })
    const missing = client.nextId()
    const ping = client.nextId()
    client.service({ _: 'ping', ping_id: 1n }, { msg_id: ping })
    const { msg_id: done } = client.calls(callBody(1))
    answerLast()
    const { msg_id: running } = client.calls(callBody(2))
    link.now += 1
    const ids = [forgotten, missing, ping, done, running, client.nextId() + 4000n]
    const heard = client.service({ _: 'msgs_state_req', msg_ids: ids.map(toLong) })
    const [info] = servicesOf(heard, 'msgs_state_info')
    expect([...(info?.info ?? [])]).toEqual([1, 2, 4 | 16, 4 | 8 | 32 | 64, 4 | 8 | 32, 3])
  })

  test('msg_resend_req has kept messages sent again under their ids, in a container', () => {
    const { client, answerLast } = withClient()
    client.calls(callBody(1))
    answerLast()
    const [answer] = client.hears().filter(message => message.answerTo !== undefined)
    const id = answer?.msg_id ?? 0n
    const heard = client.service({ _: 'msg_resend_req', msg_ids: [toLong(id)] })
    expect(heard.map(message => message.msg_id)).toEqual([id])
    expect(heard.map(message => message.seqno)).toEqual([answer?.seqno])
    expect(heard[0]?.outer_msg_id).not.toBe(id)
  })

  test('msg_resend_req about unknown messages is answered by their state', () => {
    const { client } = withClient()
    const msg_id = client.nextId()
    const heard = client.service({ _: 'msg_resend_req', msg_ids: [5n, 9n] }, { msg_id })
    expect(servicesOf(heard, 'msgs_state_info')).toMatchObject([{ req_msg_id: toLong(msg_id) }])
  })

  test('msg_resend_ans_req has the answers of calls sent again', () => {
    const { client, answerLast } = withClient()
    const { msg_id } = client.calls(callBody(1))
    answerLast()
    client.hears()
    expect(answers(client.service({ _: 'msg_resend_ans_req', msg_ids: [toLong(msg_id)] }))).toEqual([[msg_id, 1]])
  })

  test('http_wait outside HTTP and information of the client ask for nothing', () => {
    const { link, client } = withClient()
    client.calls(callBody(1))
    link.advance(1000)
    client.hears()
    const heard = [
      ...client.service({ _: 'http_wait', max_delay: 0, wait_after: 0, max_wait: 25_000 }),
      ...client.service({ _: 'msgs_all_info', msg_ids: [1n], info: Uint8Array.of(4) }),
      ...client.service({ _: 'msg_detailed_info', msg_id: 1n, answer_msg_id: 1n, bytes: 1, status: 0 }),
      ...client.service({ _: 'msg_new_detailed_info', answer_msg_id: 1n, bytes: 1, status: 0 }),
    ]
    expect(heard).toEqual([])
    expect(link.heard('close')).toEqual([])
  })

  test('destroy_auth_key is the host’s to decide, and is answered bare', () => {
    const { link, client } = withClient()
    client.service({ _: 'destroy_auth_key' })
    const [request] = link.heard('destroy_auth_key')
    request?.session.answerDestroyAuthKey(link.now, request.msg_id, 'ok')
    link.table.forgetKey(publishedKey.auth_key_id)
    const heard = client.hears()
    expect(heard.map(message => message.service?._)).toContain('destroy_auth_key_ok')
    expect(heard.every(message => message.answerTo === undefined)).toBe(true)
    expect(link.table.size).toBe(0)
  })

  test('a call packed by gzip reaches the host unpacked', () => {
    const { link, client } = withClient()
    const body = callBody(1, 1000)
    client.calls(link.env.compression.gzip(body).length < 500 ? packed(link, body) : body)
    expect(link.calls[0]?.body).toEqual(body)
  })
})

describe('rpc_drop_answer', () => {
  test('of an unknown request is answered by rpc_answer_unknown, inside rpc_result', () => {
    const { client } = withClient()
    const msg_id = client.nextId()
    const heard = client.service({ _: 'rpc_drop_answer', req_msg_id: 4n }, { msg_id })
    expect(heard.filter(message => message.answerTo === msg_id).map(message => message.service)).toEqual([
      { _: 'rpc_answer_unknown' },
    ])
  })

  test('of a running request answers both, stops the host, and lets no later answer through', () => {
    const { link, client, answerLast } = withClient()
    const { msg_id: call } = client.calls(callBody(1))
    const msg_id = client.nextId()
    const heard = client.service({ _: 'rpc_drop_answer', req_msg_id: toLong(call) }, { msg_id })
    const dropped = heard.filter(message => message.service?._ === 'rpc_answer_dropped_running')
    expect(dropped.map(message => message.answerTo)).toEqual([msg_id, call])
    expect(dropped.every(message => (message.seqno & 1) === 1)).toBe(true)
    expect(link.heard('drop_answer').map(event => event.msg_id)).toEqual([call])
    answerLast()
    link.advance(1000)
    // Not even an acknowledgement: the answer was one.
    expect(client.hears()).toEqual([])
  })

  test('of an answered request takes the answer back, and tells its data', () => {
    const { link, client, answerLast } = withClient()
    const { msg_id: call } = client.calls(callBody(1))
    answerLast()
    const [answer] = client.hears().filter(message => message.answerTo === call)
    const heard = client.service({ _: 'rpc_drop_answer', req_msg_id: toLong(call) })
    expect(servicesOf(heard, 'rpc_answer_dropped')).toEqual([
      {
        _: 'rpc_answer_dropped',
        msg_id: toLong(answer?.msg_id ?? 0n),
        seq_no: answer?.seqno,
        bytes: answer?.body.length,
      },
    ])
    link.disconnect().connect()
    expect(
      answers(new RawClientAgain(link, client).service({ _: 'ping', ping_id: 1n })).map(([to]) => to),
    ).not.toContain(call)
  })

  test('of a running request makes its acknowledgement needless', () => {
    const { link, client } = withClient()
    client.calls(callBody(1))
    const { msg_id: call } = client.calls(callBody(2))
    const heard = client.service({ _: 'rpc_drop_answer', req_msg_id: toLong(call) })
    link.advance(1000)
    expect(servicesOf([...heard, ...client.hears()], 'msgs_ack')).toEqual([])
  })

  test('leaves nothing that a repeat of the request could bring back', () => {
    const { link, client, answerLast } = withClient()
    const { msg_id: call } = client.calls(callBody(1))
    answerLast()
    client.hears()
    client.service({ _: 'rpc_drop_answer', req_msg_id: toLong(call) })
    expect(answers(client.calls(callBody(1), { msg_id: call, seqno: 1 }).heard)).toEqual([])
    expect(link.calls).toHaveLength(1)
  })

  test('of a request whose answer was acknowledged is answered by rpc_answer_unknown', () => {
    const { client, answerLast } = withClient()
    const { msg_id: call } = client.calls(callBody(1))
    answerLast()
    const ids = client.hears().map(message => toLong(message.msg_id))
    client.service({ _: 'msgs_ack', msg_ids: ids })
    const heard = client.service({ _: 'rpc_drop_answer', req_msg_id: toLong(call) })
    expect(servicesOf(heard, 'rpc_answer_unknown')).toHaveLength(1)
  })
})

describe('the state of earlier calls, for invokeAfterMsg', () => {
  test('is running, done, failed or unknown', () => {
    const { link, client, session, answerLast } = withClient()
    const { msg_id: done } = client.calls(callBody(1))
    expect(session().callState(done)).toBe('running')
    answerLast()
    const { msg_id: failed } = client.calls(callBody(2))
    session().answerError(link.now, failed, new RpcError(400, 'X'))
    const { msg_id: dropped } = client.calls(callBody(3))
    client.service({ _: 'rpc_drop_answer', req_msg_id: toLong(dropped) })
    expect([done, failed, dropped, 4n].map(id => session().callState(id))).toEqual([
      'done',
      'failed',
      'failed',
      'unknown',
    ])
  })

  test('can be waited for, also before the call has come', () => {
    const { link, client, session } = withClient({ answer: echo })
    client.calls(callBody(1))
    const later = client.nextId()
    const heard: string[] = []
    session().onFinished(later, state => heard.push(`first ${state}`))
    const cancel = session().onFinished(later, state => heard.push(`second ${state}`))
    cancel()
    expect(heard).toEqual([])
    client.calls(callBody(2), { msg_id: later })
    expect(heard).toEqual(['first done'])
    session().onFinished(later, state => heard.push(`third ${state}`))
    expect(heard).toEqual(['first done', 'third done'])
    expect(link.calls).toHaveLength(2)
  })

  test('can be waited for by a bounded number only', () => {
    const { client, session } = withClient({ serverLimits: { listenersMax: 2 } })
    client.calls(callBody(1))
    const cancel = session().onFinished(4n, () => undefined)
    session().onFinished(8n, () => undefined)
    expect(() => session().onFinished(12n, () => undefined)).toThrow(expect.objectContaining({ code: 'SESSION_STATE' }))
    cancel()
    expect(() => session().onFinished(12n, () => undefined)).not.toThrow()
  })
})

test('ids of the server are those of its clock', () => {
  const { link, client } = withClient({ answer: echo })
  const { heard } = client.calls(callBody(1))
  for (const { msg_id } of heard) expect(Math.abs(timeOfMsgId(msg_id) - link.now)).toBeLessThan(10)
})

function packed(link: SessionLink, body: Uint8Array): Uint8Array {
  const stream = link.env.compression.gzip(body)
  const long = stream.length >= 254
  const head = long ? [254, stream.length & 255, stream.length >> 8, 0] : [stream.length]
  const bytes = [0xa1, 0xcf, 0x72, 0x30, ...head, ...stream]
  while (bytes.length % 4 !== 0) bytes.push(0)
  return Uint8Array.from(bytes)
}
