import { ProtocolError } from '../errors.ts'
import { serviceNameOf } from '../message/constructor-ids.ts'
import type { InnerMessage } from '../message/container.ts'
import { isContainer } from '../message/container.ts'
import type { EncryptedMessage } from '../message/encrypted-message.ts'
import { unpackGzip } from '../message/gzip.ts'
import { toLong, toMsgId } from '../message/msg-id.ts'
import {
  decodeService,
  encodeRpcError,
  encodeService,
  idsPerMessageMax,
  type ServiceMessage,
} from '../message/service-message.ts'
import { encodeRpcResult } from '../rpc/rpc-result.ts'
import { infoByte } from './message-state.ts'
import { badMsg, judge } from './server-checks.ts'
import type { ServerCall, ServerState } from './server-state.ts'
import type { SessionCarrier } from './session-carrier.ts'

/** What a received message asks of the host. */
export type SessionRequest =
  | { readonly _: 'call'; readonly msg_id: bigint; readonly body: Uint8Array }
  | { readonly _: 'drop_answer'; readonly msg_id: bigint }
  | { readonly _: 'destroy_auth_key'; readonly msg_id: bigint }
  | { readonly _: 'destroy_session'; readonly msg_id: bigint; readonly session_id: bigint }

/**
 * Takes one decrypted message: checks, repeats, acknowledgements, service messages. Calls come back as requests.
 *
 * @param carrier - the connection it came by
 * @param requests - takes what the host has to do, also when an error follows: those calls run already
 * @returns whether the message was accepted
 * @throws {ProtocolError} `TOO_MANY_IDS`, `LIMIT_EXCEEDED`: answer −429 and close; `GZIP_MALFORMED`: close
 */
export function receiveMessage(
  state: ServerState,
  now: number,
  carrier: SessionCarrier,
  message: EncryptedMessage,
  requests: SessionRequest[],
): boolean {
  const verdict = judge(state, now, message)
  switch (verdict.at) {
    case 'refuse':
      state.refuse(now, message, verdict.error_code, carrier)
      return false
    case 'repeat':
      for (const inner of verdict.messages) repeat(state, now, carrier, inner)
      return true
    case 'accept': {
      announce(state, now, message, verdict.fresh, carrier)
      if (isContainer(message.body))
        state.received.add(message.msg_id, { seqno: message.seqno, kind: 'container', isCall: false })
      for (const inner of verdict.forgotten) state.refuse(now, inner, badMsg.forgotten, carrier)
      for (const inner of verdict.repeated) repeat(state, now, carrier, inner)
      // Acknowledgements and states first, then services, then calls.
      for (const inner of verdict.fresh.toSorted((a, b) => rank(a) - rank(b))) {
        process(state, now, carrier, inner, requests)
      }
      return true
    }
  }
}

/**
 * `new_session_created`, when the session begins and when a still lower id arrives. Its `first_msg_id` is the lowest of
 * the packet, so that a client resends nothing that arrived.
 */
function announce(
  state: ServerState,
  now: number,
  message: EncryptedMessage,
  fresh: readonly InnerMessage[],
  carrier: SessionCarrier,
): void {
  if (state.first_msg_id !== undefined && message.msg_id >= state.first_msg_id) return
  let first_msg_id = message.msg_id
  for (const inner of fresh) if (inner.msg_id < first_msg_id) first_msg_id = inner.msg_id
  state.first_msg_id = first_msg_id
  const server_salt = state.salts.current(state.key.authKey.auth_key_id, now)
  const body = encodeService({
    _: 'new_session_created',
    first_msg_id: toLong(first_msg_id),
    unique_id: state.unique_id,
    server_salt,
  })
  state.enqueue(now, 'notification', body, carrier)
}

function rank(message: InnerMessage): number {
  const name = serviceNameOf(message.body)
  if (name === undefined) return 2
  return stateMessages.has(name) ? 0 : 1
}

const stateMessages: ReadonlySet<string> = new Set([
  'msgs_ack',
  'msgs_state_req',
  'msg_resend_req',
  'msg_resend_ans_req',
])

/** A message that came before: whatever it asked for is not done again. */
function repeat(state: ServerState, now: number, carrier: SessionCarrier, message: InnerMessage): void {
  const call = state.received.get(message.msg_id)?.call ?? state.running.get(message.msg_id)
  const { answer } = call ?? {}
  if (answer !== undefined && state.queue.get(answer.msg_id) === answer) {
    state.repeat(answer, carrier)
    return
  }
  if (call !== undefined && answer !== undefined && !call.settled) {
    // The answer had to be given up for want of room. Saying so is better than silence.
    const lost = encodeRpcResult(call.msg_id, encodeRpcError(500, 'ANSWER_LOST'))
    call.answer = state.enqueue(now, 'answer', lost, carrier, call.msg_id)
    return
  }
  // The connection the repeat came by is the one that lives.
  if (call !== undefined) call.carrier = carrier
  if ((message.seqno & 1) === 1) state.acks.add(now, message.msg_id)
}

