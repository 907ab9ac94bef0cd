import { PolicyError } from '../../policy/policy-error.ts'
import type { SettingsReader } from '../../policy/settings-reader.ts'
import { gateways } from '../webhook/gateways.ts'
import { isThisHost, readCommon, readMedia, readSecret, required } from './config-readers.ts'
import type { GatewayKind } from './delivery-config.ts'
import type { GatewayPlan, WebhookPlan } from './delivery-plan.ts'
import type { Environment } from './read-delivery.ts'

/** Reads a signed webhook. @throws {PolicyError} */
export function readWebhook(reader: SettingsReader, environment: Environment): WebhookPlan {
  return {
    kind: 'webhook',
    ...readCommon(reader),
    url: readUrl(reader, 'url', reader.take('url')),
    secret: readSecret(reader, 'secretEnv', environment, { min: 16, max: 4096 }),
    media: readMedia(reader, []),
    paid: reader.boolean('paid', true),
    ...readRepeats(reader, 4),
  }
}

/** Reads a gateway whose interface is known here. @throws {PolicyError} */
export function readGateway(gateway: GatewayKind, reader: SettingsReader, environment: Environment): GatewayPlan {
  const known = gateways[gateway]
  const baseUrl = reader.take('baseUrl') ?? known.baseUrl
  if (baseUrl === undefined) {
    throw new PolicyError(
      reader.pathOf('baseUrl'),
      'this service gives every customer an address of their own: name it here',
    )
  }
  return {
    kind: 'gateway',
    gateway,
    ...readCommon(reader),
    baseUrl: readUrl(reader, 'baseUrl', baseUrl).href.replace(/\/$/, ''),
    account: known.needsAccount
      ? required(reader, 'account', /^[A-Za-z0-9_-]{1,100}$/, "the account's id is expected")
      : '',
    from: required(reader, 'from', /^[^\p{Cc}<>&"]{1,40}$/u, 'a number or name of 1 to 40 characters is expected'),
    secret: readSecret(reader, 'secretEnv', environment, { min: 1, max: 4096 }),
    media: readMedia(reader, known.media),
    paid: reader.boolean('paid', true),
    ...readRepeats(reader, 2),
  }
}

function readRepeats(
  reader: SettingsReader,
  attemptsMax: number,
): { readonly attemptsMax: number; readonly attemptTimeoutMs: number } {
  return {
    attemptsMax: reader.integer('attemptsMax', attemptsMax, 1, 10),
    attemptTimeoutMs: reader.integer('attemptTimeoutMs', 3_000, 50, 60_000),
  }
}

// The address is not repeated in messages: people put credentials into addresses.
function readUrl(reader: SettingsReader, key: string, value: unknown): URL {
  const fail = (explanation: string): PolicyError => new PolicyError(reader.pathOf(key), explanation)
  const url = typeof value === 'string' ? URL.parse(value) : null
  if (url === null) throw fail('a web address beginning with https:// is expected')
  if (url.username !== '' || url.password !== '') {
    throw fail('credentials do not belong into the address; name an environment variable in secretEnv')
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isThisHost(url.hostname))) return url
  throw fail('https:// is expected; http:// is accepted for this machine alone')
}
