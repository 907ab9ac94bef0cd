import type { DeliveryRequest } from '../domain/delivery.ts'
import type { MediumName } from '../domain/media/medium.ts'

/** Somebody who can bring codes to people: the inbox, a gateway for text messages, a voice service. */
export interface DeliveryProvider {
  /** A short name for the log. */
  readonly name: string
  /** The media it serves. */
  readonly media: readonly MediumName[]
  /**
   * Hands over one code. Resolves when it was accepted, rejects when it was not.
   *
   * @param signal - aborts when the attempt takes too long; the outcome is `failed` then whatever follows
   */
  deliver(request: DeliveryRequest, signal: AbortSignal): Promise<void>
}
