import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { required } from '../../delivery/config/config-readers.ts'
import { PolicyError } from '../../policy/policy-error.ts'
import type { SettingsReader } from '../../policy/settings-reader.ts'
import { readAddress } from '../read-address.ts'
import { type ApnsOptions, developmentUrl, productionUrl } from './apns-options.ts'

/** Reads how silent pushes go through Apple's service. @throws {PolicyError} */
export function readApns(reader: SettingsReader): ApnsOptions {
  return {
    topic: required(reader, 'topic', /^[\w.-]{1,155}$/, 'the bundle id of the program is expected'),
    keyId: required(reader, 'keyId', /^\w{1,20}$/, 'the 10 characters of the id of the key are expected'),
    teamId: required(reader, 'teamId', /^\w{1,20}$/, 'the 10 characters of the id of the team are expected'),
    privateKey: readPrivateKey(reader, 'privateKeyFile'),
    timeoutSeconds: reader.integer('timeoutSeconds', 15, 1, 300),
    url: readAddress(reader, 'url', productionUrl),
    sandboxUrl: readAddress(reader, 'sandboxUrl', developmentUrl),
  }
}

/** What stands in the setting is repeated only when it is the name of a file: it could be the key itself. */
function readPrivateKey(reader: SettingsReader, key: string): string {
  const file = reader.take(key)
  const fail = (explanation: string): never => {
    throw new PolicyError(reader.pathOf(key), explanation)
  }
  if (typeof file !== 'string' || !/^[^\p{Cc}]{1,1000}$/u.test(file) || file.includes('PRIVATE KEY')) {
    const instead = file === undefined ? 'nothing is there' : 'something else is there'
    return fail(`the name of the .p8 file of Apple's key is expected, and ${instead}`)
  }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    return fail(`the file ${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}`)
  }
  return isP256(text) ? text : fail(`the file ${file} holds no private key of P-256, as Apple's .p8 files do`)
}

function isP256(pem: string): boolean {
  try {
    return (
      pem.includes('-----BEGIN PRIVATE KEY-----') &&
      createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1'
    )
  } catch {
    return false
  }
}
