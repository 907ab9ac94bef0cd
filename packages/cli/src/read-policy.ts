import { readFileSync } from 'node:fs'
import { type PolicyOverrides, parsePolicy } from '@chappe/server'
import { CommandError, usageError } from './command-error.ts'
import { exitCodes } from './exit-codes.ts'

/** Reads a policy file; what is wrong with it is said with line and column. */
export function readPolicy(path: string): PolicyOverrides {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw usageError(`the policy file ${path} cannot be read: ${(cause as Error).message}`)
  }
  try {
    return parsePolicy(text, path)
  } catch (cause) {
    const { code, message } = cause as { readonly code?: string; readonly message: string }
    if (code !== 'POLICY_INVALID') throw cause
    throw new CommandError(message, { code, exitCode: exitCodes.usage, cause })
  }
}
