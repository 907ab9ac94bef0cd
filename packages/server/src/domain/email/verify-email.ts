import { countedAddress } from '../address-subject.ts'
import { atStep, bringNewCode } from '../bring-code.ts'
import { DomainError } from '../domain-error.ts'
import { type CodeReference, codeExpired, findPendingCode, type LoginContext } from '../login-context.ts'
import { lengthOf } from '../media/code-form.ts'
import { codeCreateFailed, newCodeHash } from '../new-pending-code.ts'
import type { PendingCode } from '../pending-code.ts'
import { parsePhoneNumber } from '../phone-number.ts'
import type { Repositories } from '../repositories.ts'
import type { SentCode } from '../sent-code.ts'
import type { EmailProof } from './email-verification.ts'
import { addressByToken } from './id-tokens.ts'
import { takeProof } from './mailed-code.ts'
import { assertChangeable } from './send-verify-code.ts'

/** The proof of a mailbox that is set up in the course of a login. */
export interface VerifySetUpRequest extends CodeReference {
  readonly proof: EmailProof
  /** Where the request came from; without it no budget per address applies. */
  readonly address?: string
}

/** The proof of a mailbox by somebody who is logged in. */
export interface VerifyRequest {
  readonly key_id: bigint
  readonly user_id: bigint
  readonly purpose: 'loginChange' | 'passport'
  readonly proof: EmailProof
}

/** A mailbox that was set up, and how the login goes on. */
export interface VerifiedLogin {
  readonly email: string
  readonly sent: SentCode
}

/**
 * Takes the proof of a mailbox in the course of a login, and goes on with it by phone, under a new hash. A mailbox says
 * nothing about whose the number is: the address becomes the login e-mail of the account when the login is complete.
 *
 * @throws {DomainError} `CODE_INVALID`; `EMAIL_VERIFY_EXPIRED`; `EMAIL_NOT_ALLOWED`; `PHONE_CODE_EXPIRED`;
 *   `PHONE_NUMBER_INVALID`; `SMS_CODE_CREATE_FAILED`
 * @see https://core.telegram.org/method/account.verifyEmail
 */
export async function verifySetUp(context: LoginContext, request: VerifySetUpRequest): Promise<VerifiedLogin> {
  const { proof, key_id } = request
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  const tokenAddress = await addressByToken(context.email.tokens, proof, context.clock.now())
  const phone_code_hash = newCodeHash(context)
  const outcome = await context.store.transaction(async repositories => {
    const pending = await findPendingCode(context, repositories, request, phone_number, 'login')
    if (pending.stage !== 'sent' || pending.ladder[pending.step] !== 'setUpEmail') throw codeExpired()
    const of = { key_id, purpose: 'loginSetup', subject: phone_number } as const
    const proven = await takeProof(context, repositories, of, proof, tokenAddress)
    if (proven === 'wrong') return countWrongProof(context, repositories, pending)
    const { address } = proven
    const nowMs = context.clock.now()
    const rest = { nonce: new Uint8Array(0), wrongAttempts: 0, verified: true, expiresAtMs: nowMs + verifiedMs }
    await repositories.emailVerifications.put({ ...of, address, ...rest })
    const stored = byPhone(context, pending, phone_code_hash)
    await repositories.codes.put(stored)
    return { address, stored }
  })
  if (outcome === 'wrong') throw wrongCode()
  const asker = countedAddress(request.address, context.policy.limits.countThisMachine)
  const sent = await bringNewCode(context, outcome.stored, phone_code_hash, asker)
  return { email: outcome.address, sent }
}

/** How long a login may take after its mailbox was proven: whoever asks for another code has not to prove it again. */
const verifiedMs = 86_400_000

/** The same login without what has been done: its code goes by phone, and has another hash. */
function byPhone(context: LoginContext, pending: PendingCode, phone_code_hash: string): PendingCode {
  const ladder = pending.ladder.slice(pending.step + 1)
  const [first] = ladder
  if (first === undefined) throw codeCreateFailed()
  const next: PendingCode = {
    ...pending,
    ladder,
    step: 0,
    length: lengthOf(context.policy, first),
    hashDigest: context.secrets.hashDigest(phone_code_hash),
    wrongAttempts: 0,
    createdAtMs: context.clock.now(),
  }
  return atStep(context, next, phone_code_hash, 0)
}

/** Bounds the tries of one login, whether they are codes or tokens. */
async function countWrongProof(
  { policy }: LoginContext,
  { codes }: Repositories,
  pending: PendingCode,
): Promise<'wrong'> {
  const wrongAttempts = pending.wrongAttempts + 1
  if (wrongAttempts >= policy.email.wrongAttemptsMax * lettersPerLogin) {
    await codes.delete(pending.key_id, pending.purpose)
  } else await codes.put({ ...pending, wrongAttempts })
  return 'wrong'
}

/** Who mistypes an address gets another letter; who goes on like that begins anew. */
const lettersPerLogin = 3

/**
 * Takes the proof of a mailbox by somebody who is logged in. For a change of the login e-mail it is that from now on, and
 * a reset that was asked for is called off.
 *
 * @returns the address
 * @throws {DomainError} `CODE_INVALID`; `EMAIL_VERIFY_EXPIRED`; `EMAIL_NOT_ALLOWED`; `EMAIL_NOT_SETUP`
 * @see https://core.telegram.org/method/account.verifyEmail
 */
export async function verifyOfAccount(context: LoginContext, request: VerifyRequest): Promise<string> {
  const { key_id, user_id, purpose, proof } = request
  const tokenAddress = await addressByToken(context.email.tokens, proof, context.clock.now())
  const proven = await context.store.transaction(async repositories => {
    const { emailVerifications, loginEmails } = repositories
    if (purpose === 'loginChange') await assertChangeable(context, repositories, user_id)
    const of = { key_id, purpose, subject: String(user_id) }
    const proven = await takeProof(context, repositories, of, proof, tokenAddress)
    if (proven === 'wrong') return proven
    await emailVerifications.delete(key_id, purpose)
    if (purpose === 'loginChange') {
      const { address } = proven
      await loginEmails.put({ user_id, address, setAtMs: context.clock.now(), resetAtMs: undefined })
    }
    return proven
  })
  // Thrown only now, since throwing inside would have undone the counting.
  if (proven === 'wrong') throw wrongCode()
  return proven.address
}

function wrongCode(): DomainError {
  return new DomainError('CODE_INVALID', 'this does not prove the mailbox')
}
