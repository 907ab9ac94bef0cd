import { type DeliveryConfig, parseDelivery } from '@chappe/server'
import { readSettingsFile } from './read-settings-file.ts'

/** Reads a delivery file; what is wrong with it is said with line and column, and never with a credential. */
export function readDelivery(path: string, environment: NodeJS.ProcessEnv): DeliveryConfig {
  return readSettingsFile('delivery', path, (text, file) => parseDelivery(text, file, environment))
}
