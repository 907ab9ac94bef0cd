import type { Clock } from '../../clock.ts'
import type { WebhookPlan } from '../config/delivery-plan.ts'
import type { DeliveryMessage, DeliveryProvider } from '../provider.ts'
import { judgeStatus, postUntilTaken } from './post-until-taken.ts'
import { signatureHeader, signWebhook } from './signature.ts'

/** What a webhook is told of a code, as JSON. */
export interface WebhookBody {
  /** Names this sending; also the `Idempotency-Key`. A repeat has the same. */
  readonly id: string
  readonly medium: DeliveryMessage['medium']
  /** With a plus in front, as E.164 writes it. */
  readonly phone_number: string
  readonly purpose: DeliveryMessage['purpose']
  readonly code: string
  /** The number that has to call; null unless the medium is a call that only rings. */
  readonly caller: string | null
  /** The code with words around it, in the language below. */
  readonly text: string
  readonly language: string
  /** As the client gave it. */
  readonly lang_code: string
}

/** Hands codes to a server of the operator's own by signed HTTP, again and again until it takes them. */
export function createWebhookProvider(plan: WebhookPlan, clock: Clock): DeliveryProvider {
  const { name, media, paid, timeoutMs } = plan
  return {
    name,
    media,
    paid,
    timeoutMs,
    secrets: [plan.secret.reveal()],
    deliver(message, signal) {
      const body = JSON.stringify(bodyOf(message))
      return postUntilTaken(
        nowMs => ({
          url: plan.url.href,
          headers: {
            'content-type': 'application/json; charset=utf-8',
            'user-agent': 'chappe',
            'idempotency-key': message.id,
            [signatureHeader]: signWebhook(body, plan.secret.reveal(), nowMs),
          },
          body,
        }),
        judgeStatus,
        { ...plan, clock, signal, idempotent: true },
      )
    },
  }
}

function bodyOf(message: DeliveryMessage): WebhookBody {
  return {
    id: message.id,
    medium: message.medium,
    phone_number: `+${message.phone_number}`,
    purpose: message.purpose,
    code: message.code,
    caller: message.caller === undefined ? null : `+${message.caller}`,
    text: message.text,
    language: message.language,
    lang_code: message.lang_code,
  }
}
