import { required } from '../delivery/config/config-readers.ts'
import type { SettingsReader } from '../policy/settings-reader.ts'

/**
 * Reads where a service is reached: by https, and by http on this machine alone.
 *
 * @param fallback - left out, the setting is needed
 * @throws {PolicyError}
 */
export function readAddress(reader: SettingsReader, key: string, fallback?: string): string {
  const expected = 'an https address is expected, or an http address of this machine'
  return fallback === undefined ? required(reader, key, safe, expected) : reader.text(key, fallback, safe, expected)
}

const safe = /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)(:|\/|$))\S{0,500}$/