function process(
  state: ServerState,
  now: number,
  carrier: SessionCarrier,
  message: InnerMessage,
  requests: SessionRequest[],
): void {
  const { msg_id, seqno } = message
  if (serviceNameOf(message.body) === undefined) {
    const call = receiveCall(state, now, carrier, message)
    requests.push({ _: 'call', msg_id, body: call })
    return
  }
  state.received.add(msg_id, { seqno, kind: 'message', isCall: false })
  const service = decodeService(message.body)
  const isContentRelated = (seqno & 1) === 1
  if (service === undefined || !onService(state, now, carrier, msg_id, service, requests)) {
    if (isContentRelated) state.acks.add(now, msg_id)
  }
}

/** A call runs from here on; its acknowledgement waits a little for the answer, which would make it needless. */
function receiveCall(state: ServerState, now: number, carrier: SessionCarrier, message: InnerMessage): Uint8Array {
  if (state.running.size >= state.limits.runningCallsMax) {
    throw new ProtocolError(
      'LIMIT_EXCEEDED',
      `more than ${state.limits.runningCallsMax} calls of one session at a time`,
    )
  }
  const { msg_id, seqno } = message
  const body = unpackGzip(state.env, message.body, state.limits.gunzippedBytesMax)
  const call: ServerCall = { msg_id, at: 'running', carrier, answer: undefined, settled: false }
  state.received.add(msg_id, { seqno, kind: 'message', isCall: true, call })
  state.running.set(msg_id, call)
  state.acks.add(now, msg_id)
  return body
}

/** @returns whether what is sent back acknowledges the message by itself */
function onService(
  state: ServerState,
  now: number,
  carrier: SessionCarrier,
  msg_id: bigint,
  service: ServiceMessage,
  requests: SessionRequest[],
): boolean {
  switch (service._) {
    case 'msgs_ack':
      for (const id of bounded(service.msg_ids)) onAck(state, toMsgId(id))
      return true
    case 'ping':
      state.post(now, { _: 'pong', msg_id: toLong(msg_id), ping_id: service.ping_id }, carrier)
      return true
    case 'ping_delay_disconnect':
      state.post(now, { _: 'pong', msg_id: toLong(msg_id), ping_id: service.ping_id }, carrier)
      carrier.disconnectAt(now + Math.max(0, service.disconnect_delay) * 1000)
      return true
    case 'get_future_salts': {
      const salts = state.salts.future(state.key.authKey.auth_key_id, now, service.num)
      const seconds = Math.floor(now / 1000)
      state.post(now, { _: 'future_salts', req_msg_id: toLong(msg_id), now: seconds, salts }, carrier)
      return true
    }
    case 'msgs_state_req': {
      const info = Uint8Array.from(bounded(service.msg_ids), id => stateOf(state, toMsgId(id)))
      state.post(now, { _: 'msgs_state_info', req_msg_id: toLong(msg_id), info }, carrier)
      return true
    }
    case 'msg_resend_req':
      resend(state, now, carrier, msg_id, bounded(service.msg_ids).map(toMsgId))
      return false
    case 'msg_resend_ans_req':
      for (const id of bounded(service.msg_ids)) {
        const answer = state.received.get(toMsgId(id))?.call?.answer
        if (answer !== undefined && state.queue.get(answer.msg_id) === answer) state.repeat(answer, carrier)
      }
      return false
    case 'rpc_drop_answer':
      dropAnswer(state, now, carrier, msg_id, toMsgId(service.req_msg_id), requests)
      return true
    case 'destroy_session':
      requests.push({ _: 'destroy_session', msg_id, session_id: service.session_id })
      return true
    case 'destroy_auth_key':
      requests.push({ _: 'destroy_auth_key', msg_id })
      return true
    // Information that asks for nothing, http_wait outside HTTP, and what only a server says.
    case 'msgs_state_info':
    case 'msgs_all_info':
    case 'msg_detailed_info':
    case 'msg_new_detailed_info':
    case 'http_wait':
    case 'msg_copy':
    case 'pong':
    case 'future_salts':
    case 'new_session_created':
    case 'bad_msg_notification':
    case 'bad_server_salt':
    case 'rpc_answer_unknown':
    case 'rpc_answer_dropped_running':
    case 'rpc_answer_dropped':
    case 'destroy_session_ok':
    case 'destroy_session_none':
    case 'destroy_auth_key_ok':
    case 'destroy_auth_key_none':
    case 'destroy_auth_key_fail':
      return false
  }
}

