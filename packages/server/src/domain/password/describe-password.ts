import { createSrpChallenge, type SrpAlgorithm } from '@chappe/crypto'
import { livingLoginEmail } from '../email/email-steps.ts'
import { emailPattern } from '../email-address.ts'
import { newAlgorithm, newSecureSalt } from './new-password.ts'
import { algorithmOf, type PasswordCaller } from './password.ts'
import type { PasswordContext } from './password-context.ts'

/** What a client is told of a password: a question that only who knows it can answer, and what surrounds it. */
export interface DescribedPassword {
  /** Absent without a password. */
  readonly question: Question | undefined
  readonly hint: string
  readonly has_recovery: boolean
  readonly has_secure_values: boolean
  /** Pattern of an address that waits to be confirmed. */
  readonly email_unconfirmed_pattern: string | undefined
  readonly newAlgorithm: SrpAlgorithm
  readonly newSecureSalt: Uint8Array
  readonly secure_random: Uint8Array
  /** Pattern of the address to which login codes go. */
  readonly login_email_pattern: string | undefined
  /** When a requested reset may be carried out, milliseconds since the Unix epoch. */
  readonly resetAtMs: number | undefined
}

interface Question {
  readonly algorithm: SrpAlgorithm
  readonly srp_B: Uint8Array
  readonly srp_id: bigint
}

/**
 * Describes the password of an account to one of its keys, and opens a new question about it.
 *
 * @see https://core.telegram.org/method/account.getPassword
 */
export async function describePassword(context: PasswordContext, caller: PasswordCaller): Promise<DescribedPassword> {
  const { user_id } = caller
  const { password, change, reset, loginEmail } = await context.store.transaction(async repositories => ({
    password: await repositories.passwords.find(user_id),
    change: await repositories.passwordChanges.find(user_id),
    reset: await repositories.passwordResets.find(user_id),
    loginEmail: await livingLoginEmail(context, repositories, user_id),
  }))
  let question: Question | undefined
  if (password !== undefined) {
    const algorithm = algorithmOf(password)
    const challenge = createSrpChallenge(context.crypto, password.verifier, algorithm)
    const srp_id = context.questions.open(caller, { version: password.version, challenge })
    question = { algorithm, srp_B: challenge.srp_B, srp_id }
  }
  const isWaiting = change !== undefined && change.expiresAtMs > context.clock.now()
  return {
    question,
    hint: password?.hint ?? '',
    has_recovery: password?.email !== undefined,
    has_secure_values: password?.secure !== undefined,
    email_unconfirmed_pattern: isWaiting ? emailPattern(change.email) : undefined,
    login_email_pattern: loginEmail && emailPattern(loginEmail.address),
    newAlgorithm: newAlgorithm(context.saltKey, user_id, password),
    newSecureSalt: newSecureSalt(context.saltKey, user_id),
    secure_random: context.random.bytes(secureRandomBytes),
    resetAtMs: reset?.stage === 'requested' ? reset.untilMs : undefined,
  }
}

const secureRandomBytes = 256
