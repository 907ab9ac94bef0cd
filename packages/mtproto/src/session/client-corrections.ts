import { ProtocolError } from '../errors.ts'
import { MsgIdGenerator, timeOfMsgId, toLong, toMsgId } from '../message/msg-id.ts'
import type { ServiceMessage } from '../message/service-message.ts'
import type { Call } from './client-calls.ts'
import { type ClientState, randomSessionId, type SentRecord } from './client-state.ts'
import { ReceivedIds } from './received-ids.ts'

/**
 * Reacts to `bad_msg_notification` and `bad_server_salt`, code by code.
 *
 * A refused message was not processed. When its transmission was the only one, it gets a new id. When an earlier one may
 * have arrived, it keeps its id and goes into a fresh container, so that no call is ever executed twice.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message}
 */
export function onBadMessage(
  state: ClientState,
  now: number,
  bad_msg_id: bigint,
  error_code: number,
  new_server_salt: bigint | undefined,
  outer_msg_id: bigint,
): void {
  // C31. Only about a recent message of our own.
  if (state.calls.byMsgId(bad_msg_id)?.at !== 'sent' && !state.sent.has(bad_msg_id)) return
  const refused = refusedBy(state, bad_msg_id)
  if (!mayCorrect(state, bad_msg_id)) {
    giveUp(state, refused, error_code)
    return
  }
  switch (error_code) {
    case 16:
      // Our clock is behind, or the message waited too long. The notification's own id tells the time.
      synchronise(state, now, outer_msg_id)
      rebuildAll(state, now, refused)
      return
    case 17:
      // Our clock is ahead. Ids of this session can no longer be undercut, so it begins anew.
      synchronise(state, now, outer_msg_id)
      renewSession(state, now)
      return
    case 20:
      // Too old for the server to tell. It is sent again: calls that must not run twice carry a random_id.
      for (const { call } of refused) if (call !== undefined) call.transmissions = 1
      rebuildAll(state, now, refused)
      return
    case 48:
      if (new_server_salt !== undefined) {
        synchronise(state, now, outer_msg_id)
        state.salts.correct(state.serverSeconds(now), new_server_salt)
        state.reportSalt(now)
        rebuildAll(state, now, refused)
      }
      return
    case 64:
      // The container cannot be read: its messages travel one by one.
      for (const { call } of refused) if (call !== undefined) call.alone = true
      rebuildAll(state, now, refused)
      return
    case 19:
    case 32:
    case 33:
      // Our numbering does not agree with what the server remembers: begin anew and send everything again.
      renewSession(state, now)
      return
    default:
      // 18, 34, 35 and unknown codes: a fault that sending again would repeat. The session closes; the next begins anew.
      renewSession(state, now)
      state.close(badMessage(error_code))
  }
}

/** An answer came: the numbering, the salt and the clock are right. `outer_msg_id` is the id of the packet's message. */
export function succeeded(state: ClientState, now: number, outer_msg_id: bigint): void {
  state.corrections = 0
  const aheadMs = state.serverTime(now) - timeOfMsgId(outer_msg_id)
  if (!state.synchronised || aheadMs > laggingMs) synchronise(state, now, outer_msg_id)
}

/** An answer whose id lags more than this behind shows that our idea of the server's clock is wrong. */
const laggingMs = 15_000

/** Takes the server's clock from a fresh message of it. */
function synchronise(state: ClientState, now: number, msg_id: bigint): void {
  const offsetMs = Math.round(timeOfMsgId(msg_id) - now)
  state.synchronised = true
  if (Math.abs(offsetMs - state.offsetMs) < toleranceMs) return
  state.offsetMs = offsetMs
  state.emit({ _: 'time', offsetMs })
}

/** Differences below this are the way of the packet, not the clock. */
const toleranceMs = 2000

/**
 * `new_session_created`: everything sent below `first_msg_id` never reached this session of the server, and is sent
 * again under its old id, inside a container.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages#new-session-creation-notification}
 */
export function onNewSession(
  state: ClientState,
  now: number,
  message: Extract<ServiceMessage, { _: 'new_session_created' }>,
  outer_msg_id: bigint,
): void {
  const { unique_id } = message
  if (state.uniqueIds.has(unique_id)) return
  state.uniqueIds.add(unique_id)
  if (state.uniqueIds.size > uniqueIdsMax) {
    const [oldest] = state.uniqueIds
    if (oldest !== undefined) state.uniqueIds.delete(oldest)
  }
  if (!state.synchronised) synchronise(state, now, outer_msg_id)
  state.salts.announce(state.serverSeconds(now), message.server_salt)
  state.reportSalt(now)
  const first_msg_id = toMsgId(message.first_msg_id)
  for (const call of [...state.calls.sent()]) if (call.carrier_msg_id < first_msg_id) onRefusedState(state, call)
  state.emit({ _: 'new_session', unique_id })
}

const uniqueIdsMax = 64

/** The server does not have a message that we sent. */
export function onRefusedState(state: ClientState, call: Call): void {
  if (call.at !== 'sent') return
  if (call.cancelled) state.drop(call)
  else state.calls.repeat(call)
}

