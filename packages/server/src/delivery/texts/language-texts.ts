import type { SilentRefusal } from '../../domain/silent-refusal.ts'
import type { Moment } from './moment.ts'

/** What a letter is for. */
export type LetterKind = 'loginCode' | 'confirmLoginEmail' | 'confirmEmail' | 'confirmRecoveryEmail' | 'recoverPassword'

/** The two particular sentences of a letter; the rest is the same for all. */
interface LetterTexts {
  readonly subject: string
  /** What to do with the code that stands below. */
  readonly lead: string
}

/**
 * Everything this data center says to people in one language. A text with a code holds exactly one group of digits when
 * the code is digits, and none when it is words: phones and people's programs take the first group they find.
 *
 * A text message with digits fits into one: 160 characters of the GSM alphabet, or 70 of any other script, with a
 * service name of up to 12 characters.
 */
export interface LanguageTexts {
  readonly direction: 'ltr' | 'rtl'
  /** BCP 47 tag of a voice that reads this language. */
  readonly voice: string
  sms(code: string, service: string): string
  smsWord(word: string, service: string): string
  smsPhrase(phrase: string, service: string): string
  /** A message from the service account to the other sessions. */
  app(code: string, service: string): string
  /** Read out by a voice. */
  call(code: string, service: string): string
  /** What a phone shows when somebody calls and says nothing. */
  ring(caller: string): string
  letters(service: string): Readonly<Record<LetterKind, LetterTexts>>
  /** Under the code in every letter. */
  letterWarning(service: string): string
  readonly letterIgnore: string
  /** From 777000: somebody logged in. `facts` are the lines of `device` and `location`. */
  newLogin(at: Moment, facts: string): string
  /** The lines of `newLogin`. */
  device(device: string): string
  location(location: string): string
  /** From 777000: the two-step password can be removed from that moment on. */
  passwordReset(from: Moment): string
  /** From 777000: the login e-mail is no longer asked from that moment on. */
  loginEmailReset(from: Moment): string
  /** From 777000: the account can be deleted from that moment on; the link calls it off. */
  deletion(from: Moment, link: string): string
  /** What a paid login buys, `days` being a number with its unit, such as `7 days`. */
  premiumFor(days: string): string
  /** What else it buys: the text message that it is about. */
  readonly paidLogin: string
  /** Why a call was refused, in a window of its own, before a program that says nothing. */
  readonly refusals: Readonly<Record<SilentRefusal, string>>
}
