import { systemClock } from '../clock.ts'
import { readSecret } from '../delivery/config/config-readers.ts'
import type { Environment } from '../delivery/config/read-delivery.ts'
import { silentLog } from '../log.ts'
import { parseOptions } from '../parse-options.ts'
import { PolicyError } from '../policy/policy-error.ts'
import { describe, SettingsReader, textOf } from '../policy/settings-reader.ts'
import { readApiId } from '../policy/shared-readers.ts'
import { readApns } from './apns/read-apns.ts'
import { createIntegrity } from './create-integrity.ts'
import type { IntegrityOptions, PlayIntegrityOptions } from './integrity-options.ts'
import { readAddress } from './read-address.ts'
import { readVerificationKeys } from './read-verification-keys.ts'
import type { ReCaptchaOptions } from './recaptcha.ts'

/**
 * Reads from the text of a JSON file how programs prove their integrity, and checks that it can be followed. The file is
 * `IntegrityOptions` but for what is secret: it names the environment variables that hold it (`decryptionKeyEnv`,
 * `apiKeyEnv`), and the `.p8` file of Apple's key (`privateKeyFile`).
 *
 * @param file - the file's name, for messages
 * @param environment - where secrets are looked up by name
 * @throws {OptionsError} `INTEGRITY_INVALID`, with the line and column of what is wrong; never with a secret
 */
export function parseIntegrity(text: string, file: string, environment: Environment): IntegrityOptions {
  return parseOptions(text, file, 'INTEGRITY_INVALID', reader => {
    const playIntegrity = part(reader, 'playIntegrity', each => readPlayIntegrity(each, environment))
    const safetyNet = part(reader, 'safetyNet', each => ({ verificationKeys: readVerificationKeys(each) }))
    const apns = part(reader, 'apns', readApns)
    const reCaptcha = part(reader, 'reCaptcha', each => readReCaptcha(each, environment))
    const options: IntegrityOptions = {
      api_ids: reader.list('api_ids', [], readApiId),
      packages: reader.list('packages', [], readPackage),
      certificates: reader.list('certificates', [], readCertificate),
      maxAgeSeconds: reader.integer('maxAgeSeconds', 300, 1, 86_400),
      ...(playIntegrity && { playIntegrity }),
      ...(safetyNet && { safetyNet }),
      ...(apns && { apns }),
      ...(reCaptcha && { reCaptcha }),
    }
    reader.end()
    // What one setting asks of another is known there; nothing is connected to before there is a proof.
    createIntegrity(options, systemClock, silentLog).pushes?.close()
    return options
  })
}

/** Reads an object of settings that may be left out. */
function part<T>(reader: SettingsReader, key: string, read: (settings: SettingsReader) => T): T | undefined {
  const value = reader.take(key)
  if (value === undefined) return undefined
  const settings = new SettingsReader(value, reader.pathOf(key))
  const options = read(settings)
  settings.end()
  return options
}

function readPackage(item: unknown, path: string): string {
  return textOf(item, path, /^[\w.]{1,155}$/, 'a package is expected, such as "org.example.messenger"')
}

function readCertificate(item: unknown, path: string): string {
  return textOf(item, path, /^[\da-fA-F]{64}$/, 'the SHA-256 of a certificate has 64 hexadecimal digits')
}

function readPlayIntegrity(reader: SettingsReader, environment: Environment): PlayIntegrityOptions {
  const isEncrypted = reader.take('decryptionKeyEnv') !== undefined
  // 32 bytes as base64, with or without its = at the end.
  const key = isEncrypted ? readSecret(reader, 'decryptionKeyEnv', environment, { min: 43, max: 44 }) : undefined
  return {
    projectId: readProject(reader, 'projectId'),
    verificationKeys: readVerificationKeys(reader),
    ...(key && { decryptionKey: key.reveal() }),
  }
}

/** Numbers of projects are longs, which JSON holds safely as text alone. */
function readProject(reader: SettingsReader, key: string): bigint {
  const value = reader.take(key)
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text === 'string' && /^[1-9]\d{0,17}$/.test(text)) return BigInt(text)
  throw new PolicyError(reader.pathOf(key), `the number of a cloud project is expected, got ${describe(value)}`)
}

function readReCaptcha(reader: SettingsReader, environment: Environment): ReCaptchaOptions {
  const scoreMin = reader.take('scoreMin') ?? 0.5
  if (typeof scoreMin !== 'number' || scoreMin < 0 || scoreMin > 1) {
    throw new PolicyError(reader.pathOf('scoreMin'), `a number from 0 to 1 is expected, got ${describe(scoreMin)}`)
  }
  return {
    url: readAddress(reader, 'url'),
    apiKey: readSecret(reader, 'apiKeyEnv', environment, { min: 1, max: 200 }).reveal(),
    scoreMin,
  }
}
