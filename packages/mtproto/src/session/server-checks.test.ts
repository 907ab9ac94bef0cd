import { describe, expect, test } from 'vitest'
import { type Heard, RawClient, servicesOf } from '../../test/support/raw-peers.ts'
import { otherKey, publishedKey } from '../../test/support/session-env.ts'
import { answerBody, callBody, echo, numberIn, SessionLink } from '../../test/support/session-link.ts'
import { containerLength, type InnerMessage, writeContainer } from '../message/container.ts'
import { sealMessage } from '../message/encrypted-message.ts'
import { packGzip } from '../message/gzip.ts'
import { msgIdAt, toLong } from '../message/msg-id.ts'
import { encodeService } from '../message/service-message.ts'

function withClient(options: ConstructorParameters<typeof SessionLink>[0] = { answer: echo }) {
  const link = new SessionLink(options).connect()
  return { link, client: new RawClient(link) }
}

/** Codes of the notices in what was heard, with the ids they are about. */
function notices(heard: readonly Heard[]): [code: number, about: bigint][] {
  return [...servicesOf(heard, 'bad_msg_notification'), ...servicesOf(heard, 'bad_server_salt')].map(notice => [
    notice.error_code,
    notice.bad_msg_id,
  ])
}

function answersIn(heard: readonly Heard[]): number[] {
  return heard.flatMap(({ result }) => (result === undefined ? [] : [numberIn(result)]))
}

function closes(link: SessionLink): string[] {
  return link.heard('close').map(event => event.reason.code)
}

describe('an honest call', () => {
  test('is executed and answered, after new_session_created', () => {
    const { link, client } = withClient()
    const { heard } = client.calls(callBody(1))
    expect(answersIn(heard)).toEqual([1])
    expect(heard[0]?.service?._).toBe('new_session_created')
    expect(closes(link)).toEqual([])
  })
})

describe('S13–S17: what is dropped, and what opens a session', () => {
  test('S13: an unknown key is told −404, and nothing is closed', () => {
    const { link } = withClient({ answer: echo, key: otherKey })
    const client = new RawClient(link)
    client.calls(callBody(1))
    // The client of this link knows another key than the raw client uses, and so does the server.
    expect(link.calls).toEqual([])
    expect(link.heard('send')).toHaveLength(1)
    expect([...(link.heard('send')[0]?.bytes ?? [])].slice(-4)).toEqual([0x6c, 0xfe, 0xff, 0xff])
    expect(closes(link)).toEqual([])
  })

  test('S14: an encrypted part below 48 bytes, or not made of blocks', () => {
    for (const cut of [-16, -4]) {
      const { link, client } = withClient()
      const packet = client.packet({ body: new Uint8Array(4) })
      client.sends(cut === -16 ? packet.subarray(0, 24 + 32) : packet.subarray(0, packet.length + cut))
      expect(closes(link)).toEqual(['MESSAGE_UNREADABLE'])
      expect(link.heard('send')).toEqual([])
    }
  })

  test('S15: a wrong msg_key, without a distinguishable answer', () => {
    const { link, client } = withClient()
    const packet = client.packet({ body: callBody(1), seqno: 1 })
    packet[30] = (packet[30] ?? 0) ^ 1
    expect(client.sends(packet)).toEqual([])
    expect(closes(link)).toEqual(['MESSAGE_UNREADABLE'])
    expect(link.heard('send')).toEqual([])
  })

  test('S16: a wrong inner length looks the same', () => {
    const { link, client } = withClient()
    const body = new Uint8Array(64)
    new DataView(body.buffer).setInt32(28, 6, true)
    expect(client.sends(link.env.crypto.seal(publishedKey, 'client', body).packet)).toEqual([])
    expect(closes(link)).toEqual(['MESSAGE_UNREADABLE'])
    expect(link.heard('send')).toEqual([])
  })

  test('S17: session_id 0 is dropped', () => {
    const { link, client } = withClient()
    client.says({ body: callBody(1), seqno: 1, session_id: 0n })
    expect(closes(link)).toEqual(['SESSION_ID_MISMATCH'])
    expect(link.calls).toEqual([])
  })

  test('S17: a session belongs to its key: the same id under another key is another session', () => {
    const { link, client } = withClient()
    client.calls(callBody(1))
    const record = { authKey: otherKey, dc: 2, expires_at: undefined, created_at: 0 }
    const opened = link.table.open(link.now, record, client.session_id)
    expect(opened?.created).toBe(true)
    expect(opened?.session).not.toBe(link.table.get(publishedKey.auth_key_id, client.session_id))
  })
})