/** S24. At most 8192 ids in one message. */
function bounded(msg_ids: readonly bigint[]): readonly bigint[] {
  if (msg_ids.length > idsPerMessageMax) {
    throw new ProtocolError('TOO_MANY_IDS', `${msg_ids.length} ids in one message, allowed are ${idsPerMessageMax}`, {
      got: msg_ids.length,
      expected: idsPerMessageMax,
    })
  }
  return msg_ids
}

function onAck(state: ServerState, msg_id: bigint): void {
  const message = state.queue.get(msg_id)
  // What was never sent cannot have been received.
  if (message === undefined || (message.at === 'ready' && !message.repeated)) return
  state.queue.delete(msg_id)
  const call = message.req_msg_id === undefined ? undefined : state.received.get(message.req_msg_id)?.call
  if (call !== undefined) call.settled = true
}

/** The state of a message of the client, with all that is known about it. */
function stateOf(state: ServerState, msg_id: bigint): number {
  const call = state.running.get(msg_id) ?? state.received.get(msg_id)?.call
  if (call !== undefined) {
    const { received, acknowledged, query, answered } = infoByte
    return received | acknowledged | query | (call.answer === undefined ? 0 : answered)
  }
  const fact = state.received.get(msg_id)
  if (fact !== undefined)
    return infoByte.received | ((fact.seqno & 1) === 1 ? infoByte.acknowledged : infoByte.needsNoAck)
  if (state.received.classify(msg_id) === 'forgotten') return infoByte.unknown
  return msg_id > state.received.highest ? infoByte.notYet : infoByte.missing
}

/** Messages that are still kept go again in a container; about the others the client is told what is known. */
function resend(
  state: ServerState,
  now: number,
  carrier: SessionCarrier,
  req_msg_id: bigint,
  msg_ids: readonly bigint[],
): void {
  let isComplete = true
  for (const id of msg_ids) {
    const message = state.queue.get(id)
    if (message === undefined) isComplete = false
    else state.repeat(message, carrier)
  }
  if (isComplete) return
  const info = Uint8Array.from(msg_ids, id =>
    state.queue.get(id) === undefined ? stateOf(state, id) : infoByte.received,
  )
  state.post(now, { _: 'msgs_state_info', req_msg_id: toLong(req_msg_id), info }, carrier)
}

/**
 * `rpc_drop_answer`: nothing known, running (then the call itself is answered too), or ready and taken back.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages#cancellation-of-an-rpc-query}
 */
function dropAnswer(
  state: ServerState,
  now: number,
  carrier: SessionCarrier,
  msg_id: bigint,
  req_msg_id: bigint,
  requests: SessionRequest[],
): void {
  const reply = (to: bigint, service: ServiceMessage) =>
    state.enqueue(now, 'answer', encodeRpcResult(to, encodeService(service)), carrier, to)
  const running = state.running.get(req_msg_id)
  if (running !== undefined) {
    reply(msg_id, { _: 'rpc_answer_dropped_running' })
    state.running.delete(req_msg_id)
    state.acks.delete(req_msg_id)
    running.answer = reply(req_msg_id, { _: 'rpc_answer_dropped_running' })
    running.at = 'failed'
    finish(state, running)
    requests.push({ _: 'drop_answer', msg_id: req_msg_id })
    return
  }
  const ready = state.received.get(req_msg_id)?.call
  const answer = ready?.answer
  if (ready !== undefined && answer !== undefined && state.queue.delete(answer.msg_id)) {
    ready.settled = true
    const { seqno, body } = answer
    reply(msg_id, { _: 'rpc_answer_dropped', msg_id: toLong(answer.msg_id), seq_no: seqno, bytes: body.length })
    return
  }
  reply(msg_id, { _: 'rpc_answer_unknown' })
}

/** Tells those who wait for a call, as `invokeAfterMsg` does, that it is over. */
export function finish(state: ServerState, call: ServerCall): void {
  const listeners = state.listeners.get(call.msg_id)
  if (listeners === undefined) return
  state.listeners.delete(call.msg_id)
  state.listenerCount -= listeners.size
  for (const listener of listeners) listener(call.at === 'done' ? 'done' : 'failed')
}
