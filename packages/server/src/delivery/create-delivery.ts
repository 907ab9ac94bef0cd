import type { Delivery, DeliveryRequest } from '../domain/delivery.ts'
import { type Random, systemRandom } from '../random.ts'
import { type AttemptContext, attempt, note } from './attempt.ts'
import type { DeliveryMessage, DeliveryProvider } from './provider.ts'
import type { SpendingGate } from './spending-gate.ts'
import { composeText, defaultTextSettings, type TextSettings } from './texts/compose-text.ts'

/** What delivery is made of. */
export interface DeliveryOptions extends AttemptContext {
  /** Asked in order; the first that serves the medium and accepts the code ends the search. */
  readonly providers: readonly DeliveryProvider[]
  /** Shown every message that somebody accepted, besides. Default: nobody. */
  readonly copy?: DeliveryProvider | undefined
  /** Decides which paid messages may be sent. Default: all. */
  readonly spending?: SpendingGate | undefined
  /** Default {@link defaultTextSettings}. */
  readonly texts?: TextSettings
  /** Default: the system's. */
  readonly random?: Random
}

/** Makes a delivery that writes the words, goes from provider to provider and notes every attempt. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { random = systemRandom, texts = defaultTextSettings, clock } = options
  const inWork = new Map<DeliveryProvider, number>()

  /** Hands a message to one provider, unless too many wait for it already: a gateway that hangs must not pile them up. */
  async function hand(message: DeliveryMessage, provider: DeliveryProvider): Promise<'accepted' | 'failed'> {
    const waiting = inWork.get(provider) ?? 0
    if (waiting >= inWorkMax) {
      note(options, message, provider, 'failed', `${inWorkMax} deliveries wait for it`, clock.now())
      return 'failed'
    }
    inWork.set(provider, waiting + 1)
    try {
      return await attempt(options, message, provider, signal => provider.deliver(message, signal))
    } finally {
      inWork.set(provider, (inWork.get(provider) ?? 1) - 1)
    }
  }

  return {
    async deliver(request: DeliveryRequest): Promise<'accepted' | 'failed'> {
      const id = Buffer.from(random.bytes(idBytes)).toString('hex')
      const message: DeliveryMessage = { ...request, ...composeText(request, texts), id }
      const providers = options.providers.filter(provider => provider.media.includes(message.medium))
      if (providers.length === 0) {
        note(options, message, undefined, 'failed', 'nobody delivers by this medium', clock.now())
      }
      const mayPay = payment(options.spending, message)
      for (const provider of providers) {
        const refusal = provider.paid ? await mayPay() : undefined
        if (refusal !== undefined) note(options, message, provider, 'refused', refusal, clock.now())
        else if ((await hand(message, provider)) === 'accepted') {
          await options.copy?.deliver(message, new AbortController().signal)
          return 'accepted'
        }
      }
      return 'failed'
    },
  }
}

const idBytes = 16

/** Deliveries that may wait for one provider at a time; each holds an answer to a client back. */
const inWorkMax = 500

/** Asks the spending rules once for a message, however many paid providers are tried. */
function payment(spending: SpendingGate | undefined, message: DeliveryMessage): () => Promise<string | undefined> {
  let refusal: Promise<string | undefined> | undefined
  return () => {
    refusal ??= spending?.refusalOf(message) ?? Promise.resolve(undefined)
    return refusal
  }
}