describe('S18–S22: notices, and nothing executed', () => {
  test('S18: an id not divisible by four', () => {
    const { link, client } = withClient()
    const { msg_id, heard } = client.calls(callBody(1), { msg_id: client.nextId() + 1n })
    expect(notices(heard)).toEqual([[18, msg_id]])
    expect(link.calls).toEqual([])
  })

  test.each([
    [16, -301_000],
    [17, 31_000],
  ])('S19: code %i for an id %i ms from now', (code, offsetMs) => {
    const { link, client } = withClient()
    const { msg_id, heard } = client.calls(callBody(1), { msg_id: msgIdAt(link.now + offsetMs) })
    expect(notices(heard)).toEqual([[code, msg_id]])
    expect(link.calls).toEqual([])
  })

  test.each([-299_000, 29_000])('S19: an id %i ms from now passes', offsetMs => {
    const { link, client } = withClient()
    expect(answersIn(client.calls(callBody(1), { msg_id: msgIdAt(link.now + offsetMs) }).heard)).toEqual([1])
  })

  test('S19: code 20 for an id below all that are remembered', () => {
    const { link, client } = withClient({ answer: echo, serverLimits: { receivedIdsMax: 8 } })
    const low = client.nextId()
    for (let number = 1; number < 10; number++) client.calls(callBody(number))
    const { heard } = client.calls(callBody(50), { msg_id: low, seqno: 1 })
    expect(notices(heard)).toEqual([[20, low]])
    expect(link.calls).toHaveLength(9)
  })

  test('S20: a repeated call is not executed again; its stored answer is sent again', () => {
    const { link, client } = withClient()
    const { msg_id } = client.calls(callBody(1))
    const { heard } = client.calls(callBody(1), { msg_id, seqno: 1 })
    expect(answersIn(heard)).toEqual([1])
    expect(link.calls).toHaveLength(1)
  })

  test('S20: a repeated call that still runs is acknowledged again', () => {
    const { link, client } = withClient({})
    const acked = (heard: readonly Heard[]) => servicesOf(heard, 'msgs_ack').flatMap(ack => ack.msg_ids)
    const { msg_id, heard } = client.calls(callBody(1))
    expect(acked(heard)).toEqual([msg_id])
    client.calls(callBody(1), { msg_id, seqno: 1 })
    link.advance(1000)
    expect(acked(client.hears())).toEqual([msg_id])
    expect(link.calls).toHaveLength(1)
  })

  test('S20: a call that runs is known however many messages came since', () => {
    const { link, client } = withClient({ serverLimits: { receivedIdsMax: 8 } })
    const { msg_id } = client.calls(callBody(1))
    for (let ping = 0; ping < 20; ping++) client.service({ _: 'ping', ping_id: 1n })
    expect(notices(client.calls(callBody(1), { msg_id, seqno: 1 }).heard)).toEqual([])
    expect(link.calls).toHaveLength(1)
  })

  test('S20: a repeated call whose answer was acknowledged is acknowledged, and nothing else', () => {
    const { link, client } = withClient()
    const { msg_id, heard } = client.calls(callBody(1))
    client.service({ _: 'msgs_ack', msg_ids: heard.map(message => toLong(message.msg_id)) })
    const late = client.calls(callBody(1), { msg_id, seqno: 1 })
    link.advance(1000)
    const after = [...late.heard, ...client.hears()]
    expect(after.map(message => message.service?._)).toEqual(['msgs_ack'])
    expect(link.calls).toHaveLength(1)
  })

  test('S20: a repeat is known even when its id and salt are old by now', () => {
    const { link, client } = withClient()
    const salt = link.table.salts.current(publishedKey.auth_key_id, link.now)
    const { msg_id, heard } = client.calls(callBody(1))
    link.advance(2 * 3_600_000 - 1)
    link.disconnect().connect()
    const late = client.calls(callBody(1), { msg_id, seqno: 1, server_salt: salt })
    expect(answersIn(heard)).toEqual([1])
    expect(notices(late.heard)).toEqual([])
    expect(link.calls).toHaveLength(1)
  })

  test('S20: code 19 for a container under an id that was another message', () => {
    const { link, client } = withClient()
    const { msg_id } = client.calls(callBody(1))
    const inner = { msg_id: msg_id - 4n, seqno: 1, body: callBody(2) }
    expect(notices(client.says({ msg_id, seqno: 2, body: [inner] }))).toEqual([[19, msg_id]])
    expect(link.calls).toHaveLength(1)
  })

  test('S20: the same container once more is a repeat of its messages', () => {
    const { link, client } = withClient()
    const body = [client.inner(callBody(1)), client.inner(callBody(2))]
    const msg_id = client.nextId()
    expect(answersIn(client.says({ msg_id, body }))).toEqual([1, 2])
    const heard = client.says({ msg_id, body })
    expect(answersIn(heard)).toEqual([1, 2])
    expect(notices(heard)).toEqual([])
    expect(link.calls).toHaveLength(2)
  })

  test('S21: a wrong salt is corrected, and nothing is executed', () => {
    const { link, client } = withClient()
    const { msg_id, heard } = client.calls(callBody(1), { server_salt: 0n })
    expect(servicesOf(heard, 'bad_server_salt')).toEqual([
      {
        _: 'bad_server_salt',
        bad_msg_id: msg_id,
        bad_msg_seqno: 1,
        error_code: 48,
        new_server_salt: link.table.salts.current(publishedKey.auth_key_id, link.now),
      },
    ])
    expect(heard).toHaveLength(1)
    expect(link.calls).toEqual([])
  })

  test('S21: the salt of the period before is accepted half an hour more', () => {
    const { link, client } = withClient()
    const server_salt = link.table.salts.current(publishedKey.auth_key_id, link.now)
    link.now += 3_599_000
    expect(answersIn(client.calls(callBody(1), { server_salt }).heard)).toEqual([1])
    link.now += 2000
    expect(notices(client.calls(callBody(2), { server_salt }).heard).map(([code]) => code)).toEqual([48])
  })

  test('S22: code 32 for a number below that of a lower id', () => {
    const { link, client } = withClient()
    client.calls(callBody(1), { seqno: 5 })
    for (const seqno of [3, 5]) {
      const { msg_id, heard } = client.calls(callBody(2), { seqno })
      expect(notices(heard)).toEqual([[32, msg_id]])
    }
    expect(link.calls).toHaveLength(1)
  })

  test('S22: code 33 for a number above that of a higher id', () => {
    const { link, client } = withClient()
    const low = client.nextId()
    client.calls(callBody(1), { seqno: 3 })
    for (const seqno of [3, 5]) {
      const { heard } = client.calls(callBody(2), { seqno, msg_id: low })
      expect(notices(heard)).toEqual([[33, low]])
    }
    expect(answersIn(client.calls(callBody(2), { seqno: 1, msg_id: low }).heard)).toEqual([2])
    expect(link.calls).toHaveLength(2)
  })

  test('S22: acknowledgements and containers may have odd numbers, as mtcute gives them', () => {
    const { link, client } = withClient()
    expect(notices(client.service({ _: 'msgs_ack', msg_ids: [] }, { seqno: 1 }))).toEqual([])
    client.content++
    const body = [client.inner(callBody(1))]
    expect(answersIn(client.says({ body, seqno: 2 * client.content - 1 }))).toEqual([1])
    expect(closes(link)).toEqual([])
  })

  test('S22: code 35 for a call with an even number, packed or not', () => {
    const { link, client } = withClient()
    for (const body of [callBody(1), packGzip(link.env, callBody(1, 1000))]) {
      const { msg_id, heard } = client.calls(body, { seqno: 2 })
      expect(notices(heard)).toEqual([[35, msg_id]])
    }
    expect(link.calls).toEqual([])
  })

  test.each([0, 1])('S22: a ping may have number %i', seqno => {
    const { client } = withClient()
    expect(servicesOf(client.service({ _: 'ping', ping_id: 5n }, { seqno }), 'pong')).toHaveLength(1)
  })
})

