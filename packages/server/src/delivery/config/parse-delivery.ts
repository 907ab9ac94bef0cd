import { parseSettings } from '../../policy/parse-settings.ts'
import { PolicyError } from '../../policy/policy-error.ts'
import type { DeliveryConfig } from './delivery-config.ts'
import { DeliveryConfigError } from './delivery-config-error.ts'
import { type Environment, readDelivery } from './read-delivery.ts'

/**
 * Reads from the text of a JSON file who brings codes to people, and checks that it can be followed.
 *
 * @param file - the file's name, for messages
 * @param environment - where credentials are looked up by name
 * @returns the settings of the file, to be given to `DataCenter.start`
 * @throws {DeliveryConfigError} with the line and column of what is wrong; never with a credential
 */
export function parseDelivery(text: string, file: string, environment: Environment): DeliveryConfig {
  try {
    return parseSettings(text, file, config => {
      check(config, environment)
      return config as DeliveryConfig
    })
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    throw new DeliveryConfigError(error.path, error.explanation, error.position)
  }
}

/** What knows where settings stand knows policies' errors alone. */
function check(config: unknown, environment: Environment): void {
  try {
    readDelivery(config, environment)
  } catch (error) {
    if (!(error instanceof DeliveryConfigError)) throw error
    throw new PolicyError(error.path, error.explanation)
  }
}
