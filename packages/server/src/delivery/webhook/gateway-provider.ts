import type { Clock } from '../../clock.ts'
import type { GatewayPlan } from '../config/delivery-plan.ts'
import type { DeliveryProvider } from '../provider.ts'
import { type Gateway, gateways } from './gateways.ts'
import type { PostAnswer } from './post.ts'
import { judgeStatus, postUntilTaken, type Verdict } from './post-until-taken.ts'

/** Hands codes to a service whose interface is known here. */
export function createGatewayProvider(plan: GatewayPlan, clock: Clock): DeliveryProvider {
  const gateway = gateways[plan.gateway]
  const { name, media, paid, timeoutMs } = plan
  const secret = plan.secret.reveal()
  return {
    name,
    media,
    paid,
    timeoutMs,
    secrets: [secret, Buffer.from(`${plan.account}:${secret}`).toString('base64'), encodeURIComponent(secret)],
    deliver(message, signal) {
      const request = gateway.request(message, plan)
      return postUntilTaken(
        () => request,
        answer => judge(gateway, answer),
        // These services have no word for a repeat: what may have been taken is not asked for again.
        { ...plan, clock, signal, idempotent: false },
      )
    },
  }
}

function judge(gateway: Gateway, answer: PostAnswer): Verdict {
  const verdict = judgeStatus(answer)
  if (!verdict.taken) return verdict
  const failure = gateway.refusal(parse(answer.text))
  return failure === undefined ? verdict : { taken: false, again: false, failure }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
