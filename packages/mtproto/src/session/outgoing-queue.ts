import type { SessionCarrier } from './session-carrier.ts'

/** A message of the server on its way to a client. */
export interface QueuedMessage {
  readonly msg_id: bigint
  readonly seqno: number
  readonly body: Uint8Array
  readonly queuedAt: number
  /** `ready`: to be sent. `sent`: waits for its acknowledgement. */
  at: 'ready' | 'sent'
  /** It was sent before under this id, so that now it needs a container. */
  repeated: boolean
  /** The call it answers; undefined for what can be given up after some minutes. */
  readonly req_msg_id: bigint | undefined
  /** The connection it goes, or went, by; undefined: any. */
  carrier: SessionCarrier | undefined
}

/**
 * Content-related messages that the client has not acknowledged, in order, within a count, a size and an age. What is
 * given up at a bound is the oldest: the client will find the gap by `updates.getDifference` or call again.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages_about_messages#acknowledgment-of-receipt}
 */
export class OutgoingQueue {
  readonly #messagesMax: number
  readonly #bytesMax: number
  readonly #messages = new Map<bigint, QueuedMessage>()
  #bytes = 0
  #expiredTo = Number.NEGATIVE_INFINITY

  constructor(messagesMax: number, bytesMax: number) {
    this.#messagesMax = messagesMax
    this.#bytesMax = bytesMax
  }

  add(message: QueuedMessage): void {
    this.#messages.set(message.msg_id, message)
    this.#bytes += message.body.length
    while (this.#messages.size > this.#messagesMax || (this.#bytes > this.#bytesMax && this.#messages.size > 1)) {
      this.#deleteOldest()
    }
  }

  get(msg_id: bigint): QueuedMessage | undefined {
    return this.#messages.get(msg_id)
  }

  /** Takes a message out; returns whether it was there. */
  delete(msg_id: bigint): boolean {
    const message = this.#messages.get(msg_id)
    if (message === undefined) return false
    this.#bytes -= message.body.length
    return this.#messages.delete(msg_id)
  }

  /**
   * Gives up what was queued before a moment, but for answers: a client that was away for long still waits for those,
   * while updates it will fetch anyway.
   */
  expire(beforeMs: number): void {
    if (beforeMs - this.#expiredTo < 1000) return
    this.#expiredTo = beforeMs
    for (const message of this.#messages.values()) {
      if (message.queuedAt >= beforeMs) return
      if (message.req_msg_id === undefined) this.delete(message.msg_id)
    }
  }

  /** All messages, oldest first. */
  values(): Iterable<QueuedMessage> {
    return this.#messages.values()
  }

  get size(): number {
    return this.#messages.size
  }

  get bytes(): number {
    return this.#bytes
  }

  clear(): void {
    this.#messages.clear()
    this.#bytes = 0
  }

  #deleteOldest(): void {
    for (const msg_id of this.#messages.keys()) {
      this.delete(msg_id)
      return
    }
  }
}
