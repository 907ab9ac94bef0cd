import { PolicyError } from '../../policy/policy-error.ts'
import { describe, SettingsReader } from '../../policy/settings-reader.ts'
import { defaultTextSettings } from '../texts/compose-text.ts'
import { languageTags } from '../texts/languages.ts'
import { gatewayKinds } from '../webhook/gateways.ts'
import { DeliveryConfigError } from './delivery-config-error.ts'
import type { DeliveryPlan, ProviderPlan } from './delivery-plan.ts'
import { readGateway, readWebhook } from './read-http.ts'
import { readSmpp } from './read-smpp.ts'
import { readSmtp } from './read-smtp.ts'

/** Where credentials are looked up by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Fills in the defaults of a delivery configuration, checks that it can be followed and takes the credentials it names
 * from the environment.
 *
 * @param config - a `DeliveryConfig`; may come from JSON
 * @throws {DeliveryConfigError} naming the setting, what is wrong with it and what is expected; never with a credential
 */
export function readDelivery(config: unknown, environment: Environment): DeliveryPlan {
  try {
    return readPlan(new SettingsReader(config, ''), environment)
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    throw new DeliveryConfigError(error.path, error.explanation)
  }
}

/** Each costs a connection or two. */
const providersMax = 20

function readPlan(reader: SettingsReader, environment: Environment): DeliveryPlan {
  const serviceName = reader.text(
    'serviceName',
    defaultTextSettings.serviceName,
    /^[^\p{N}\p{Cc}]{1,20}$/u,
    'a name of 1 to 20 characters without digits is expected',
  )
  const language = reader.word('language', defaultTextSettings.language, languageTags)
  const inbox = reader.word('inbox', 'rest', ['rest', 'copy', 'off'])
  const providers = reader.list('providers', [], (item, path) => readProvider(item, path, environment))
  reader.end()
  if (providers.length === 0 || providers.length > providersMax) {
    throw new PolicyError('providers', `1 to ${providersMax} providers are expected, got ${providers.length}`)
  }
  providers.forEach(({ name }, index) => {
    const first = providers.findIndex(other => other.name === name)
    if (first !== index || name === 'inbox') {
      throw new PolicyError(`providers[${index}].name`, `the name ${describe(name)} is taken`)
    }
  })
  return { texts: { serviceName, language }, inbox, providers }
}

function readProvider(item: unknown, path: string, environment: Environment): ProviderPlan {
  const reader = new SettingsReader(item, path)
  const kinds = ['smtp', 'smpp', 'webhook', ...gatewayKinds] as const
  const kind = kinds.find(known => known === reader.take('kind'))
  if (kind === undefined) {
    throw new PolicyError(
      reader.pathOf('kind'),
      `one of ${kinds.join(', ')} is expected, got ${describe(reader.take('kind'))}`,
    )
  }
  const plan = read(kind, reader, environment)
  reader.end()
  return plan
}

function read(
  kind: 'smtp' | 'smpp' | 'webhook' | (typeof gatewayKinds)[number],
  reader: SettingsReader,
  environment: Environment,
): ProviderPlan {
  switch (kind) {
    case 'smtp':
      return readSmtp(reader, environment)
    case 'smpp':
      return readSmpp(reader, environment)
    case 'webhook':
      return readWebhook(reader, environment)
    default:
      return readGateway(kind, reader, environment)
  }
}
