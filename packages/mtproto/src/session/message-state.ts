/**
 * The bytes of `msgs_state_info`, one for each message asked about.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages_about_messages#informational-message-regarding-status-of-messages}
 */
export const infoByte = {
  /** Nothing is known: the id is too low, the message may be forgotten. */
  unknown: 1,
  /** Not received, though ids above it were. */
  missing: 2,
  /** Not received; the id is above all others. */
  notYet: 3,
  /** Received. */
  received: 4,
  /** Added: already acknowledged. */
  acknowledged: 8,
  /** Added: needs no acknowledgement. */
  needsNoAck: 16,
  /** Added: an RPC query that runs or is done. */
  query: 32,
  /** Added: a content-related answer exists. */
  answered: 64,
  /** Added: the other side knows that it was received. */
  known: 128,
} as const

/** Whether the other side has a message, by its byte. */
export function readState(byte: number): 'received' | 'lost' {
  return (byte & 7) === infoByte.received ? 'received' : 'lost'
}
