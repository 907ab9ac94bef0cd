import { describe, expect, test } from 'vitest'
import { messagesIn, RawServer } from '../../test/support/raw-peers.ts'
import { otherKey, publishedKey } from '../../test/support/session-env.ts'
import { answerBody, callBody, echo, numberIn, SessionLink } from '../../test/support/session-link.ts'
import { containerLength, type InnerMessage, writeContainer } from '../message/container.ts'
import { openMessage, sealMessage } from '../message/encrypted-message.ts'
import { packGzip } from '../message/gzip.ts'
import { msgIdAt } from '../message/msg-id.ts'
import { decodeService, encodeRpcError, encodeService } from '../message/service-message.ts'
import { encodeRpcResult } from '../rpc/rpc-result.ts'
import type { ClientEvent } from './client-event.ts'

/** A client with one call on its way, and a server that says one thing. */
function withCall(options: ConstructorParameters<typeof SessionLink>[0] = {}) {
  const link = new SessionLink(options).connect()
  const server = new RawServer(link)
  const handle = link.client.call(link.clientNow, callBody(1))
  const sent = server.hearsMessages()
  const call = sent.find(message => decodeService(message.body) === undefined)
  if (call === undefined) throw new Error('the call was not sent')
  const answer = (number = 1) => encodeRpcResult(call.msg_id, answerBody(number))
  return { link, server, handle, call, sent, answer }
}

function kinds(events: readonly ClientEvent[]): string[] {
  return events.map(event => (event._ === 'close' ? `close ${event.reason.code}` : event._))
}

/** Acknowledged ids in what the client sends next. */
function acksOf(server: RawServer, link: SessionLink): bigint[] {
  link.now += 60_000
  return server.hearsMessages().flatMap(message => {
    const service = decodeService(message.body)
    return service?._ === 'msgs_ack' ? service.msg_ids : []
  })
}

describe('an honest answer', () => {
  test('passes', () => {
    const { server, answer, handle } = withCall()
    const events = server.says({ body: answer(), seqno: 1 })
    expect(events).toContainEqual({ _: 'result', handle, result: answerBody(1) })
  })
})

describe('C20–C24, C36: what is dropped before it is looked at', () => {
  test('C20: a packet under another key', () => {
    const { link, server, answer } = withCall()
    const message = { server_salt: 0n, session_id: link.client.session_id, msg_id: server.nextId(), seqno: 1 }
    const { packet } = sealMessage(link.env, otherKey, 'server', { ...message, body: answer() })
    expect(kinds(link.clientTakes(packet))).toEqual(['close AUTH_KEY_ID_MISMATCH'])
  })

  test('C21: an encrypted part that is empty or not made of blocks', () => {
    const { link, server, answer } = withCall()
    const packet = server.packet({ body: answer(), seqno: 1 })
    expect(kinds(link.clientTakes(packet.subarray(0, 24)))).toEqual(['close MESSAGE_UNREADABLE'])
    expect(kinds(link.clientTakes(packet.subarray(0, packet.length - 4)))).toEqual(['close MESSAGE_UNREADABLE'])
  })

  test('C22: a wrong msg_key', () => {
    const { link, server, answer } = withCall()
    const packet = server.packet({ body: answer(), seqno: 1 })
    packet[9] = (packet[9] ?? 0) ^ 1
    expect(kinds(link.clientTakes(packet))).toEqual(['close MESSAGE_UNREADABLE'])
  })

  test.each([-4, 6, 1 << 20])('C23: an inner length of %i', length => {
    const { link } = withCall()
    const body = new Uint8Array(64)
    const view = new DataView(body.buffer)
    view.setBigInt64(8, link.client.session_id, true)
    view.setBigUint64(16, msgIdAt(link.now) + 1n, true)
    view.setInt32(28, length, true)
    const { packet } = link.env.crypto.seal(publishedKey, 'server', body)
    expect(kinds(link.clientTakes(packet))).toEqual(['close MESSAGE_UNREADABLE'])
  })

  test('C24: an object that would go on behind the inner length is not read', () => {
    const { link, server } = withCall()
    const future = encodeService({ _: 'future_salts', req_msg_id: 4n, now: 1, salts: [] })
    new DataView(future.buffer).setInt32(16, 1000, true)
    expect(kinds(server.says({ body: future }))).toEqual([])
    expect(link.client.openCalls).toBe(1)
  })

  test('C36: a message in the envelope of version 1', () => {
    const { link, server, answer } = withCall()
    const { sha1, igeEncrypt } = link.env.crypto
    const key = publishedKey.expose()
    const x = 8
    const body = answer()
    const plain = new Uint8Array(Math.ceil((32 + body.length) / 16) * 16)
    const view = new DataView(plain.buffer)
    view.setBigInt64(8, link.client.session_id, true)
    view.setBigUint64(16, server.nextId(), true)
    view.setInt32(24, 1, true)
    view.setInt32(28, body.length, true)
    plain.set(body, 32)
    const msg_key = sha1(plain.subarray(0, 32 + body.length)).subarray(4, 20)
    const a = sha1(msg_key, key.subarray(x, x + 32))
    const b = sha1(key.subarray(32 + x, 48 + x), msg_key, key.subarray(48 + x, 64 + x))
    const c = sha1(key.subarray(64 + x, 96 + x), msg_key)
    const d = sha1(msg_key, key.subarray(96 + x, 128 + x))
    const aes_key = Uint8Array.of(...a.subarray(0, 8), ...b.subarray(8, 20), ...c.subarray(4, 16))
    const aes_iv = Uint8Array.of(...a.subarray(8, 20), ...b.subarray(0, 8), ...c.subarray(16, 20), ...d.subarray(0, 8))
    const packet = Uint8Array.of(...publishedKey.auth_key_id_bytes, ...msg_key, ...igeEncrypt(plain, aes_key, aes_iv))
    expect(kinds(link.clientTakes(packet))).toEqual(['close MESSAGE_UNREADABLE'])
  })
})

