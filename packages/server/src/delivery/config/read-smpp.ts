import { SettingsReader } from '../../policy/settings-reader.ts'
import { isThisHost, readCommon, readHost, readMedia, readSecret, required } from './config-readers.ts'
import type { SmppPlan } from './delivery-plan.ts'
import type { Environment } from './read-delivery.ts'

/** Reads a provider of text messages by SMPP. @throws {PolicyError} */
export function readSmpp(reader: SettingsReader, environment: Environment): SmppPlan {
  const common = readCommon(reader)
  const host = readHost(reader)
  const tls = reader.boolean('tls', !isThisHost(host))
  const bind = reader.word('bind', 'transceiver', ['transmitter', 'transceiver'])
  return {
    kind: 'smpp',
    ...common,
    host,
    tls,
    bind,
    port: reader.integer('port', tls ? 3550 : 2775, 1, 65_535),
    paid: reader.boolean('paid', true),
    media: readMedia(reader, ['sms', 'smsWord', 'smsPhrase', 'firebaseSms']),
    // SMPP 3.4 §4.1: system_id has 15 characters, password 8, system_type 12.
    systemId: required(reader, 'systemId', /^[\x20-\x7e]{1,15}$/, '1 to 15 characters of ASCII are expected'),
    password: readSecret(reader, 'passwordEnv', environment, { min: 1, max: 8 }),
    systemType: reader.text('systemType', '', /^[\x20-\x7e]{0,12}$/, 'up to 12 characters of ASCII are expected'),
    source: readSource(reader),
    destination: readDestination(reader),
    longMessages: reader.word('longMessages', 'udh', ['udh', 'sar', 'payload']),
    receipts: reader.boolean('receipts', bind === 'transceiver'),
    validitySeconds: reader.integer('validitySeconds', 300, 60, 86_400),
    enquireLinkSeconds: reader.integer('enquireLinkSeconds', 30, 1, 3600),
    windowMax: reader.integer('windowMax', 10, 1, 1000),
  }
}

function readSource(parent: SettingsReader): SmppPlan['source'] {
  const reader = new SettingsReader(parent.take('source'), parent.pathOf('source'))
  const address = required(
    reader,
    'address',
    /^(?:[0-9]{1,20}|[\x20-\x7e]{1,11})$/,
    'a number of up to 20 digits or a name of up to 11 characters is expected',
  )
  const isNumber = /^[0-9]+$/.test(address)
  const source = {
    address,
    ton: reader.integer('ton', isNumber ? tonInternational : tonAlphanumeric, 0, 6),
    npi: reader.integer('npi', isNumber ? npiTelephone : 0, 0, 18),
  }
  reader.end()
  return source
}

function readDestination(parent: SettingsReader): SmppPlan['destination'] {
  const reader = new SettingsReader(parent.take('destination') ?? {}, parent.pathOf('destination'))
  const destination = {
    ton: reader.integer('ton', tonInternational, 0, 6),
    npi: reader.integer('npi', npiTelephone, 0, 18),
  }
  reader.end()
  return destination
}

/** SMPP 3.4 §5.2.5 and §5.2.6. */
const tonInternational = 1
const tonAlphanumeric = 5
const npiTelephone = 1
