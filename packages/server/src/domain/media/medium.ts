/** The name of a way for a code to reach its reader. */
export type MediumName = 'app' | NextMediumName

/** The media that auth.CodeType has a constructor for, so that `next_type` can announce them. */
export type NextMediumName = 'call' | 'sms'

/**
 * What is particular about a medium. Adding one adds its name above, a file beside this one, its line in `media.ts`,
 * its settings in the policy and a provider that delivers it.
 *
 * @see https://core.telegram.org/type/auth.SentCodeType
 */
export interface Medium {
  /** False for a medium that `next_type` cannot announce: it can only stand first in a ladder. */
  readonly canBeNext: boolean
  /** True when it reaches people through another session of their account, and so nobody without one. */
  readonly needsOtherSession: boolean
  /** The words around a code: exactly one group of digits, and a warning not to pass it on. */
  text(code: string): string
}
