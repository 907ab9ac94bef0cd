import { PolicyError } from '../../policy/policy-error.ts'
import type { SettingsReader } from '../../policy/settings-reader.ts'
import { isThisHost, readCommon, readHost, readSecret, required } from './config-readers.ts'
import type { SmtpPlan } from './delivery-plan.ts'
import type { Environment } from './read-delivery.ts'

/** Reads a provider of letters. @throws {PolicyError} */
export function readSmtp(reader: SettingsReader, environment: Environment): SmtpPlan {
  const common = readCommon(reader)
  const host = readHost(reader)
  const security = reader.word('security', 'starttls', ['tls', 'starttls', 'none'])
  if (security === 'none' && !isThisHost(host)) {
    throw new PolicyError(
      reader.pathOf('security'),
      'none is accepted for this machine alone: codes would be read on the way',
    )
  }
  return {
    kind: 'smtp',
    ...common,
    host,
    security,
    port: reader.integer('port', security === 'tls' ? 465 : 587, 1, 65_535),
    login: readLogin(reader, environment),
    from: required(
      reader,
      'from',
      // One address, with or without a name in front; no line break, so that nobody adds headers.
      /^(?:[^<>@\r\n]{1,100} <[^<>@\s]{1,64}@[^<>@\s]{1,253}>|[^<>@\s]{1,64}@[^<>@\s]{1,253})$/,
      'an address such as login@example.org or Login <login@example.org> is expected',
    ),
    connectionsMax: reader.integer('connectionsMax', 3, 1, 50),
  }
}

function readLogin(reader: SettingsReader, environment: Environment): SmtpPlan['login'] {
  if (reader.take('user') === undefined) {
    if (reader.take('passwordEnv') === undefined) return undefined
    throw new PolicyError(reader.pathOf('user'), 'a user is expected beside passwordEnv')
  }
  const user = required(reader, 'user', /^[^\p{Cc}]{1,255}$/u, 'a user of 1 to 255 characters is expected')
  return { user, password: readSecret(reader, 'passwordEnv', environment, { min: 1, max: 4096 }) }
}
