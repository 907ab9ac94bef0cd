import { serviceNameOf } from '../message/constructor-ids.ts'
import { type InnerMessage, isContainer, readContainer } from '../message/container.ts'
import type { EncryptedMessage } from '../message/encrypted-message.ts'
import { timeOfMsgId } from '../message/msg-id.ts'
import type { ReceivedFact, ServerState } from './server-state.ts'

/** What a session makes of a decrypted message before anything of it is processed. */
export type Verdict =
  /** `bad_msg_notification` with this code about the message (48: `bad_server_salt`); nothing of it is processed. */
  | { readonly at: 'refuse'; readonly error_code: number }
  /** Received before, all of it: acknowledged or answered again. */
  | { readonly at: 'repeat'; readonly messages: readonly InnerMessage[] }
  | {
      readonly at: 'accept'
      /** To be processed. */
      readonly fresh: readonly InnerMessage[]
      /** Parts of a container that were received before. */
      readonly repeated: readonly InnerMessage[]
      /** Parts of a container too old to tell: refused one by one with code 20. */
      readonly forgotten: readonly InnerMessage[]
    }

/**
 * Judges a message in the order: parity of its id, repeats, time, salt, numbering, container. A container is judged as a
 * whole before any part is processed.
 *
 * Repeats come before time and salt, because a message that was executed must not be refused later, when it is repeated
 * with an old id or an old salt: its client would send the call again under a new id.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages_about_messages#notice-of-ignored-error-message}
 */
export function judge(state: ServerState, now: number, message: EncryptedMessage): Verdict {
  // S18. A client's ids are divisible by four.
  if ((message.msg_id & 3n) !== 0n) return refuse(badMsg.parity)
  const messages = isContainer(message.body) ? readContainer(message.body) : undefined
  // S20. Received before: never executed again.
  const memory = memoryOf(state, message.msg_id)
  if (memory === 'duplicate') return judgeRepeat(state, message, messages)
  // S19. The id is of about now.
  if (memory === 'forgotten') return refuse(badMsg.forgotten)
  const ageMs = now - timeOfMsgId(message.msg_id)
  if (ageMs < -futureMsMax) return refuse(badMsg.tooHigh)
  if (ageMs > pastMsMax) return refuse(badMsg.tooLow)
  // S21. The salt is valid, now or still.
  if (!state.salts.isValid(state.key.authKey.auth_key_id, message.server_salt, now)) return refuse(badMsg.salt)
  // S22. The numbering of the message itself.
  const own = numbered(message)
  const fault = numberingFault(own, state.received.neighbours(message.msg_id)) ?? parityFault(own)
  if (fault !== undefined) return refuse(fault)
  if (messages === undefined) return { at: 'accept', fresh: [message], repeated: [], forgotten: [] }
  // S23. The container, whole or nothing.
  return typeof messages === 'string' ? refuse(badMsg.container) : judgeContainer(state, message, messages)
}

/** Codes of `bad_msg_notification`. */
export const badMsg = {
  tooLow: 16,
  tooHigh: 17,
  parity: 18,
  containerRepeated: 19,
  forgotten: 20,
  seqnoTooLow: 32,
  seqnoTooHigh: 33,
  oddExpected: 35,
  salt: 48,
  container: 64,
} as const

const pastMsMax = 300_000
const futureMsMax = 30_000

/** A call that still runs is known, however long ago it came. */
function memoryOf(state: ServerState, msg_id: bigint): ReturnType<ServerState['received']['classify']> {
  return state.running.has(msg_id) ? 'duplicate' : state.received.classify(msg_id)
}

function refuse(error_code: number): Verdict {
  return { at: 'refuse', error_code }
}

/**
 * A repeated packet is harmless: all its messages are known, and are acknowledged again. A container that reuses the id
 * of another message is not.
 */
function judgeRepeat(
  state: ServerState,
  message: EncryptedMessage,
  messages: ReturnType<typeof readContainer> | undefined,
): Verdict {
  const wasContainer = state.received.get(message.msg_id)?.kind === 'container'
  if (messages === undefined)
    return wasContainer ? refuse(badMsg.containerRepeated) : { at: 'repeat', messages: [message] }
  const isSame =
    wasContainer && typeof messages !== 'string' && messages.every(inner => memoryOf(state, inner.msg_id) !== 'new')
  return isSame ? { at: 'repeat', messages } : refuse(badMsg.containerRepeated)
}

function judgeContainer(state: ServerState, container: EncryptedMessage, messages: readonly InnerMessage[]): Verdict {
  const fresh: InnerMessage[] = []
  const repeated: InnerMessage[] = []
  const forgotten: InnerMessage[] = []
  const seen = new Set<bigint>()
  for (const inner of messages) {
    if ((inner.msg_id & 3n) !== 0n || inner.msg_id >= container.msg_id) return refuse(badMsg.container)
    const memory = seen.has(inner.msg_id) ? 'duplicate' : memoryOf(state, inner.msg_id)
    seen.add(inner.msg_id)
    if (memory === 'duplicate') repeated.push(inner)
    else if (memory === 'forgotten') forgotten.push(inner)
    else fresh.push(inner)
  }
  const ascending = fresh.toSorted((a, b) => (a.msg_id < b.msg_id ? -1 : 1))
  for (const [index, inner] of ascending.entries()) {
    const before = ascending[index - 1]
    const own = numbered(inner)
    const fault =
      parityFault(own) ??
      numberingFault(own, state.received.neighbours(inner.msg_id)) ??
      numberingFault(own, { below: before === undefined ? undefined : numbered(before), above: numbered(container) })
    if (fault !== undefined) return refuse(fault)
  }
  return { at: 'accept', fresh, repeated, forgotten }
}

/** What counts for the order of numbers. */
type Numbered = Pick<ReceivedFact, 'seqno' | 'isCall'>

/**
 * Numbers grow with ids: never lower than below, never higher than above, and those of calls never equal. Since all
 * accepted messages agree, the nearest ids decide.
 */
function numberingFault(
  message: Numbered,
  near: { readonly below: Numbered | undefined; readonly above: Numbered | undefined },
): number | undefined {
  const { below, above } = near
  const isEqual = (other: Numbered) => other.seqno === message.seqno && other.isCall && message.isCall
  if (below !== undefined && (below.seqno > message.seqno || isEqual(below))) return badMsg.seqnoTooLow
  if (above !== undefined && (above.seqno < message.seqno || isEqual(above))) return badMsg.seqnoTooHigh
  return undefined
}

function numbered(message: InnerMessage): Numbered {
  return { seqno: message.seqno, isCall: !isContainer(message.body) && serviceNameOf(message.body) === undefined }
}

/**
 * Calls are content-related. For service messages clients differ, against the documents' letter: TDLib sends even
 * numbers, the official Android application odd ones, and mtcute numbers its acks and containers oddly too. Nothing
 * depends on it, so both are accepted.
 */
function parityFault({ seqno, isCall }: Numbered): number | undefined {
  return isCall && (seqno & 1) === 0 ? badMsg.oddExpected : undefined
}