describe('C25–C30: what is dropped or ignored by its header', () => {
  test('C25: another session_id', () => {
    const { link, server, answer } = withCall()
    const events = server.says({ body: answer(), seqno: 1, session_id: link.client.session_id ^ 1n })
    expect(kinds(events)).toEqual(['close SESSION_ID_MISMATCH'])
  })

  test('C26: an even msg_id', () => {
    const { server, answer } = withCall()
    expect(kinds(server.says({ body: answer(), seqno: 1, msg_id: server.nextId(0n) }))).toEqual(['close MSG_ID_PARITY'])
  })

  test('C27: a repeated msg_id is ignored, and acknowledged again when it is content-related', () => {
    const { link, server, answer } = withCall()
    const msg_id = server.nextId(3n)
    expect(kinds(server.says({ body: callBody(5), seqno: 1, msg_id }))).toEqual(['updates'])
    expect(acksOf(server, link)).toEqual([msg_id])
    expect(kinds(server.says({ body: callBody(5), seqno: 1, msg_id }))).toEqual([])
    expect(acksOf(server, link)).toEqual([msg_id])
    expect(kinds(server.says({ body: answer(), seqno: 3 }))).toContain('result')
  })

  test('C27: an id below all that are remembered is ignored', () => {
    const { link, server } = withCall({ client: { limits: { receivedIdsMax: 8 } } })
    const low = server.nextId(3n)
    for (let count = 0; count < 9; count++) server.says({ body: callBody(5), seqno: 1, msg_id: server.nextId(3n) })
    expect(kinds(server.says({ body: callBody(6), seqno: 1, msg_id: low }))).toEqual([])
    expect(acksOf(server, link)).toContain(low)
  })

  test.each([-301_000, 31_000])('C28: an id %i ms from now is ignored once the time is known', offsetMs => {
    const { link, server, answer, handle } = withCall()
    // An answer makes the time known.
    server.says({ body: answer(), seqno: 1 })
    expect(link.told('result').map(event => event.handle)).toEqual([handle])
    const far = msgIdAt(link.now + offsetMs)
    expect(kinds(server.says({ body: callBody(5), seqno: 3, msg_id: far + 3n }))).toEqual([])
    expect(kinds(server.says({ body: callBody(5), seqno: 3, msg_id: server.nextId(3n) }))).toEqual(['updates'])
  })

  test('C28: messages that correct the salt or the clock pass at any time', () => {
    const { link, server, answer } = withCall()
    server.says({ body: answer(), seqno: 1 })
    link.client.call(link.clientNow, callBody(2))
    const call = server.hearsMessages().find(message => numberIn(message.body) === 2)
    const about = { bad_msg_id: call?.outer.msg_id ?? 0n, bad_msg_seqno: 0, error_code: 16 }
    const msg_id = msgIdAt(link.now + 3_600_000) + 1n
    const correction = encodeService({ _: 'bad_msg_notification', ...about })
    const body = [
      { msg_id: msg_id - 8n, seqno: 1, body: callBody(5) },
      { msg_id: msg_id - 4n, seqno: 2, body: correction },
    ]
    expect(server.says({ body, msg_id })).toEqual([{ _: 'time', offsetMs: 3_600_000 }])
  })

  test('C29: an even id inside a container', () => {
    const { server, answer } = withCall()
    const body = [{ msg_id: server.nextId(0n), seqno: 1, body: answer() }]
    expect(kinds(server.says({ body, seqno: 2 }))).toEqual(['close MSG_ID_PARITY'])
  })

  test('C29: a repeated id inside a container is ignored', () => {
    const { server, answer } = withCall()
    const body = [{ msg_id: server.nextId(), seqno: 1, body: answer() }]
    expect(kinds(server.says({ body, seqno: 2 }))).toContain('result')
    expect(kinds(server.says({ body, seqno: 2 }))).toEqual([])
  })

  test('C29: lengths inside a container that do not fill it', () => {
    const { server, answer } = withCall()
    const container = containerOf([{ msg_id: server.nextId(), seqno: 1, body: answer() }])
    const body = new Uint8Array([...container, 0, 0, 0, 0])
    expect(kinds(server.says({ body, seqno: 2 }))).toEqual(['close CONTAINER_INVALID'])
  })

  test('C30: a container in a container', () => {
    const { server, answer } = withCall()
    const inner = containerOf([{ msg_id: server.nextId(), seqno: 1, body: answer() }])
    expect(kinds(server.says({ body: [{ msg_id: server.nextId(), seqno: 2, body: inner }] }))).toEqual([
      'close CONTAINER_INVALID',
    ])
  })

  test('C30: gzip in gzip', () => {
    const { link, server } = withCall()
    // Random bytes inside keep the first packing long enough for the second one to shrink it.
    const once = packGzip(link.env, new Uint8Array(40_000))
    const padded = new Uint8Array(once.length)
    padded.set(once)
    const twice = packGzip(link.env, padded)
    expect(twice).not.toBe(padded)
    expect(kinds(server.says({ body: twice, seqno: 1 }))).toEqual(['close GZIP_MALFORMED'])
  })

  test('C30: gzip beyond the bound, as an update and as an answer', () => {
    const { link, server, call } = withCall({ client: { limits: { gunzippedBytesMax: 10_000 } } })
    const bomb = packGzip(link.env, new Uint8Array(12_000))
    expect(kinds(server.says({ body: bomb, seqno: 1 }))).toEqual(['close GZIP_MALFORMED'])
    const events = kinds(server.says({ body: encodeRpcResult(call.msg_id, bomb), seqno: 3 }))
    expect(events).toEqual(['error', 'close GZIP_MALFORMED'])
  })
})

