import type { ClientFacts } from '../session.ts'

/** Names a program and the machine that it runs on, for people. */
export function deviceName(client: ClientFacts | undefined): string {
  if (client === undefined) return 'Unknown device'
  const { device_model, system_version, app_version } = client
  return `${device_model}, ${system_version}, version ${app_version}`
}
