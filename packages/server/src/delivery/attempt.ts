import type { Clock } from '../clock.ts'
import { blot } from './blot.ts'
import type { DeliveryLog, DeliveryMedium, DeliveryOutcome } from './delivery-log.ts'

/** Where attempts are timed and noted. */
export interface AttemptContext {
  readonly log: DeliveryLog
  readonly clock: Clock
}

/** Whom an attempt is about. */
export interface AttemptSubject {
  readonly medium: DeliveryMedium
  readonly phone_number: string
  readonly code: string
  readonly reason: string | undefined
  /** What else must not stand in the log, such as the address of a letter. */
  readonly hidden?: readonly string[]
}

/** Who is asked. */
export interface AttemptProvider {
  readonly name: string
  readonly secrets?: readonly string[]
  readonly timeoutMs?: number
}

/** Asks a provider once, within its time, and notes the outcome. Never rejects. */
export async function attempt(
  context: AttemptContext,
  subject: AttemptSubject,
  provider: AttemptProvider,
  ask: (signal: AbortSignal) => Promise<void>,
): Promise<'accepted' | 'failed'> {
  const startedAtMs = context.clock.now()
  const failure = await failureOf(context.clock, provider.timeoutMs ?? timeoutMsDefault, ask)
  const outcome = failure === undefined ? 'accepted' : 'failed'
  note(context, subject, provider, outcome, failure, startedAtMs)
  return outcome
}

/** Writes an attempt into the log, everything that came from outside without the code and the number. */
export function note(
  { log, clock }: AttemptContext,
  subject: AttemptSubject,
  provider: AttemptProvider | undefined,
  outcome: DeliveryOutcome,
  failure: string | undefined,
  startedAtMs: number,
): void {
  const { phone_number, medium, code, reason, hidden = [] } = subject
  const secrets = [...(provider?.secrets ?? []), ...hidden]
  const atMs = clock.now()
  log.add({
    atMs,
    phone_number,
    medium,
    provider: provider?.name,
    outcome,
    latencyMs: atMs - startedAtMs,
    failure: failure === undefined ? undefined : blot(failure, { code, phone_number, secrets }),
    reason: reason === undefined ? undefined : blot(reason, { code, phone_number }),
  })
}

/** A client waits for the answer meanwhile. */
const timeoutMsDefault = 10_000

/** Resolves to undefined when the code was accepted, else to what went wrong. */
async function failureOf(
  clock: Clock,
  timeoutMs: number,
  ask: (signal: AbortSignal) => Promise<void>,
): Promise<string | undefined> {
  const controller = new AbortController()
  const late = Promise.withResolvers<string>()
  const timer = clock.schedule(clock.now() + timeoutMs, () => {
    late.resolve(`no answer within ${timeoutMs} ms`)
    controller.abort()
  })
  const asked = (async () => ask(controller.signal))().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  try {
    return await Promise.race([asked, late.promise])
  } finally {
    timer.cancel()
  }
}
