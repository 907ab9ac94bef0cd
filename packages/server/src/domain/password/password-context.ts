import type { CryptoProvider } from '@chappe/crypto'
import type { Clock } from '../../clock.ts'
import type { RateLimit } from '../../policy/login-policy.ts'
import type { Random } from '../../random.ts'
import type { Homes } from '../homes/homes.ts'
import type { Mailer } from '../mail.ts'
import type { UnitOfWork } from '../repositories.ts'
import type { Devices } from '../sessions/devices.ts'
import type { MailCodes } from './mail-codes.ts'
import type { SrpQuestions } from './srp-questions.ts'

/** What the rules of passwords work with. */
export interface PasswordContext {
  readonly store: UnitOfWork
  readonly crypto: CryptoProvider
  readonly clock: Clock
  readonly random: Random
  readonly homes: Homes
  readonly mailer: Mailer
  readonly devices: Devices
  readonly questions: SrpQuestions
  readonly codes: MailCodes
  /** 32 secret bytes used for nothing but the salts of new passwords. */
  readonly saltKey: Uint8Array
  /** 32 secret bytes used for nothing but temporary passwords. */
  readonly temporaryKey: Uint8Array
}

/** Wrong passwords of one account; beyond, `FLOOD_WAIT` until the hour has passed. */
export const wrongPasswords: RateLimit = { max: 10, periodSeconds: 3600 }

/**
 * Wrong recovery codes of one account, over all its keys and letters. Whoever guesses all year at six digits is right
 * with less than 1 in 100.
 */
export const wrongRecoveryCodes: RateLimit = { max: 20, periodSeconds: 86_400 }

/** Mails that the password of one account may cause. */
export const passwordMails: RateLimit = { max: 10, periodSeconds: 3600 }

/** A mailed code: six digits, an hour, five tries. */
export const mailCode = { digits: 6, lifetimeSeconds: 3600, wrongAttemptsMax: 5 } as const

/** From the request of a reset until it may be carried out. */
export const resetWaitSeconds: number = 7 * 86_400

/** How long a declined reset holds back the next request. */
export const declinedWaitSeconds = 86_400
