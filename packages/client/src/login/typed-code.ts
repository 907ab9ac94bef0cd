import { UsageError } from '../usage-error.ts'

/** Digits may be typed in groups; words and phrases are sent as they stand. */
export function withoutGroups(entered: string): string {
  return entered.replaceAll(/[\s\-–+()]/g, '')
}

/** Makes the refusal of an empty code. */
export function codeEmpty(): UsageError {
  return new UsageError('CODE_EMPTY', 'the code is empty; type the code that was sent')
}
