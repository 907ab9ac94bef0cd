import type { PduFields } from 'smpp'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { SmppPlan } from '../config/delivery-plan.ts'
import type { DeliveryLog } from '../delivery-log.ts'
import type { DeliveryMessage, DeliveryProvider } from '../provider.ts'
import { ReceiptBook, readReceipt } from './receipts.ts'
import { isThrottled, SmppError } from './smpp-error.ts'
import { SmppLink } from './smpp-link.ts'
import { smsSegments } from './sms-segments.ts'
import { submitFields } from './submit-fields.ts'

/** A provider of text messages with a connection to be closed. */
export interface SmppProvider extends DeliveryProvider {
  close(): void
}

/** Where a provider notes what happens outside deliveries. */
export interface SmppContext {
  readonly clock: Clock
  readonly deliveries: DeliveryLog
  readonly log: Log
}

/** What is remembered of a message until its receipt comes. The code is not. */
interface Sent {
  readonly phone_number: string
  readonly medium: DeliveryMessage['medium']
  readonly sentAtMs: number
}

/** Hands text messages to a message centre over one connection that is kept up, and notes the receipts. */
export function createSmppProvider(plan: SmppPlan, { clock, deliveries, log }: SmppContext): SmppProvider {
  const { name, media, paid, timeoutMs } = plan
  const book = new ReceiptBook<Sent>()
  let reference = 0
  const link = new SmppLink(plan, clock, {
    onState: (state, explanation) => log.info(`smpp.${state}`, { provider: name, reason: explanation }),
    onDeliver: pdu => {
      const receipt = readReceipt(pdu)
      const sent = receipt === undefined ? undefined : book.settle(receipt)
      if (receipt === undefined || sent === undefined || receipt.state === 'under way') return
      const atMs = clock.now()
      deliveries.add({
        atMs,
        phone_number: sent.phone_number,
        medium: sent.medium,
        provider: name,
        outcome: receipt.state,
        latencyMs: atMs - sent.sentAtMs,
        failure: receipt.state === 'delivered' ? undefined : receipt.detail,
        reason: undefined,
      })
    },
  })
  return {
    name,
    media,
    paid,
    timeoutMs,
    secrets: [plan.password.reveal()],
    async deliver(message, signal) {
      const sentAtMs = clock.now()
      reference = (reference + 1) % 0x100
      const ids: string[] = []
      for (const fields of submitFields(plan, message.phone_number, smsSegments(message.text), reference)) {
        ids.push(await submitPatiently(link, fields, clock, signal))
      }
      if (plan.receipts) book.remember({ phone_number: message.phone_number, medium: message.medium, sentAtMs }, ids)
    },
    close: () => link.close(),
  }
}

/** Tries again, a few times and after a moment, what a message centre has too much of. */
async function submitPatiently(link: SmppLink, fields: PduFields, clock: Clock, signal: AbortSignal): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await link.submit(fields, signal)
    } catch (error) {
      if (!(error instanceof SmppError) || !isThrottled(error.status) || attempt === attemptsMax) throw error
      await new Promise<void>(resolve => clock.schedule(clock.now() + pauseFirstMs * 2 ** (attempt - 1), resolve))
      signal.throwIfAborted()
    }
  }
}

const attemptsMax = 4
const pauseFirstMs = 250
