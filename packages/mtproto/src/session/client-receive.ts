import { ProtocolError, SecurityError } from '../errors.ts'
import { constructorIdOf, rpc_error, serviceNameOf } from '../message/constructor-ids.ts'
import { type InnerMessage, isContainer, readContainer } from '../message/container.ts'
import { type EncryptedMessage, openMessage } from '../message/encrypted-message.ts'
import { unpackGzip } from '../message/gzip.ts'
import { timeOfMsgId, toLong, toMsgId } from '../message/msg-id.ts'
import { decodeRpcError, decodeService, type ServiceMessage } from '../message/service-message.ts'
import { RpcError } from '../rpc/rpc-error.ts'
import { decodeRpcResult, isRpcResult } from '../rpc/rpc-result.ts'
import { onBadMessage, onNewSession, onRefusedState, succeeded } from './client-corrections.ts'
import type { ClientState } from './client-state.ts'
import { infoByte, readState } from './message-state.ts'

/**
 * Takes one packet of the server through all checks of the documents, then hands its messages on.
 *
 * Whatever must be dropped ends as a `close` event; nothing is thrown.
 *
 * @see {@link https://core.telegram.org/mtproto/security_guidelines#mtproto-encrypted-messages}
 */
export function receivePacket(state: ClientState, now: number, packet: Uint8Array): void {
  try {
    // C20–C24, C36.
    const message = openMessage(state.env, state.authKey, 'server', packet)
    acceptMessage(state, now, message)
  } catch (error) {
    if (!(error instanceof SecurityError) && !(error instanceof ProtocolError)) throw error
    state.close(error)
  }
}

function acceptMessage(state: ClientState, now: number, message: EncryptedMessage): void {
  // C25. The session is ours. One that we gave up ourselves a moment ago is no attack: its messages are void.
  if (message.session_id !== state.session_id) {
    if (state.retired.includes(message.session_id)) return
    throw new SecurityError('SESSION_ID_MISMATCH', 'message for another session than ours; drop the connection')
  }
  // C26. The server's ids are odd.
  expectServerId(message.msg_id)
  const messages = messagesOf(message)
  // C28. The moment is near, once we know the time. Messages that correct clock or salt pass in any case.
  const isLate = state.synchronised && !isNear(state, now, message.msg_id)
  const accepted = isLate ? messages.filter(isCorrection) : messages
  if (accepted.length === 0 && isLate) return
  state.lastReceivedAt = now
  const outerIsContainer = isContainer(message.body)
  if (outerIsContainer && state.received.classify(message.msg_id) === 'new') state.received.add(message.msg_id, true)
  for (const inner of accepted) {
    acceptInner(state, now, inner, message.msg_id)
    // What follows a message that made us begin anew belongs to the session that is over.
    if (state.session_id !== message.session_id) return
  }
}

/** Takes a container apart; C29, C30: lengths, parity of each id, no nesting. */
function messagesOf(message: EncryptedMessage): readonly InnerMessage[] {
  if (!isContainer(message.body)) return [message]
  const messages = readContainer(message.body)
  if (typeof messages === 'string') {
    throw new SecurityError('CONTAINER_INVALID', `container with a fault in its ${messages}; drop the connection`)
  }
  for (const inner of messages) expectServerId(inner.msg_id)
  return messages
}

function expectServerId(msg_id: bigint): void {
  if ((msg_id & 1n) === 0n) {
    throw new SecurityError('MSG_ID_PARITY', 'server message with an even msg_id; drop the connection', { got: msg_id })
  }
}

function isNear(state: ClientState, now: number, msg_id: bigint): boolean {
  const ageMs = state.serverTime(now) - timeOfMsgId(msg_id)
  return ageMs <= pastMsMax && ageMs >= -futureMsMax
}

const pastMsMax = 300_000
const futureMsMax = 30_000

function isCorrection(message: InnerMessage): boolean {
  const name = serviceNameOf(message.body)
  return name === 'bad_server_salt' || name === 'bad_msg_notification'
}

