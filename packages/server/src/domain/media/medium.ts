/** The name of a way for a code to reach its reader. */
export type MediumName = 'app' | 'firebaseSms' | 'smsPhrase' | 'smsWord' | NextMediumName

/** The media that auth.CodeType has a constructor for, so that `next_type` can announce them. */
export type NextMediumName = 'call' | 'flashCall' | 'fragmentSms' | 'missedCall' | 'sms'

/**
 * What is particular about a medium. Adding one adds its name above, a file beside this one, its line in `media.ts`,
 * its settings in the policy, its words in `delivery/texts` and a provider that delivers it.
 *
 * @see https://core.telegram.org/type/auth.SentCodeType
 */
export interface Medium {
  /**
   * What `next_type` says when this medium comes next: every kind of text message is announced as `sms`. Undefined for a
   * medium that `next_type` has no word for: it can only stand first in a ladder.
   */
  readonly announcedAs: NextMediumName | undefined
  /** What has to be there for the medium to reach anybody; undefined when nothing is needed. */
  readonly needs: MediumNeed | undefined
  /** What the reader enters. */
  readonly form: CodeForm
}

/** What a medium may need: another session of the account, or that the program said it can handle the medium. */
export type MediumNeed = 'otherSession' | 'flashCallAllowed' | 'missedCallAllowed' | 'integrity'

/**
 * What the reader enters: `digits`; the whole number of a caller; the last digits of a caller's number; a word; several
 * words.
 */
export type CodeForm = 'digits' | 'caller' | 'callerEnd' | 'word' | 'phrase'
