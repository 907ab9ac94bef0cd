import { type InnerMessage, innerHeaderBytes } from '../message/container.ts'
import { sealMessage } from '../message/encrypted-message.ts'
import { toLong } from '../message/msg-id.ts'
import { encodeService } from '../message/service-message.ts'
import type { Call } from './client-calls.ts'
import { saltsMax } from './client-salts.ts'
import type { ClientState, SentRecord } from './client-state.ts'

/**
 * Takes everything that waits and makes packets of it: parallel calls, acknowledgements and service messages share
 * containers. Ids and numbers are given in one order, so that `seqno` and `msg_id` always agree.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages#simple-container}
 */
export function collectPackets(state: ClientState, now: number): Uint8Array[] {
  const outgoing: Outgoing[] = []
  takeServices(state, now, outgoing)
  state.calls.settle()
  for (const call of state.calls.again) outgoing.push({ call, body: call.body, repeated: true })
  for (const call of state.calls.waiting) outgoing.push({ call, body: call.body, repeated: false })
  if (outgoing.length === 0) return []
  // Acknowledgements never travel alone before they are due, but always along.
  takeAcks(state, outgoing)
  return packetsOf(state, outgoing).map(portion => sealPortion(state, now, portion))
}

/** One message about to be sent: a call, or a service message with its record. */
type Outgoing =
  | { readonly body: Uint8Array; readonly call: Call; readonly repeated: boolean }
  | { readonly body: Uint8Array; readonly call?: undefined; readonly record: SentRecord }

function takeServices(state: ClientState, now: number, outgoing: Outgoing[]): void {
  const { limits, services } = state
  for (const { message, record } of services.splice(0)) outgoing.push({ body: encodeService(message), record })
  if (now >= state.saltRequestAt && state.salts.isShort(state.serverSeconds(now))) {
    state.saltRequestAt = now + limits.saltRequestIntervalMs
    outgoing.push({ body: encodeService({ _: 'get_future_salts', num: saltsMax }), record: { kind: 'salts' } })
  }
  if (now >= state.nextPingAt && state.openPing === undefined) {
    const ping_id = ++state.lastPingId
    const disconnect_delay = Math.ceil(limits.disconnectDelayMs / 1000)
    state.openPing = { ping_id, sentAt: now }
    state.nextPingAt = now + limits.pingIntervalMs
    outgoing.push({
      body: encodeService({ _: 'ping_delay_disconnect', ping_id, disconnect_delay }),
      record: { kind: 'ping', ping_id },
    })
  }
  const silent = silentCalls(state, now)
  if (silent.length > 0) {
    outgoing.push({
      body: encodeService({ _: 'msgs_state_req', msg_ids: silent.map(toLong) }),
      record: { kind: 'state', msg_ids: silent },
    })
  }
  if (state.acks.dueAt !== undefined && now >= state.acks.dueAt) takeAcks(state, outgoing)
}

/** Calls about which the server has said nothing for too long. */
function silentCalls(state: ClientState, now: number): bigint[] {
  const msg_ids: bigint[] = []
  for (const call of state.calls.sent()) {
    if (call.at !== 'sent' || call.acknowledged || now - call.touchedAt < state.limits.stateRequestMs) continue
    call.touchedAt = now
    msg_ids.push(call.msg_id)
    if (msg_ids.length === stateIdsMax) break
  }
  return msg_ids
}

/** Ids in one of our `msgs_state_req`; further calls are asked about later. */
const stateIdsMax = 1024

function takeAcks(state: ClientState, outgoing: Outgoing[]): void {
  for (const msg_ids of state.acks.take()) {
    outgoing.push({
      body: encodeService({ _: 'msgs_ack', msg_ids: msg_ids.map(toLong) }),
      record: { kind: 'acks', msg_ids },
    })
  }
}

/** Cuts the messages into packets by count and size. */
function packetsOf(state: ClientState, outgoing: readonly Outgoing[]): Outgoing[][] {
  const { containerMessagesMax, containerBytesMax } = state.limits
  const packets: Outgoing[][] = []
  let open: Outgoing[] = []
  let bytes = 0
  for (const message of outgoing) {
    const cost = innerHeaderBytes + message.body.length
    const alone = message.call?.alone === true
    if (alone) {
      packets.push([message])
      continue
    }
    if (open.length > 0 && (open.length >= containerMessagesMax || bytes + cost > containerBytesMax)) {
      packets.push(open)
      open = []
      bytes = 0
    }
    open.push(message)
    bytes += cost
  }
  if (open.length > 0) packets.push(open)
  return packets
}

function sealPortion(state: ClientState, now: number, portion: readonly Outgoing[]): Uint8Array {
  const messages = portion.map(message => identify(state, now, message))
  const [first] = portion
  const [only] = messages
  const server_salt = state.salts.current(state.serverSeconds(now))
  state.reportSalt(now)
  const { session_id } = state
  // A message under an id that was used before is allowed inside a container only, even alone.
  const bare = messages.length === 1 && !(first?.call !== undefined && first.repeated)
  if (bare && only !== undefined) {
    transmitted(state, now, portion, only.msg_id)
    return seal(state, { server_salt, session_id, ...only })
  }
  // The id of a container is above those of its messages, and its seqno even and not below theirs.
  const msg_id = nextId(state, now)
  state.remember(msg_id, { kind: 'container', msg_ids: messages.map(message => message.msg_id) })
  transmitted(state, now, portion, msg_id)
  return seal(state, { server_salt, session_id, msg_id, seqno: 2 * state.contentCount, body: messages })
}

function seal(state: ClientState, envelope: Parameters<typeof sealMessage>[3]): Uint8Array {
  return sealMessage(state.env, state.authKey, 'client', envelope, 'rounded').packet
}

/** Gives a message its id and number: calls are content-related, all our service messages are not. */
function identify(state: ClientState, now: number, message: Outgoing): InnerMessage {
  const { body, call } = message
  if (call !== undefined && message.repeated) return { msg_id: call.msg_id, seqno: call.seqno, body }
  const msg_id = nextId(state, now)
  if (call === undefined) {
    state.remember(msg_id, message.record)
    return { msg_id, seqno: 2 * state.contentCount, body }
  }
  const seqno = 2 * state.contentCount + 1
  state.contentCount++
  state.calls.identify(call, msg_id, seqno)
  return { msg_id, seqno, body }
}

function transmitted(state: ClientState, now: number, portion: readonly Outgoing[], carrier_msg_id: bigint): void {
  for (const { call } of portion) if (call !== undefined) state.calls.transmitted(now, call, carrier_msg_id)
}

function nextId(state: ClientState, now: number): bigint {
  return state.ids.generator.next(state.serverTime(now), 'client')
}