function acceptInner(state: ClientState, now: number, message: InnerMessage, outer_msg_id: bigint): void {
  // C27. Every content-related message is acknowledged, a repeated one again, or its sender would never stop.
  const isContentRelated = (message.seqno & 1) === 1
  if (isContentRelated) state.acks.add(now, message.msg_id)
  if (state.received.classify(message.msg_id) !== 'new') return
  state.received.add(message.msg_id, true)
  if (isRpcResult(message.body)) {
    onRpcResult(state, now, message.body, outer_msg_id)
    return
  }
  // C30. One level of gzip, bounded.
  const body = unpackGzip(state.env, message.body, state.limits.gunzippedBytesMax)
  if (serviceNameOf(body) === undefined) {
    state.emit({ _: 'updates', body })
    return
  }
  const service = decodeService(body)
  // A service message that cannot be read says nothing; it was acknowledged above.
  if (service !== undefined) onService(state, now, service, message.msg_id, outer_msg_id)
}

/**
 * C32. An answer belongs to a call of this session that still waits; any other is ignored (and was acknowledged).
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages#response-to-an-rpc-query}
 */
function onRpcResult(state: ClientState, now: number, body: Uint8Array, outer_msg_id: bigint): void {
  const answer = decodeRpcResult(body)
  if (answer === undefined) return
  const { req_msg_id, result } = answer
  const call = state.calls.byMsgId(req_msg_id)
  if (call === undefined) {
    onDropAnswer(state, now, req_msg_id, outer_msg_id)
    return
  }
  succeeded(state, now, outer_msg_id)
  // The answer of a cancelled call is not wanted, but shows that the call is over.
  if (call.cancelled) {
    state.drop(call)
    return
  }
  state.calls.remove(call)
  const { handle } = call
  try {
    const unpacked = unpackGzip(state.env, result, state.limits.gunzippedBytesMax)
    const refusal = constructorIdOf(unpacked) === rpc_error ? decodeRpcError(unpacked) : undefined
    if (refusal === undefined) state.emit({ _: 'result', handle, result: unpacked })
    else state.emit({ _: 'error', handle, error: new RpcError(refusal.error_code, refusal.error_message) })
  } catch (error) {
    if (error instanceof ProtocolError) state.emit({ _: 'error', handle, error })
    throw error
  }
}

/** The answer to an `rpc_drop_answer`, whichever of the three it is, ends the cancelled call. */
function onDropAnswer(state: ClientState, now: number, req_msg_id: bigint, outer_msg_id: bigint): void {
  const record = state.sent.get(req_msg_id)
  if (record?.kind !== 'drop') return
  succeeded(state, now, outer_msg_id)
  state.sent.delete(req_msg_id)
  if (state.calls.get(record.call.handle) === record.call) state.drop(record.call)
}

function onService(
  state: ClientState,
  now: number,
  service: ServiceMessage,
  msg_id: bigint,
  outer_msg_id: bigint,
): void {
  switch (service._) {
    case 'msgs_ack':
      for (const id of service.msg_ids) acknowledge(state, toMsgId(id))
      return
    case 'bad_msg_notification':
      onBadMessage(state, now, toMsgId(service.bad_msg_id), service.error_code, undefined, outer_msg_id)
      return
    case 'bad_server_salt':
      onBadMessage(state, now, toMsgId(service.bad_msg_id), 48, service.new_server_salt, outer_msg_id)
      return
    case 'new_session_created':
      onNewSession(state, now, service, outer_msg_id)
      return
    case 'pong':
      onPong(state, now, service, outer_msg_id)
      return
    case 'future_salts': {
      const record = state.sent.get(toMsgId(service.req_msg_id))
      if (record?.kind !== 'salts') return
      state.sent.delete(toMsgId(service.req_msg_id))
      succeeded(state, now, outer_msg_id)
      state.salts.learn(state.serverSeconds(now), service.salts)
      state.reportSalt(now)
      return
    }
    case 'ping':
    case 'ping_delay_disconnect':
      // Either side may ping. The delay concerns a server's own connection, so it arms nothing here.
      state.post({ _: 'pong', msg_id: toLong(msg_id), ping_id: service.ping_id })
      return
    case 'msgs_state_req':
      if (service.msg_ids.length <= idsMax) {
        const info = Uint8Array.from(service.msg_ids, id => stateOfReceived(state, toMsgId(id)))
        state.post({ _: 'msgs_state_info', req_msg_id: toLong(msg_id), info })
      }
      return
    case 'msgs_state_info': {
      const record = state.sent.get(toMsgId(service.req_msg_id))
      if (record?.kind !== 'state') return
      state.sent.delete(toMsgId(service.req_msg_id))
      applyStates(state, record.msg_ids, service.info)
      return
    }
    case 'msgs_all_info':
      applyStates(state, service.msg_ids.map(toMsgId), service.info)
      return
    case 'msg_detailed_info':
      acknowledge(state, toMsgId(service.msg_id))
      fetchOrAcknowledge(state, now, toMsgId(service.answer_msg_id))
      return
    case 'msg_new_detailed_info':
      fetchOrAcknowledge(state, now, toMsgId(service.answer_msg_id))
      return
    case 'msg_resend_req':
      resend(state, service.msg_ids, msg_id)
      return
    // Answers to requests whose outcome changes nothing here, and requests that only a client makes.
    case 'destroy_session_ok':
    case 'destroy_session_none':
    case 'destroy_auth_key_ok':
    case 'destroy_auth_key_none':
    case 'destroy_auth_key_fail':
    case 'rpc_answer_unknown':
    case 'rpc_answer_dropped_running':
    case 'rpc_answer_dropped':
    case 'msg_copy':
    case 'msg_resend_ans_req':
    case 'http_wait':
    case 'rpc_drop_answer':
    case 'get_future_salts':
    case 'destroy_session':
    case 'destroy_auth_key':
      return
  }
}

