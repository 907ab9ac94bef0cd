import type { IntegrityKind } from './integrity.ts'
import type { MediumName } from './media/medium.ts'
import type { PushTarget } from './push-target.ts'

/**
 * What a program says about itself when it asks for a code. `current_number` and `unknown_number`, by which it says
 * whether the number is that of the device, are not read: nothing published says what they decide, and where nobody can
 * read the call log the next medium follows the flash call after its timeout.
 *
 * @see https://core.telegram.org/constructor/codeSettings
 */
export interface CodeSettings {
  /** It can read the call log, and so the number of a caller that hung up. */
  readonly allow_flashcall: boolean
  /** It can ask for the last digits of such a number. */
  readonly allow_missed_call: boolean
  /** It can prove its integrity to Firebase. */
  readonly allow_firebase: boolean
  /** It wants its own token at the end of text messages, so that Android hands them over. */
  readonly allow_app_hash: boolean
  /** Whether the program's layer has words for a medium. */
  understands(medium: MediumName): boolean
  /** Whether the program's layer can say that a login has to be paid for. */
  readonly canPay: boolean
  /** Where it can be woken by a push; undefined when it did not say. */
  readonly push: PushTarget | undefined
  /** Whether the program's layer can ask for a proof of this kind. */
  canProve(kind: IntegrityKind): boolean
}

/** A program that said nothing of itself: it gets what needs nothing. */
export const plainSettings: CodeSettings = {
  allow_flashcall: false,
  allow_missed_call: false,
  allow_firebase: false,
  allow_app_hash: false,
  understands: () => true,
  canPay: true,
  push: undefined,
  canProve: () => false,
}
