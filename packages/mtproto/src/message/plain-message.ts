/**
 * Unencrypted messages, which carry nothing but the key exchange.
 *
 * @see {@link https://core.telegram.org/mtproto/description#unencrypted-message}
 */

import { ProtocolError } from '../errors.ts'

/** An unencrypted message without its envelope. */
export interface PlainMessage {
  readonly msg_id: bigint
  /** One TL object, perhaps with random bytes behind it, which the reader ignores. A view of the payload. */
  readonly data: Uint8Array
}

/** Whether a payload is unencrypted: its `auth_key_id` is zero. */
export function isPlainMessage(payload: Uint8Array): boolean {
  return payload.length >= 8 && payload.subarray(0, 8).every(byte => byte === 0)
}

/** Puts `auth_key_id` 0, `msg_id` and the length in front of an object. */
export function encodePlainMessage(msg_id: bigint, data: Uint8Array): Uint8Array {
  const payload = new Uint8Array(headerBytes + data.length)
  const view = new DataView(payload.buffer)
  view.setBigInt64(8, msg_id, true)
  view.setInt32(16, data.length, true)
  payload.set(data, headerBytes)
  return payload
}

/**
 * Takes an unencrypted message out of a payload. Bytes behind `message_data_length` are ignored.
 *
 * @throws {ProtocolError} `NOT_PLAIN` for an encrypted message, `PLAIN_MESSAGE_MALFORMED` for a length that is negative,
 *   not divisible by four, or beyond the payload
 */
export function decodePlainMessage(payload: Uint8Array): PlainMessage {
  if (!isPlainMessage(payload)) {
    throw new ProtocolError('NOT_PLAIN', 'this message is not an unencrypted one; only those belong to a key exchange')
  }
  if (payload.length < headerBytes) {
    throw new ProtocolError('PLAIN_MESSAGE_MALFORMED', 'an unencrypted message ends within its header', {
      got: payload.length,
      expected: headerBytes,
    })
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length)
  const message_data_length = view.getInt32(16, true)
  const available = payload.length - headerBytes
  if (message_data_length < 0 || message_data_length % 4 !== 0 || message_data_length > available) {
    throw new ProtocolError('PLAIN_MESSAGE_MALFORMED', 'message_data_length does not fit the message around it', {
      got: message_data_length,
      expected: available,
    })
  }
  return {
    msg_id: view.getBigInt64(8, true),
    data: payload.subarray(headerBytes, headerBytes + message_data_length),
  }
}

const headerBytes = 20

/**
 * Makes message ids for unencrypted messages: about `unixtime · 2³²`, always growing. Those of a client are divisible by
 * four; an answer of a server leaves 1.
 */
export class PlainMessageIds {
  readonly #remainder: bigint
  #last = 0n

  constructor(role: 'client' | 'server') {
    this.#remainder = role === 'client' ? 0n : 1n
  }

  /** @param now - milliseconds since the epoch */
  next(now: number): bigint {
    const seconds = Math.floor(now / 1000)
    const fraction = Math.floor(((now - seconds * 1000) / 1000) * 2 ** 32)
    const fromClock = ((BigInt(seconds) << 32n) | BigInt(fraction)) & ~3n
    const floor = this.#last + 4n
    this.#last = fromClock > floor ? fromClock : floor
    return this.#last | this.#remainder
  }
}
