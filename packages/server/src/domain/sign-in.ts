import type { Account } from './account.ts'
import { type Entered, enterAccount } from './authorize.ts'
import { DomainError } from './domain-error.ts'
import { type Entered as EnteredProof, isRight } from './email/entered-email.ts'
import { addressByToken } from './email/id-tokens.ts'
import { keepVerifiedAddress } from './email/keep-address.ts'
import { codeExpired, findPendingCode, type LoginContext } from './login-context.ts'
import { wrongAttemptsMaxOf } from './media/step.ts'
import type { PendingCode } from './pending-code.ts'
import { parsePhoneNumber } from './phone-number.ts'
import type { Repositories } from './repositories.ts'
import { count, countLogin, countWrongCode, refuseGuessing } from './send-limits.ts'

/** A code as a person entered it, or another proof of the mailbox that it was sent to. */
export type SignInRequest = EnteredProof

/** The outcome of a right code. */
export type SignedIn =
  /** The key acts for this account from now on. */
  | { readonly kind: 'account'; readonly account: Account }
  /** The account has a password, which the key owes now. */
  | { readonly kind: 'passwordNeeded' }
  /** The number has no account: `auth.signUp` with the same hash makes one. */
  | { readonly kind: 'signUpRequired' }

/**
 * Checks a code and, when it is right and the number has an account, authorizes the key for it. Code and
 * authorization change together or not at all. The same request gets the same success again for a while, since its
 * answer may have been lost.
 *
 * @throws {DomainError} `PHONE_CODE_EMPTY`; `PHONE_CODE_INVALID` for a wrong code, `CODE_INVALID` for a wrong proof of a
 *   mailbox; `EMAIL_VERIFY_EXPIRED`; `PHONE_CODE_EXPIRED`;
 *   `PHONE_NUMBER_INVALID`; `FLOOD_WAIT` after too many wrong codes for the number
 * @see https://core.telegram.org/method/auth.signIn
 */
export async function signIn(context: LoginContext, request: SignInRequest): Promise<SignedIn> {
  const phone_code = request.phone_code.trim()
  const { emailProof } = request
  if (phone_code === '' && isEmpty(emailProof)) throw new DomainError('PHONE_CODE_EMPTY', 'no code was entered')
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  const tokenAddress =
    emailProof === undefined ? undefined : await addressByToken(context.email.tokens, emailProof, context.clock.now())
  const outcome = await context.store.transaction(async (repositories): Promise<SignedIn | 'wrong'> => {
    const pending = await findPendingCode(context, repositories, request, phone_number, 'login')
    const { stage } = pending
    await refuseGuessing(repositories.usage, context.policy.limits, context.clock.now(), phone_number)
    // There is no code yet: none can be right, and nothing is learnt by trying.
    if (stage === 'unpaid') return 'wrong'
    const right = await isRight(context, repositories, pending, { ...request, phone_code }, tokenAddress)
    switch (stage) {
      case 'sent':
        if (right) return enter(context, repositories, pending)
        return countWrong(context, repositories, pending)
      case 'proven':
        if (right) return { kind: 'signUpRequired' }
        return countWrong(context, repositories, pending)
      case 'signedIn':
        if (right) return enterAgain(context, repositories, pending)
        throw codeExpired()
      case 'signedUp':
      case 'used':
        throw codeExpired()
    }
  })
  // Thrown only now, since throwing inside would have undone the counting.
  if (outcome !== 'wrong') return outcome
  throw phone_code === ''
    ? new DomainError('CODE_INVALID', 'this does not prove the mailbox')
    : new DomainError('PHONE_CODE_INVALID', 'the code is wrong')
}

function isEmpty(proof: SignInRequest['emailProof']): boolean {
  return proof === undefined || (proof.kind === 'code' ? proof.code : proof.token).trim() === ''
}

/**
 * Returns the account that a used code led to, while the key still acts for it.
 *
 * @throws {DomainError} `PHONE_CODE_EXPIRED` when it does not
 */
export async function accountStillSignedIn(repositories: Repositories, pending: PendingCode): Promise<Account> {
  const session = await repositories.sessions.find(pending.key_id)
  const user_id = session?.authorization?.user_id
  if (user_id === undefined || user_id !== pending.user_id) throw codeExpired()
  const account = await repositories.accounts.find(user_id)
  if (account === undefined) throw codeExpired()
  return account
}

/** The code was right: it is burnt, and what follows depends on whether the number has an account. */
async function enter(context: LoginContext, repositories: Repositories, pending: PendingCode): Promise<SignedIn> {
  const { policy, clock, homes } = context
  const account = await repositories.accounts.findByPhone(pending.phone_number)
  if (account === undefined) {
    const expiresAtMs = clock.now() + policy.code.signUpSeconds * 1000
    await repositories.codes.put({ ...pending, stage: 'proven', expiresAtMs })
    return { kind: 'signUpRequired' }
  }
  // It may have been moved since the code was sent; the other data center sends one of its own.
  homes.checkNumber({ phone_number: pending.phone_number, account, address: undefined })
  await countLogin(repositories.usage, policy.limits, clock.now(), account.id)
  const entered = await enterAccount(context, repositories, pending.key_id, account)
  await countLoginWithoutEmail(context, repositories, account)
  if (entered === 'entered') await keepVerifiedAddress(context, repositories, pending.key_id, account)
  // Who owes a password repeats signIn when that is removed meanwhile, which may take longer than a lost answer.
  const seconds = entered === 'entered' ? policy.code.repeatSeconds : policy.code.signUpSeconds
  const expiresAtMs = clock.now() + seconds * 1000
  await repositories.codes.put({ ...pending, stage: 'signedIn', user_id: account.id, expiresAtMs })
  return signedIn(entered, account)
}

/** The same code again. A password that was removed since is owed no longer, and one that is still there still is. */
async function enterAgain(context: LoginContext, repositories: Repositories, pending: PendingCode): Promise<SignedIn> {
  const account = await accountStillSignedIn(repositories, pending)
  const entered = await enterAccount(context, repositories, pending.key_id, account)
  if (entered === 'entered') await keepVerifiedAddress(context, repositories, pending.key_id, account)
  return signedIn(entered, account)
}

async function countLoginWithoutEmail(
  { policy, clock }: LoginContext,
  { usage, loginEmails }: Repositories,
  { id }: Account,
): Promise<void> {
  const { afterLogins } = policy.email.setUp
  if (afterLogins === null || (await loginEmails.find(id)) !== undefined) return
  await count(usage, 'loginWithoutEmail', String(id), afterLogins, clock.now())
}

function signedIn(entered: Entered, account: Account): SignedIn {
  return entered === 'entered' ? { kind: 'account', account } : { kind: 'passwordNeeded' }
}

/** Counts a wrong code; the last that its hash survives ends it. */
export async function countWrong(
  context: LoginContext,
  repositories: Repositories,
  pending: PendingCode,
): Promise<'wrong'> {
  await countWrongCode(repositories.usage, context.policy.limits, context.clock.now(), pending.phone_number)
  const wrongAttempts = pending.wrongAttempts + 1
  const name = pending.ladder[pending.step] ?? 'sms'
  if (wrongAttempts >= wrongAttemptsMaxOf(context.policy, name)) {
    await repositories.codes.delete(pending.key_id, pending.purpose)
  } else {
    await repositories.codes.put({ ...pending, wrongAttempts })
  }
  return 'wrong'
}