/** Ids in one state or resend request that we answer. */
const idsMax = 8192

function onPong(
  state: ClientState,
  now: number,
  pong: Extract<ServiceMessage, { _: 'pong' }>,
  outer_msg_id: bigint,
): void {
  const record = state.sent.get(toMsgId(pong.msg_id))
  const { openPing } = state
  if (record?.kind !== 'ping' || record.ping_id !== pong.ping_id || openPing?.ping_id !== pong.ping_id) return
  state.sent.delete(toMsgId(pong.msg_id))
  state.openPing = undefined
  succeeded(state, now, outer_msg_id)
  state.emit({ _: 'pong', roundTripMs: now - openPing.sentAt })
}

function acknowledge(state: ClientState, msg_id: bigint): void {
  const call = state.calls.byMsgId(msg_id)
  if (call === undefined || call.acknowledged || call.at !== 'sent') return
  call.acknowledged = true
  if (!call.cancelled) state.emit({ _: 'acknowledged', handle: call.handle })
}

/** 9.4: the state of a message that the server sent, as we know it. */
function stateOfReceived(state: ClientState, msg_id: bigint): number {
  switch (state.received.classify(msg_id)) {
    case 'duplicate':
      return infoByte.received
    case 'forgotten':
      return infoByte.unknown
    case 'new':
      return msg_id > state.received.highest ? infoByte.notYet : infoByte.missing
  }
}

/** `info` has exactly one byte for each id, or it is void. */
function applyStates(state: ClientState, msg_ids: readonly bigint[], info: Uint8Array): void {
  if (info.length !== msg_ids.length) return
  for (const [index, msg_id] of msg_ids.entries()) {
    const call = state.calls.byMsgId(msg_id)
    if (call === undefined) continue
    if (readState(info[index] ?? 0) === 'received') acknowledge(state, msg_id)
    else onRefusedState(state, call)
  }
}

/** An answer exists but was not sent: acknowledge it when we have it, else ask for it. */
function fetchOrAcknowledge(state: ClientState, now: number, answer_msg_id: bigint): void {
  if (state.received.classify(answer_msg_id) === 'new') {
    state.post({ _: 'msg_resend_req', msg_ids: [toLong(answer_msg_id)] })
  } else {
    state.acks.add(now, answer_msg_id)
  }
}

/** The server wants messages again: those we still have go in a container, about the others it is told. */
function resend(state: ClientState, msg_ids: readonly bigint[], req_msg_id: bigint): void {
  if (msg_ids.length > idsMax) return
  let missing = false
  for (const id of msg_ids) {
    const call = state.calls.byMsgId(toMsgId(id))
    if (call === undefined || call.cancelled) missing = true
    else state.calls.repeat(call)
  }
  if (!missing) return
  const info = Uint8Array.from(msg_ids, id => stateOfReceived(state, toMsgId(id)))
  state.post({ _: 'msgs_state_info', req_msg_id: toLong(req_msg_id), info })
}
