import type { Clock } from '../clock.ts'
import type { Delivery } from '../domain/delivery.ts'
import type { Mailer } from '../domain/mail.ts'
import type { UnitOfWork } from '../domain/repositories.ts'
import type { Log } from '../log.ts'
import type { SpendingPolicy } from '../policy/spending-policy.ts'
import type { Random } from '../random.ts'
import type { DeliveryPlan, ProviderPlan } from './config/delivery-plan.ts'
import { createDelivery } from './create-delivery.ts'
import { createMailer } from './create-mailer.ts'
import { DeliveryLog } from './delivery-log.ts'
import { Inbox } from './inbox.ts'
import type { DeliveryProvider } from './provider.ts'
import type { MailProvider } from './smtp/mail-provider.ts'

/** All that brings codes to people. */
export interface Courier {
  readonly delivery: Delivery
  readonly mailer: Mailer
  readonly inbox: Inbox
  readonly deliveries: DeliveryLog
  /** Whether the inbox or a provider takes the codes for other sessions. */
  readonly takesApp: boolean
  /** Closes the connections of providers. */
  close(): void
}

/** What a courier needs. */
export interface CourierOptions {
  /** Default: the inbox receives everything. */
  readonly plan: DeliveryPlan | undefined
  readonly spending: SpendingPolicy
  readonly store: UnitOfWork
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** Opens the providers of a plan, and the inbox for what they do not serve. */
export async function openCourier(options: CourierOptions): Promise<Courier> {
  const { plan, clock, random, log } = options
  const inbox = new Inbox(clock)
  const deliveries = new DeliveryLog()
  const { codes, letters, close } = await openProviders(plan?.providers ?? [], { clock, deliveries, log })
  deliveries.subscribe(({ medium, provider, outcome, latencyMs, failure }) =>
    log.info('delivery.attempted', { medium, provider, outcome, latencyMs, failure }),
  )
  const mode = plan?.inbox ?? 'rest'
  const copy = mode === 'copy' ? inbox : undefined
  const common = { log: deliveries, clock, random, ...(plan === undefined ? {} : { texts: plan.texts }) }
  return {
    inbox,
    deliveries,
    takesApp: mode !== 'off' || codes.some(({ media }) => media.includes('app')),
    delivery: createDelivery({
      ...common,
      providers: mode === 'off' ? codes : [...codes, rest(inbox, codes)],
      copy: copy === undefined ? undefined : only(copy, codes),
      spending: await openSpending(options, codes),
    }),
    mailer: createMailer({
      ...common,
      providers: mode === 'off' || letters.length > 0 ? letters : [inbox],
      copy: letters.length > 0 ? copy : undefined,
    }),
    close,
  }
}

/** The inbox, for media that nobody else serves: where a gateway fails, it must not pretend that a code arrived. */
function rest(inbox: Inbox, codes: readonly DeliveryProvider[]): DeliveryProvider {
  const media = inbox.media.filter(medium => !codes.some(provider => provider.media.includes(medium)))
  return { name: inbox.name, media, deliver: message => inbox.deliver(message) }
}

/** The inbox, for copies of what others delivered. */
function only(inbox: Inbox, codes: readonly DeliveryProvider[]): DeliveryProvider {
  const own = rest(inbox, codes).media
  return {
    name: inbox.name,
    media: inbox.media,
    async deliver(message) {
      if (!own.includes(message.medium)) await inbox.deliver(message)
    },
  }
}

// The numbering plans of all countries are loaded only where money is spent.
async function openSpending({ spending, store, clock }: CourierOptions, codes: readonly DeliveryProvider[]) {
  if (!codes.some(provider => provider.paid)) return undefined
  const { createSpendingGate } = await import('./spending-gate.ts')
  return createSpendingGate(spending, store, clock)
}

interface OpenProviders {
  readonly codes: readonly DeliveryProvider[]
  readonly letters: readonly MailProvider[]
  readonly close: () => void
}

interface ProviderContext {
  readonly clock: Clock
  readonly deliveries: DeliveryLog
  readonly log: Log
}

async function openProviders(plans: readonly ProviderPlan[], context: ProviderContext): Promise<OpenProviders> {
  const codes: DeliveryProvider[] = []
  const letters: MailProvider[] = []
  const closers: (() => void)[] = []
  // Imported when they are needed: a data center without gateways starts without them.
  for (const plan of plans) {
    switch (plan.kind) {
      case 'smtp': {
        const provider = (await import('./smtp/smtp-provider.ts')).createSmtpProvider(plan)
        letters.push(provider)
        closers.push(() => provider.close())
        break
      }
      case 'smpp': {
        const provider = (await import('./smpp/smpp-provider.ts')).createSmppProvider(plan, context)
        codes.push(provider)
        closers.push(() => provider.close())
        break
      }
      case 'webhook':
        codes.push((await import('./webhook/webhook-provider.ts')).createWebhookProvider(plan, context.clock))
        break
      case 'gateway':
        codes.push((await import('./webhook/gateway-provider.ts')).createGatewayProvider(plan, context.clock))
        break
    }
  }
  return { codes, letters, close: () => closers.forEach(close => void close()) }
}
