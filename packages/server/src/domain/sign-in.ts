import type { Account } from './account.ts'
import { DomainError } from './domain-error.ts'
import { type CodeReference, codeExpired, findPendingCode, type LoginContext } from './login-context.ts'
import type { PendingCode } from './pending-code.ts'
import { parsePhoneNumber } from './phone-number.ts'
import type { Repositories } from './repositories.ts'
import type { Authorization } from './session.ts'

/** A code as a person entered it. */
export interface SignInRequest extends CodeReference {
  readonly phone_code: string
}

/** The outcome of a right code. */
export type SignedIn =
  /** The key acts for this account from now on. */
  | { readonly kind: 'account'; readonly account: Account }
  /** The number has no account: `auth.signUp` with the same hash makes one. */
  | { readonly kind: 'signUpRequired' }

/**
 * Checks a code and, when it is right and the number has an account, authorizes the key for it. Code and
 * authorization change together or not at all. The same request gets the same success again for a while, since its
 * answer may have been lost.
 *
 * @throws {DomainError} `PHONE_CODE_EMPTY`; `PHONE_CODE_INVALID` for a wrong code; `PHONE_CODE_EXPIRED`;
 *   `PHONE_NUMBER_INVALID`
 * @see https://core.telegram.org/method/auth.signIn
 */
export async function signIn(context: LoginContext, request: SignInRequest): Promise<SignedIn> {
  const phone_code = request.phone_code.trim()
  if (phone_code === '') throw new DomainError('PHONE_CODE_EMPTY', 'phone_code is empty')
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  const outcome = await context.store.transaction(async (repositories): Promise<SignedIn | 'wrong'> => {
    const pending = await findPendingCode(context, repositories, request, phone_number, 'login')
    const { codeDigest, stage } = pending
    const right = context.secrets.codeMatches(codeDigest, request.phone_code_hash, phone_number, phone_code)
    switch (stage) {
      case 'sent':
        if (right) return enter(context, repositories, pending)
        return countWrong(context, repositories, pending)
      case 'proven':
        if (right) return { kind: 'signUpRequired' }
        return countWrong(context, repositories, pending)
      case 'signedIn':
        if (right) return { kind: 'account', account: await accountStillSignedIn(repositories, pending) }
        throw codeExpired()
      case 'signedUp':
        throw codeExpired()
    }
  })
  // Thrown only now, since throwing inside would have undone the counting.
  if (outcome === 'wrong') throw new DomainError('PHONE_CODE_INVALID', 'the code is wrong')
  return outcome
}

/** Binds the key to the account, under a session name of its own. */
export async function authorize(
  context: LoginContext,
  repositories: Repositories,
  key_id: bigint,
  account: Account,
): Promise<void> {
  const authorization: Authorization = {
    user_id: account.id,
    hash: sessionHash(context),
    password_pending: false,
    createdAtMs: context.clock.now(),
  }
  await repositories.sessions.authorize(key_id, authorization)
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
  const { policy, clock } = context
  const account = await repositories.accounts.findByPhone(pending.phone_number)
  if (account === undefined) {
    const expiresAtMs = clock.now() + policy.code.signUpSeconds * 1000
    await repositories.codes.put({ ...pending, stage: 'proven', expiresAtMs })
    return { kind: 'signUpRequired' }
  }
  await authorize(context, repositories, pending.key_id, account)
  const expiresAtMs = clock.now() + policy.code.repeatSeconds * 1000
  await repositories.codes.put({ ...pending, stage: 'signedIn', user_id: account.id, expiresAtMs })
  return { kind: 'account', account }
}

async function countWrong(context: LoginContext, repositories: Repositories, pending: PendingCode): Promise<'wrong'> {
  const wrongAttempts = pending.wrongAttempts + 1
  if (wrongAttempts >= context.policy.code.wrongAttemptsMax) {
    await repositories.codes.delete(pending.key_id, pending.purpose)
  } else {
    await repositories.codes.put({ ...pending, wrongAttempts })
  }
  return 'wrong'
}

function sessionHash(context: LoginContext): bigint {
  const hash = Buffer.from(context.random.bytes(8)).readBigInt64LE()
  // 0 means "the session that asks" to clients.
  return hash === 0n ? 1n : hash
}
