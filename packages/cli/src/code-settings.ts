import { usageError } from './command-error.ts'

/**
 * Reads what a program can handle, as in `codeSettings`: `allow_flashcall,allow_missed_call`.
 *
 * @throws {CommandError} for a name that no medium asks for
 */
export function parseCodeSettings(text = ''): Partial<Record<CodeSetting, true>> {
  const names = text.split(',').filter(name => name !== '')
  const unknown = names.find(name => !settingNames.includes(name))
  if (unknown !== undefined) {
    throw usageError(`--settings has no "${unknown}"`, `What matters for ladders: ${settingNames.join(', ')}.`)
  }
  return Object.fromEntries(names.map(name => [name, true]))
}

type CodeSetting = 'allow_flashcall' | 'allow_missed_call' | 'allow_firebase'

const settingNames: readonly string[] = [
  'allow_flashcall',
  'allow_missed_call',
  'allow_firebase',
] satisfies readonly CodeSetting[]
