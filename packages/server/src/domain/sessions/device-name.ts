import type { ClientFacts } from '../session.ts'

/**
 * Names a program and the machine that it runs on, for people of any language; empty for a program that never said what
 * it is.
 */
export function deviceName(client: ClientFacts | undefined): string {
  if (client === undefined) return ''
  const { device_model, system_version, app_version } = client
  return `${device_model}, ${system_version}, v${app_version}`
}