/**
 * Begins another session: new id, numbers from zero, everything unanswered is sent again under new ids. The server is
 * told to forget the old one.
 */
function renewSession(state: ClientState, now: number): void {
  const old = state.session_id
  state.retired.push(old)
  if (state.retired.length > retiredMax) state.retired.shift()
  state.session_id = randomSessionId(state.env)
  state.ids.generator = new MsgIdGenerator(state.env.crypto.random(3))
  state.contentCount = 0
  state.received = new ReceivedIds(state.limits.receivedIdsMax)
  state.acks.clear()
  state.sent.clear()
  state.services.length = 0
  state.correctedUpTo = 0n
  state.openPing = undefined
  state.nextPingAt = now
  state.saltRequestAt = now
  for (const call of [...state.calls.all()]) {
    if (call.cancelled) state.drop(call)
    else state.calls.rebuild(call)
  }
  state.post({ _: 'destroy_session', session_id: old })
  state.emit({ _: 'session_renewed', session_id: state.session_id })
}

const retiredMax = 8

interface Refused {
  readonly call?: Call
  readonly record?: SentRecord
}

/** What a refusal is about: a message, or all messages of a container. */
function refusedBy(state: ClientState, bad_msg_id: bigint): Refused[] {
  const record = state.sent.get(bad_msg_id)
  const msg_ids = record?.kind === 'container' ? record.msg_ids : [bad_msg_id]
  if (record?.kind === 'container') state.sent.delete(bad_msg_id)
  const refused: Refused[] = []
  for (const msg_id of msg_ids) {
    const call = state.calls.byMsgId(msg_id)
    if (call !== undefined) {
      // A call that travelled in another container since then is not concerned, unless it is named itself.
      const isMeant = call.carrier_msg_id === bad_msg_id || call.msg_id === bad_msg_id
      if (call.at === 'sent' && isMeant) refused.push({ call })
      continue
    }
    const service = state.sent.get(msg_id)
    if (service === undefined || service.kind === 'container') continue
    state.sent.delete(msg_id)
    refused.push({ record: service })
  }
  return refused
}

/** Counts corrections that follow one another without success; refusals of packets sent meanwhile are one correction. */
function mayCorrect(state: ClientState, bad_msg_id: bigint): boolean {
  if (bad_msg_id <= state.correctedUpTo) return true
  state.correctedUpTo = state.ids.generator.last
  state.corrections++
  return state.corrections <= state.limits.correctionsMax
}

function giveUp(state: ClientState, refused: readonly Refused[], error_code: number): void {
  const error = new ProtocolError(
    'CORRECTIONS_EXHAUSTED',
    `the server refused our messages ${state.corrections} times in a row, at last with code ${error_code}; ` +
      'check the clock and the server, then connect again',
    { got: error_code },
  )
  state.corrections = 0
  for (const { call } of refused) {
    if (call === undefined) continue
    state.calls.remove(call)
    state.emit(call.cancelled ? { _: 'dropped', handle: call.handle } : { _: 'error', handle: call.handle, error })
  }
  state.close(error)
}

function rebuildAll(state: ClientState, now: number, refused: readonly Refused[]): void {
  for (const { call, record } of refused) {
    if (call !== undefined) rebuildCall(state, call)
    else if (record !== undefined) repost(state, now, record)
  }
}

function rebuildCall(state: ClientState, call: Call): void {
  if (call.cancelled) {
    // It was refused, so there is nothing to drop any more, unless an earlier transmission arrived.
    if (call.transmissions <= 1) state.drop(call)
    return
  }
  call.transmissions--
  if (call.transmissions <= 0) state.calls.rebuild(call)
  else state.calls.repeat(call)
}

/** Puts a refused service message back where it came from. */
function repost(state: ClientState, now: number, record: SentRecord): void {
  switch (record.kind) {
    case 'ping':
      if (state.openPing?.ping_id === record.ping_id) state.openPing = undefined
      state.nextPingAt = now
      return
    case 'salts':
      state.saltRequestAt = now
      return
    case 'acks':
      for (const msg_id of record.msg_ids) state.acks.add(now, msg_id)
      return
    case 'drop':
      if (state.calls.get(record.call.handle) === record.call) requestDrop(state, record.call)
      return
    case 'state':
      for (const msg_id of record.msg_ids) {
        const call = state.calls.byMsgId(msg_id)
        if (call !== undefined) call.touchedAt = now - state.limits.stateRequestMs
      }
      return
    case 'other':
      state.post(record.message, record)
      return
    case 'container':
      return
  }
}

/** Asks the server to forget the answer of a cancelled call. */
export function requestDrop(state: ClientState, call: Call): void {
  state.post({ _: 'rpc_drop_answer', req_msg_id: toLong(call.msg_id) }, { kind: 'drop', call })
}

function badMessage(error_code: number): ProtocolError {
  return new ProtocolError(
    'BAD_MSG',
    `the server refused a message of ours with code ${error_code}; the session begins anew at the next connection`,
    { got: error_code },
  )
}
