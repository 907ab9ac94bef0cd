import type { MediumName } from '../../domain/media/medium.ts'
import type { TextSettings } from '../texts/compose-text.ts'
import type { GatewayKind } from './delivery-config.ts'
import type { Secret } from './secret.ts'

/** A delivery configuration with every default filled in, checked, and with its credentials. */
export interface DeliveryPlan {
  readonly texts: TextSettings
  readonly inbox: 'rest' | 'copy' | 'off'
  readonly providers: readonly ProviderPlan[]
}

/** One provider of a plan. */
export type ProviderPlan = SmtpPlan | SmppPlan | WebhookPlan | GatewayPlan

interface CommonPlan {
  readonly name: string
  readonly timeoutMs: number
}

/** Letters by SMTP. */
export interface SmtpPlan extends CommonPlan {
  readonly kind: 'smtp'
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly login: { readonly user: string; readonly password: Secret } | undefined
  readonly from: string
  readonly connectionsMax: number
}

interface PaidPlan extends CommonPlan {
  readonly paid: boolean
  readonly media: readonly MediumName[]
}

/** Text messages by SMPP. */
export interface SmppPlan extends PaidPlan {
  readonly kind: 'smpp'
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly systemId: string
  readonly password: Secret
  readonly systemType: string
  readonly bind: 'transmitter' | 'transceiver'
  readonly source: { readonly address: string; readonly ton: number; readonly npi: number }
  readonly destination: { readonly ton: number; readonly npi: number }
  readonly longMessages: 'udh' | 'sar' | 'payload'
  readonly receipts: boolean
  readonly validitySeconds: number
  readonly enquireLinkSeconds: number
  readonly windowMax: number
}

/** How HTTP requests are repeated. */
interface HttpPlan extends PaidPlan {
  readonly secret: Secret
  readonly attemptsMax: number
  readonly attemptTimeoutMs: number
}

/** Codes by signed HTTP. */
export interface WebhookPlan extends HttpPlan {
  readonly kind: 'webhook'
  readonly url: URL
}

/** Codes by the HTTP interface of a known service. */
export interface GatewayPlan extends HttpPlan {
  readonly kind: 'gateway'
  readonly gateway: GatewayKind
  readonly baseUrl: string
  readonly account: string
  readonly from: string
}
