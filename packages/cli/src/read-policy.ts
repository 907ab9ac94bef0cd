import { type PolicyOverrides, parsePolicy } from '@chappe/server'
import { readSettingsFile } from './read-settings-file.ts'

/** Reads a policy file; what is wrong with it is said with line and column. */
export function readPolicy(path: string): PolicyOverrides {
  return readSettingsFile('policy', path, parsePolicy)
}
