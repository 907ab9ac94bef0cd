import { parseSettings } from './parse-settings.ts'
import { type PolicyOverrides, resolvePolicy } from './resolve-policy.ts'

/**
 * Reads a login policy from the text of a JSON file and checks that it can be followed.
 *
 * @param file - the file's name, for messages
 * @returns the settings of the file, to be given to `DataCenter.start`
 * @throws {PolicyError} with the line and column of what is wrong
 */
export function parsePolicy(text: string, file: string): PolicyOverrides {
  return parseSettings(text, file, settings => {
    const overrides = settings as PolicyOverrides
    resolvePolicy(overrides)
    return overrides
  })
}
