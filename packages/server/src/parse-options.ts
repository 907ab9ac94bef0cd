import { OptionsError, type OptionsErrorCode } from './options-error.ts'
import { parseSettings } from './policy/parse-settings.ts'
import { PolicyError } from './policy/policy-error.ts'
import { SettingsReader } from './policy/settings-reader.ts'

/**
 * Reads an option of a data center from the text of a JSON file.
 *
 * @param code - that of the option's errors
 * @param read - takes every setting; what the option as a whole lacks it may say by an `OptionsError`
 * @throws {OptionsError} that names file, line, column and setting
 */
export function parseOptions<T>(
  text: string,
  file: string,
  code: OptionsErrorCode,
  read: (reader: SettingsReader) => T,
): T {
  try {
    return parseSettings(text, file, settings => readWhole(() => read(new SettingsReader(settings, ''))))
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    const { path, explanation, position } = error
    const place = position === undefined ? file : `${file}:${position.line}:${position.column}`
    throw new OptionsError(code, `${place}, ${path === '' ? 'top level' : path}: ${explanation}`)
  }
}

/** What is said about the option as a whole stands at the top of its file. */
function readWhole<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof OptionsError ? new PolicyError('', error.explanation) : error
  }
}