describe('S23: containers, whole or nothing', () => {
  test.each([
    ['a message too many', (body: Uint8Array) => new DataView(body.buffer).setInt32(4, 1025, true)],
    ['a length that is not in words', (body: Uint8Array) => new DataView(body.buffer).setInt32(20, 6, true)],
    ['a length beyond the container', (body: Uint8Array) => new DataView(body.buffer).setInt32(20, 4000, true)],
    ['a count that leaves bytes over', (body: Uint8Array) => new DataView(body.buffer).setInt32(4, 1, true)],
  ])('code 64 for %s', (_, bend) => {
    const { link, client } = withClient()
    const body = containerOf([client.inner(callBody(1)), client.inner(callBody(2))])
    bend(body)
    const msg_id = client.nextId()
    expect(notices(client.says({ body, msg_id }))).toEqual([[64, msg_id]])
    expect(link.calls).toEqual([])
  })

  test('code 64 for a container in a container', () => {
    const { link, client } = withClient()
    const inner = containerOf([client.inner(callBody(1))])
    const body = [{ msg_id: client.nextId(), seqno: 2, body: inner }]
    const msg_id = client.nextId()
    expect(notices(client.says({ body, msg_id }))).toEqual([[64, msg_id]])
    expect(link.calls).toEqual([])
  })

  test('code 64 for a message whose id is not below that of the container', () => {
    const { link, client } = withClient()
    const first = client.inner(callBody(1))
    const msg_id = client.nextId()
    const body = [first, { ...client.inner(callBody(2)), msg_id }]
    expect(notices(client.says({ body, msg_id }))).toEqual([[64, msg_id]])
    expect(link.calls).toEqual([])
  })

  test('a fault in the number of one message refuses all of them', () => {
    const { link, client } = withClient()
    const body = [client.inner(callBody(1)), { ...client.inner(callBody(2)), seqno: 1 }]
    const msg_id = client.nextId()
    expect(notices(client.says({ body, msg_id }))).toEqual([[32, msg_id]])
    expect(link.calls).toEqual([])
  })

  test('code 33 for a message numbered above its container', () => {
    const { link, client } = withClient()
    const body = [{ ...client.inner(callBody(1)), seqno: 5 }]
    const msg_id = client.nextId()
    expect(notices(client.says({ body, msg_id, seqno: 4 }))).toEqual([[33, msg_id]])
    expect(link.calls).toEqual([])
  })

  test('the same message twice in one container is executed once', () => {
    const { link, client } = withClient()
    const message = client.inner(callBody(1))
    client.says({ body: [message, message] })
    expect(link.calls).toHaveLength(1)
  })

  test('messages older than five minutes may come inside a fresh container', () => {
    const { link, client } = withClient()
    const old = client.inner(callBody(1))
    link.now += 400_000
    expect(answersIn(client.says({ body: [old] }))).toEqual([1])
  })
})

