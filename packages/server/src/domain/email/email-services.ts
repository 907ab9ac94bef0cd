import type { Mailer } from '../mail.ts'
import type { MailCodes } from '../password/mail-codes.ts'
import type { Devices } from '../sessions/devices.ts'
import type { IdTokens } from './id-tokens.ts'

/** What logging in by e-mail needs beyond a phone. */
export interface EmailServices {
  readonly mailer: Mailer
  /** Makes the codes that prove a mailbox. */
  readonly codes: MailCodes
  readonly tokens: IdTokens
  /** Tells the other sessions of an account what somebody asked for. */
  readonly devices: Devices
}
