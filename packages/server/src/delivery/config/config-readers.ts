/** Readers that several kinds of providers share. */
import { isIP } from 'node:net'
import { mediumNames } from '../../domain/media/media.ts'
import type { MediumName } from '../../domain/media/medium.ts'
import { PolicyError } from '../../policy/policy-error.ts'
import { describe, type SettingsReader } from '../../policy/settings-reader.ts'
import type { Environment } from './read-delivery.ts'
import { Secret } from './secret.ts'

/** Reads what every provider has. */
export function readCommon(reader: SettingsReader): { readonly name: string; readonly timeoutMs: number } {
  return {
    name: required(
      reader,
      'name',
      /^[A-Za-z0-9.-]{1,40}$/,
      'a name of 1 to 40 letters, digits, dots and dashes is expected',
    ),
    // A client waits for its answer; longer than a minute it would not.
    timeoutMs: reader.integer('timeoutMs', 10_000, 100, 60_000),
  }
}

/** Reads a text that has no default. */
export function required(reader: SettingsReader, key: string, form: RegExp, expected: string): string {
  const value = reader.take(key)
  if (value === undefined) throw new PolicyError(reader.pathOf(key), `${expected}, and nothing is there`)
  return reader.text(key, '', form, expected)
}

/** Reads the name or address of a machine. */
export function readHost(reader: SettingsReader): string {
  return required(reader, 'host', /^[A-Za-z0-9.:_-]{1,253}$/, 'the name or address of a machine is expected')
}

/** Reads media; the default may be empty, then the setting is needed. */
export function readMedia(reader: SettingsReader, fallback: readonly MediumName[]): readonly MediumName[] {
  const media = reader.list('media', fallback, (item, path): MediumName => {
    const known = mediumNames.find(name => name === item)
    if (known === undefined) {
      throw new PolicyError(path, `one of ${mediumNames.join(', ')} is expected, got ${describe(item)}`)
    }
    return known
  })
  if (media.length === 0) throw new PolicyError(reader.pathOf('media'), 'at least one medium is expected')
  return media
}

/**
 * Takes a credential from the environment variable that a setting names. What stands in the setting is not repeated in
 * messages: it could be the credential itself, put there by mistake.
 */
export function readSecret(
  reader: SettingsReader,
  key: string,
  environment: Environment,
  lengths: { readonly min: number; readonly max: number },
): Secret {
  const name = reader.take(key)
  if (typeof name !== 'string' || !/^[A-Z_][A-Z0-9_]{0,99}$/.test(name)) {
    const instead = name === undefined ? 'nothing is there' : 'something else is there'
    throw new PolicyError(
      reader.pathOf(key),
      `the name of an environment variable, in capitals, is expected, and ${instead}`,
    )
  }
  const value = environment[name]
  if (value === undefined || value === '') {
    throw new PolicyError(reader.pathOf(key), `the environment variable ${name} is not set`)
  }
  if (value.length < lengths.min || value.length > lengths.max) {
    throw new PolicyError(
      reader.pathOf(key),
      `the environment variable ${name} holds ${value.length} characters; ${lengths.min} to ${lengths.max} are expected`,
    )
  }
  return new Secret(value)
}

/** Tells whether a host is this machine, so that nothing crosses a network in the clear. */
export function isThisHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}
