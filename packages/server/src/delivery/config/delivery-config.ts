import type { MediumName } from '../../domain/media/medium.ts'
import type { Language } from '../texts/languages.ts'

/**
 * Who brings codes to people, as plain data: it can come from a JSON file. Credentials are not in it, only the names of
 * the environment variables that hold them.
 */
export interface DeliveryConfig {
  /** How the service calls itself in messages, 1 to 20 characters without digits. Default `Telegram`. */
  readonly serviceName?: string
  /** The language for clients whose own is not spoken here. Default `en`. */
  readonly language?: Language
  /**
   * What the inbox receives. `rest`: what no provider serves, such as messages to other sessions. `copy`: besides, a copy
   * of all that a provider accepted, for development. `off`: nothing. Default `rest`.
   */
  readonly inbox?: 'rest' | 'copy' | 'off'
  /** Asked in this order. At least one. */
  readonly providers: readonly ProviderConfig[]
}

/** One provider. */
export type ProviderConfig = SmtpConfig | SmppConfig | WebhookConfig | GatewayConfig

/** What every provider has. */
interface CommonConfig {
  /** A short name for the log, unique: letters, digits, dots and dashes. */
  readonly name: string
  /** How long one delivery may take, repeats included, milliseconds. A client waits meanwhile. Default 10 000. */
  readonly timeoutMs?: number
}

/** Letters by SMTP. */
export interface SmtpConfig extends CommonConfig {
  readonly kind: 'smtp'
  readonly host: string
  /** Default 465 for `tls`, 587 otherwise. */
  readonly port?: number
  /** `starttls` insists on it. `none` is accepted for loopback alone. Default `starttls`. */
  readonly security?: 'tls' | 'starttls' | 'none'
  /** Default: no authentication. */
  readonly user?: string
  readonly passwordEnv?: string
  /** The sender: `login@example.org` or `Login <login@example.org>`. */
  readonly from: string
  /** Connections at a time. Default 3. */
  readonly connectionsMax?: number
}

/** What every provider of text messages and calls has. */
interface PaidConfig extends CommonConfig {
  /** Whether the spending rules of the policy apply. Default true. */
  readonly paid?: boolean
}

/** Text messages by SMPP 3.4. */
export interface SmppConfig extends PaidConfig {
  readonly kind: 'smpp'
  readonly host: string
  /** Default 2775, with `tls` 3550. */
  readonly port?: number
  /** Default true, on loopback false. */
  readonly tls?: boolean
  readonly systemId: string
  /** At most 8 characters (SMPP 3.4 §5.2.2). */
  readonly passwordEnv: string
  readonly systemType?: string
  /** A transceiver receives delivery receipts. Default `transceiver`. */
  readonly bind?: 'transmitter' | 'transceiver'
  /** Default: every kind of text message to a phone. */
  readonly media?: readonly MediumName[]
  /** Whom messages come from. */
  readonly source: SmppAddress
  /** Type of number and numbering plan of receivers. Default 1 and 1: international numbers of E.164. */
  readonly destination?: { readonly ton?: number; readonly npi?: number }
  /** How a long message is cut: user data headers, the optional parameters `sar_*`, or whole in `message_payload`. Default `udh`. */
  readonly longMessages?: 'udh' | 'sar' | 'payload'
  /** Whether to ask for receipts. Default true for a transceiver. */
  readonly receipts?: boolean
  /** Seconds after which the network gives a message up. Default 300, the life of a code. */
  readonly validitySeconds?: number
  /** Seconds of silence before the connection is checked. Default 30. */
  readonly enquireLinkSeconds?: number
  /** Messages that may wait for their answer at a time. Default 10. */
  readonly windowMax?: number
}

/** A number or name in SMPP. */
export interface SmppAddress {
  /** A number, or up to 11 characters. */
  readonly address: string
  /** Type of number (SMPP 3.4 §5.2.5). Default 5 for a name, 1 for a number. */
  readonly ton?: number
  /** Numbering plan (SMPP 3.4 §5.2.6). Default 0 for a name, 1 for a number. */
  readonly npi?: number
}

/** Codes by HTTP to a server of the operator's own, signed. */
export interface WebhookConfig extends PaidConfig {
  readonly kind: 'webhook'
  /** `https:`; `http:` is accepted for loopback alone. */
  readonly url: string
  /** The shared secret of the signature, at least 16 characters. */
  readonly secretEnv: string
  readonly media: readonly MediumName[]
  /** Requests for one code at most. Default 4. */
  readonly attemptsMax?: number
  /** How long one request may take, milliseconds. Default 3 000. */
  readonly attemptTimeoutMs?: number
}

/** Text messages or calls by the HTTP interface of a known service. */
export interface GatewayConfig extends PaidConfig {
  readonly kind: GatewayKind
  /** The number or name that messages come from. */
  readonly from: string
  /** The account or key id, where the service has one. */
  readonly account?: string
  /** The service's token, key or password. */
  readonly secretEnv: string
  /** Default: the service's own, where it has one for everybody. */
  readonly baseUrl?: string
  /** Default: what the service is for. */
  readonly media?: readonly MediumName[]
  /** Default 2: these services do not know repeats, so that only requests are repeated that certainly were not taken. */
  readonly attemptsMax?: number
  readonly attemptTimeoutMs?: number
}

/** Services whose interface is known here. */
export type GatewayKind =
  | 'infobip-sms'
  | 'infobip-voice'
  | 'plivo-sms'
  | 'telnyx-sms'
  | 'twilio-sms'
  | 'twilio-voice'
  | 'vonage-sms'
