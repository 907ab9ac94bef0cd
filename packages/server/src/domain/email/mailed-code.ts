/** The code that proves a mailbox: from the wish to use it to the code of its letter. */
import type { RateLimit } from '../../policy/login-policy.ts'
import { DomainError, floodWait } from '../domain-error.ts'
import { emailPattern, parseEmailAddress } from '../email-address.ts'
import type { LoginContext } from '../login-context.ts'
import type { Repositories } from '../repositories.ts'
import { count, freeAt } from '../send-limits.ts'
import type { EmailProof, EmailVerification, VerifyPurpose } from './email-verification.ts'
import { mailboxOf } from './login-email.ts'

/** What a client is told of a letter. */
export interface SentEmailCode {
  /** The address, so that its owner recognises it: `a***e@mail.example`. */
  readonly pattern: string
  /** Digits of the code. */
  readonly length: number
}

/** Whose mailbox is to be proven, and what for. */
export interface VerificationOf {
  readonly key_id: bigint
  readonly purpose: VerifyPurpose
  /** See {@link EmailVerification.subject}. */
  readonly subject: string
}

/**
 * Checks an address that somebody wants to use.
 *
 * @throws {DomainError} `EMAIL_INVALID`; `EMAIL_NOT_ALLOWED`
 */
export function usableAddress({ policy }: Pick<LoginContext, 'policy'>, text: string): string {
  const address = parseEmailAddress(text)
  const domain = mailboxOf(address.slice(address.lastIndexOf('@') + 1))
  if (policy.email.blockedDomains.some(blocked => domain === blocked || domain.endsWith(`.${blocked}`))) {
    throw new DomainError('EMAIL_NOT_ALLOWED', 'addresses of this domain are not taken here')
  }
  return address
}

/**
 * Counts a letter to a mailbox that a client asked for.
 *
 * @throws {DomainError} `FLOOD_WAIT`
 */
export async function countLetter(
  { policy, clock }: Pick<LoginContext, 'policy' | 'clock'>,
  { usage }: Repositories,
  phone_number: string,
  address: string,
): Promise<void> {
  const nowMs = clock.now()
  const counted = [
    { kind: 'letterByNumber', subject: phone_number, limit: policy.email.lettersPerNumber },
    { kind: 'letterByMailbox', subject: mailboxOf(address), limit: policy.email.lettersPerMailbox },
  ] as const
  for (const { kind, subject, limit } of counted) {
    const freeAtMs = limit === null ? nowMs : await freeAt(usage, kind, subject, limit, nowMs)
    if (freeAtMs > nowMs) throw floodWait(nowMs, freeAtMs, 'too many letters were asked for')
  }
  for (const { kind, subject, limit } of counted) await count(usage, kind, subject, limit, nowMs)
}

/**
 * Returns the verification of an address as it is when its letter goes out now. The code of a letter to the same address
 * that is still good goes out again; another address gets another code.
 */
export async function nextVerification(
  context: LoginContext,
  { emailVerifications }: Repositories,
  of: VerificationOf,
  address: string,
): Promise<EmailVerification> {
  const nowMs = context.clock.now()
  const known = await emailVerifications.find(of.key_id, of.purpose)
  const expiresAtMs = nowMs + context.policy.email.lifetimeSeconds * 1000
  const isAlive = known !== undefined && known.expiresAtMs > nowMs && !known.verified
  const verification =
    isAlive && known.subject === of.subject && known.address === address
      ? { ...known, expiresAtMs }
      : { ...of, address, nonce: context.random.bytes(nonceBytes), wrongAttempts: 0, verified: false, expiresAtMs }
  await emailVerifications.put(verification)
  return verification
}

const nonceBytes = 16

/**
 * Mails the code of a verification that is stored already.
 *
 * @throws {DomainError} `EMAIL_INVALID` when nobody takes letters to the address
 */
export async function mailVerification(
  context: LoginContext,
  verification: EmailVerification,
  letter: { readonly phone_number: string; readonly lang_code: string },
): Promise<SentEmailCode> {
  const { address, purpose } = verification
  const { mailer, codes } = context.email
  const kind = kinds[purpose]
  const code = codes.code(kind, subjectOf(verification), verification.nonce)
  if ((await mailer.mail({ kind, address, code, ...letter })) === 'failed') {
    throw new DomainError('EMAIL_INVALID', 'no letter could be delivered to this address')
  }
  return { pattern: emailPattern(address), length: context.policy.email.length }
}

const kinds = {
  loginSetup: 'confirmLoginEmail',
  loginChange: 'confirmLoginEmail',
  passport: 'confirmEmail',
} as const satisfies Record<VerifyPurpose, string>

/** What became of a proof. */
export type Proven = { readonly address: string } | 'wrong'

/**
 * Takes the proof that a mailbox is somebody's own. A wrong code is counted; the last that a letter survives ends it.
 *
 * @param tokenAddress - what the token of the proof says, see {@link addressByToken}
 * @throws {DomainError} `EMAIL_VERIFY_EXPIRED` when no letter is out; `EMAIL_NOT_ALLOWED`; `EMAIL_INVALID`;
 *   `FLOOD_WAIT` after too many wrong codes for the mailbox
 */
export async function takeProof(
  context: LoginContext,
  { usage, emailVerifications }: Repositories,
  of: VerificationOf,
  proof: EmailProof,
  tokenAddress: string | undefined,
): Promise<Proven> {
  if (proof.kind !== 'code') {
    return tokenAddress === undefined ? 'wrong' : { address: usableAddress(context, tokenAddress) }
  }
  const known = await emailVerifications.find(of.key_id, of.purpose)
  const nowMs = context.clock.now()
  const isWaiting = known !== undefined && !known.verified && known.subject === of.subject && known.expiresAtMs > nowMs
  if (!isWaiting) throw new DomainError('EMAIL_VERIFY_EXPIRED', 'no letter is out; ask for one first')
  const mailbox = mailboxOf(known.address)
  const freeAtMs = await freeAt(usage, 'wrongMailedCode', mailbox, wrongMailedCodes, nowMs)
  if (freeAtMs > nowMs) throw floodWait(nowMs, freeAtMs, 'too many wrong codes were entered for this mailbox')
  if (context.email.codes.matches(proof.code, kinds[of.purpose], subjectOf(known), known.nonce)) {
    return { address: known.address }
  }
  await count(usage, 'wrongMailedCode', mailbox, wrongMailedCodes, nowMs)
  const wrongAttempts = known.wrongAttempts + 1
  if (wrongAttempts >= context.policy.email.wrongAttemptsMax) await emailVerifications.delete(of.key_id, of.purpose)
  else await emailVerifications.put({ ...known, wrongAttempts })
  return 'wrong'
}

/** Wrong codes for one mailbox, whoever enters them: a mailbox of somebody else is guessed with 1 in 10,000 a day. */
const wrongMailedCodes: RateLimit = { max: 100, periodSeconds: 86_400 }

// The address is in it, so that the code of one never proves another.
function subjectOf({ key_id, purpose, subject, address }: EmailVerification): string {
  return `${key_id}/${purpose}/${subject}/${mailboxOf(address)}`
}