describe('S24–S26, S29', () => {
  test.each(['msgs_ack', 'msgs_state_req', 'msg_resend_req', 'msg_resend_ans_req'] as const)(
    'S24: more than 8192 ids in %s end as −429',
    name => {
      const { link, client } = withClient()
      client.service({ _: name, msg_ids: Array.from({ length: 8193 }, (_, index) => BigInt(index)) })
      expect(closes(link)).toEqual(['TOO_MANY_IDS'])
      expect([...(link.heard('send').at(-1)?.bytes ?? [])].slice(-4)).toEqual([0x53, 0xfe, 0xff, 0xff])
    },
  )

  test('S24: 8192 ids are allowed', () => {
    const { link, client } = withClient()
    const heard = client.service({ _: 'msgs_state_req', msg_ids: Array.from({ length: 8192 }, () => 4n) })
    expect(servicesOf(heard, 'msgs_state_info')[0]?.info).toHaveLength(8192)
    expect(closes(link)).toEqual([])
  })

  test('S25: gzip beyond its bound is dropped; calls of the same container that came before it still run', () => {
    const { link, client } = withClient({ serverLimits: { gunzippedBytesMax: 10_000 } })
    const bomb = packGzip(link.env, new Uint8Array(12_000))
    client.says({ body: [client.inner(callBody(1)), client.inner(bomb)] })
    expect(closes(link)).toEqual(['GZIP_MALFORMED'])
    expect(link.calls.map(call => numberIn(call.body))).toEqual([1])
  })

  test('S25: what waits for a client that does not read is bounded by count and by bytes', () => {
    const { link, client } = withClient({ serverLimits: { queueMessagesMax: 10, queueBytesMax: 5000 } })
    client.calls(callBody(1))
    const session = link.table.get(publishedKey.auth_key_id, client.session_id)
    for (let number = 0; number < 100; number++) session?.sendUpdate(link.now, answerBody(number))
    expect(session?.queueLength).toBe(10)
    for (let number = 0; number < 100; number++) session?.sendUpdate(link.now, answerBody(number, 200))
    expect(session?.queueBytes).toBeLessThanOrEqual(5000)
  })

  test('S25: calls of one session that run at one time are bounded', () => {
    const { link, client } = withClient({ serverLimits: { runningCallsMax: 3 } })
    for (let number = 0; number < 4; number++) client.calls(callBody(number))
    expect(link.calls).toHaveLength(3)
    expect(closes(link)).toEqual(['LIMIT_EXCEEDED'])
  })

  test('S26: an answer goes to the session that asked, on a connection with several', () => {
    const { link, client } = withClient({})
    client.calls(callBody(1))
    const other = new RawClient(link, 0x0ddn)
    other.packet({})
    const { packet } = sealMessage(link.env, publishedKey, 'client', {
      server_salt: link.table.salts.current(publishedKey.auth_key_id, link.now),
      session_id: 0x0ddn,
      msg_id: client.nextId(),
      seqno: 1,
      body: callBody(2),
    })
    client.sends(packet)
    expect(link.calls.map(call => call.session.session_id)).toEqual([client.session_id, 0x0ddn])
    for (const call of link.calls) call.session.answer(link.now, call.msg_id, echo(call))
    const sessions = link.connection?.sessions ?? []
    expect(sessions.map(session => session.queueLength)).toEqual([2, 2])
  })

  test('S29: destroy_session sees only sessions of the same key, and not the one that asks', () => {
    const { link, client } = withClient()
    client.calls(callBody(1))
    const foreign = { authKey: otherKey, dc: 2, expires_at: undefined, created_at: 0 }
    link.table.open(link.now, foreign, 77n)
    link.table.open(link.now, { ...foreign, authKey: publishedKey }, 78n)
    const destroy = (session_id: bigint) => client.service({ _: 'destroy_session', session_id })
    expect(servicesOf(destroy(77n), 'destroy_session_none')).toHaveLength(1)
    expect(servicesOf(destroy(client.session_id), 'destroy_session_none')).toHaveLength(1)
    expect(servicesOf(destroy(78n), 'destroy_session_ok')).toHaveLength(1)
    expect(servicesOf(destroy(78n), 'destroy_session_none')).toHaveLength(1)
    expect(link.heard('session_destroyed').map(event => event.session.session_id)).toEqual([78n])
    expect(link.table.size).toBe(2)
  })

  test('S29: state requests and rpc_drop_answer see only their own session', () => {
    const { link, client } = withClient({})
    const { msg_id } = client.calls(callBody(1))
    const other = new RawClient(link, 0x0ddn)
    const about = (message: Parameters<typeof encodeService>[0]) =>
      sealMessage(link.env, publishedKey, 'client', {
        server_salt: link.table.salts.current(publishedKey.auth_key_id, link.now),
        session_id: other.session_id,
        msg_id: client.nextId(),
        seqno: 0,
        body: encodeService(message),
      }).packet
    const states = client.sends(about({ _: 'msgs_state_req', msg_ids: [toLong(msg_id)] }))
    expect([...(servicesOf(states, 'msgs_state_info')[0]?.info ?? [])]).toEqual([2])
    const dropped = client.sends(about({ _: 'rpc_drop_answer', req_msg_id: toLong(msg_id) }))
    expect(servicesOf(dropped, 'rpc_answer_unknown')).toHaveLength(1)
    expect(link.heard('drop_answer')).toEqual([])
  })
})

function containerOf(messages: readonly InnerMessage[]): Uint8Array {
  const bytes = new Uint8Array(containerLength(messages))
  writeContainer(bytes, 0, messages)
  return bytes
}
