import { UsageError } from '../usage-error.ts'

/**
 * Takes the code out of what was typed or pasted: a link that fills the code in stands for its code.
 *
 * @see {@link https://core.telegram.org/api/links#login-code-link}
 */
export function typedCode(entered: string): string {
  const text = entered.trim()
  return codeLink.exec(text)?.[1] ?? text
}

/** `tg://login?code=12345`, `https://t.me/login/12345` */
const codeLink = /^(?:tg:(?:\/\/)?login\?code=|(?:https?:\/\/)?(?:t|telegram)\.(?:me|dog)\/login\/)([\w-]+)\/?$/i

/** Digits may be typed in groups; words and phrases are sent as they stand. */
export function withoutGroups(code: string): string {
  return code.replaceAll(/[\s\-–+()]/g, '')
}

/** Makes the refusal of an empty code. */
export function codeEmpty(): UsageError {
  return new UsageError('CODE_EMPTY', 'the code is empty; type the code that was sent')
}

/** Makes the refusal of a number that cannot be the caller's: sent all the same, it would cost an attempt. */
export function callerUnlike(pattern: string): UsageError {
  return new UsageError(
    'CODE_UNLIKE_PATTERN',
    `the code is the full number of the caller, and that is one like ${pattern}, where each * is any digit; ` +
      'look at the list of missed calls again',
    { pattern },
  )
}