describe('C31–C35: what belongs to nothing of ours', () => {
  test('C31: notices about messages we did not send', () => {
    const { link, server } = withCall()
    const about = { bad_msg_id: 4n, bad_msg_seqno: 1 }
    expect(server.service({ _: 'bad_msg_notification', ...about, error_code: 17 })).toEqual([])
    expect(server.service({ _: 'bad_server_salt', ...about, error_code: 48, new_server_salt: 5n })).toEqual([])
    expect(link.client.server_salt).not.toBe(5n)
    expect(server.hears()).toEqual([])
  })

  test('C32: answers to calls we did not make are ignored, and acknowledged', () => {
    const { link, server } = withCall()
    const msg_id = server.nextId()
    expect(server.says({ body: encodeRpcResult(4n, answerBody(1)), seqno: 1, msg_id })).toEqual([])
    expect(server.says({ body: encodeRpcResult(0n, encodeRpcError(500, 'X')), seqno: 3 })).toEqual([])
    expect(acksOf(server, link)).toContain(msg_id)
  })

  test('C32: a second answer to a call is ignored', () => {
    const { server, answer } = withCall()
    expect(kinds(server.says({ body: answer(1), seqno: 1 }))).toContain('result')
    expect(server.says({ body: answer(2), seqno: 3 })).toEqual([])
  })

  test('C33: an answer of a wrong type goes to its own call only, and the session goes on', () => {
    const { link, server, answer, handle } = withCall()
    // The type is checked by whoever decodes the bytes; they reach only the call they answer.
    const events = server.says({ body: answer(9), seqno: 1 })
    expect(events).toContainEqual({ _: 'result', handle, result: answerBody(9) })
    expect(link.told('close')).toEqual([])
    link.client.call(link.clientNow, callBody(2))
    expect(server.hears()).toHaveLength(1)
  })

  test('C34: nothing but the host decides about keys: a session has no word for it', () => {
    const { link, server } = withCall()
    const events = server.service({ _: 'destroy_auth_key_ok' })
    expect(events).toEqual([])
    expect(server.packet({}).subarray(0, 8)).toEqual(publishedKey.auth_key_id_bytes)
    expect(link.client.openCalls).toBe(1)
  })

  test('C35: a call is repeated under its id inside a container only, and executed once', () => {
    const link = new SessionLink({ answer: echo }).connect()
    const handle = link.client.call(link.clientNow, callBody(3))
    for (const bytes of link.clientSends()) link.serverTakes(bytes)
    // The answer is lost with the connection.
    link.serverSends()
    link.disconnect().connect()
    const again = link.client.flush(link.clientNow).map(packet => openMessage(link.env, publishedKey, 'client', packet))
    const [repeated] = again.filter(packet => messagesIn(packet).some(inner => numberIn(inner.body) === 3))
    expect(repeated === undefined ? [] : messagesIn(repeated).length).not.toBe(0)
    expect(repeated?.msg_id).not.toBe(link.calls[0]?.msg_id)
    expect(repeated === undefined ? [] : messagesIn(repeated).map(inner => inner.msg_id)).toContain(
      link.calls[0]?.msg_id,
    )
    link.disconnect().connect().settle()
    expect(link.calls).toHaveLength(1)
    expect(link.told('result').map(event => event.handle)).toEqual([handle])
  })
})

function containerOf(messages: readonly InnerMessage[]): Uint8Array {
  const bytes = new Uint8Array(containerLength(messages))
  writeContainer(bytes, 0, messages)
  return bytes
}
