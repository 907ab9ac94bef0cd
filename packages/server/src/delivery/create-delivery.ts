import type { Clock } from '../clock.ts'
import type { Delivery, DeliveryRequest } from '../domain/delivery.ts'
import type { DeliveryLog } from './delivery-log.ts'
import type { DeliveryProvider } from './provider.ts'

/** What delivery is made of. */
export interface DeliveryOptions {
  /** Asked in order; the first that serves the medium and accepts the code ends the search. */
  readonly providers: readonly DeliveryProvider[]
  readonly log: DeliveryLog
  readonly clock: Clock
  /** How long one provider may take, milliseconds. A client waits for the answer meanwhile. Default 10 000. */
  readonly timeoutMs?: number
}

/** Makes a delivery that goes from provider to provider and notes every attempt. */
export function createDelivery(options: DeliveryOptions): Delivery {
  return {
    async deliver(request: DeliveryRequest): Promise<'accepted' | 'failed'> {
      const providers = options.providers.filter(provider => provider.media.includes(request.medium))
      if (providers.length === 0)
        note(options, request, undefined, options.clock.now(), 'nobody delivers by this medium')
      for (const provider of providers) {
        const startedAtMs = options.clock.now()
        const failure = await attempt(options, provider, request)
        note(options, request, provider.name, startedAtMs, failure)
        if (failure === undefined) return 'accepted'
      }
      return 'failed'
    },
  }
}

const timeoutMsDefault = 10_000
/** What providers and clients write may be long; the log keeps its beginning. */
const noteLengthMax = 200

/** Resolves to undefined when the code was accepted, else to what went wrong. */
async function attempt(
  options: DeliveryOptions,
  provider: DeliveryProvider,
  request: DeliveryRequest,
): Promise<string | undefined> {
  const controller = new AbortController()
  const late = Promise.withResolvers<string>()
  const timeoutMs = options.timeoutMs ?? timeoutMsDefault
  const timer = options.clock.schedule(options.clock.now() + timeoutMs, () => {
    late.resolve(`no answer within ${timeoutMs} ms`)
    controller.abort()
  })
  const asked = (async () => provider.deliver(request, controller.signal))().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  try {
    return await Promise.race([asked, late.promise])
  } finally {
    timer.cancel()
  }
}

function note(
  options: DeliveryOptions,
  request: DeliveryRequest,
  provider: string | undefined,
  startedAtMs: number,
  failure: string | undefined,
): void {
  const atMs = options.clock.now()
  options.log.add({
    atMs,
    phone_number: request.phone_number,
    medium: request.medium,
    provider,
    outcome: failure === undefined ? 'accepted' : 'failed',
    latencyMs: atMs - startedAtMs,
    // Gateways like to repeat the message they refused, and a client could put the code into its reason.
    failure: failure === undefined ? undefined : withoutCode(failure, request.code),
    reason: request.reason === undefined ? undefined : withoutCode(request.reason, request.code),
  })
}

function withoutCode(text: string, code: string): string {
  return text.replaceAll(code, '*'.repeat(code.length)).slice(0, noteLengthMax)
}
