import type { DeliveryRequest } from '../domain/delivery.ts'
import type { MediumName } from '../domain/media/medium.ts'
import type { Language } from './texts/languages.ts'

/** A code on its way to a provider: the request with words around the code. */
export interface DeliveryMessage extends DeliveryRequest {
  /**
   * Names this sending: 32 hexadecimal digits, the same for every provider that is asked and every repeat, so that a
   * gateway can tell a repeat from another message.
   */
  readonly id: string
  /** The code with words around it; of calls that only ring, what a phone would show. */
  readonly text: string
  /** The language of the words. */
  readonly language: Language
}

/** Somebody who can bring codes to people: the inbox, a gateway for text messages, a voice service. */
export interface DeliveryProvider {
  /** A short name for the log. */
  readonly name: string
  /** The media it serves. */
  readonly media: readonly MediumName[]
  /** Whether every message costs money: the spending rules of the policy then apply. Default false. */
  readonly paid?: boolean
  /** How long a delivery may take, milliseconds. Default 10 000. */
  readonly timeoutMs?: number
  /** What must not appear in the log whatever the provider answers. Default: nothing besides the code. */
  readonly secrets?: readonly string[]
  /**
   * Hands over one code. Resolves when it was accepted, rejects when it was not.
   *
   * @param signal - aborts when the attempt takes too long; the outcome is `failed` then whatever follows
   */
  deliver(message: DeliveryMessage, signal: AbortSignal): Promise<void>
}
