import { readFileSync } from 'node:fs'
import { CommandError, usageError } from './command-error.ts'
import { exitCodes } from './exit-codes.ts'

/**
 * Reads a file of settings; what is wrong with it is said with line and column.
 *
 * @param what - names the kind of file: `policy`
 * @param parse - the library's reader; an error of its that is about what stands in the file ends the command as wrong usage
 */
export function readSettingsFile<T>(what: string, path: string, parse: (text: string, file: string) => T): T {
  const text = textOf(what, path)
  try {
    return parse(text, path)
  } catch (cause) {
    const { code, message, name } = cause as { readonly code?: string; readonly message: string; readonly name: string }
    if (code === undefined || !settingsErrors.has(name)) throw cause
    throw new CommandError(message, { code, exitCode: exitCodes.usage, cause })
  }
}

/** Editors of some systems put a mark in front of UTF-8, which JSON does not know, or write UTF-16. */
function textOf(what: string, path: string): string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw usageError(`the ${what} file ${path} cannot be read: ${(cause as Error).message}`)
  }
  try {
    // It takes the mark away.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
    throw usageError(`the ${what} file ${path} is ${isUtf16 ? 'UTF-16' : 'not UTF-8'}`, 'Save it as UTF-8.')
  }
}

const settingsErrors: ReadonlySet<string> = new Set(['DeliveryConfigError', 'OptionsError', 'PolicyError'])
