import type { Account } from './account.ts'
import { enterAccount } from './authorize.ts'
import { DomainError } from './domain-error.ts'
import { keepVerifiedAddress } from './email/keep-address.ts'
import { type CodeReference, codeExpired, findPendingCode, type LoginContext } from './login-context.ts'
import { type PersonName, parsePersonName } from './person-name.ts'
import { parsePhoneNumber } from './phone-number.ts'
import { accountStillSignedIn } from './sign-in.ts'

/** A request to register the number whose code was proven by `auth.signIn`. */
export interface SignUpRequest extends CodeReference, PersonName {}

/**
 * Creates the account of a proven number and authorizes the key for it. The same request gets the same success again
 * for a while, since its answer may have been lost.
 *
 * @throws {DomainError} `PHONE_CODE_EMPTY` when no code was entered yet, `PHONE_CODE_INVALID` when only wrong ones were; `PHONE_CODE_EXPIRED`;
 *   `PHONE_NUMBER_INVALID`; `PHONE_NUMBER_OCCUPIED` when somebody registered meanwhile; `FIRSTNAME_INVALID`,
 *   `LASTNAME_INVALID`
 * @see https://core.telegram.org/method/auth.signUp
 */
export async function signUp(context: LoginContext, request: SignUpRequest): Promise<Account> {
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  return context.store.transaction(async repositories => {
    const pending = await findPendingCode(context, repositories, request, phone_number, 'login')
    switch (pending.stage) {
      case 'unpaid':
      case 'sent':
        if (pending.wrongAttempts > 0)
          throw new DomainError('PHONE_CODE_INVALID', 'only a wrong code was entered so far')
        throw new DomainError('PHONE_CODE_EMPTY', 'the code has to be entered with auth.signIn first')
      case 'signedIn':
      case 'used':
        throw codeExpired()
      case 'signedUp':
        return accountStillSignedIn(repositories, pending)
      case 'proven':
        break
      default:
        // Whoever adds a stage has to say here whether it proves a number.
        pending.stage satisfies never
        throw codeExpired()
    }
    const name = parsePersonName(request)
    const nowMs = context.clock.now()
    const { terms } = context.policy
    // They were shown with the answer to auth.signIn: https://core.telegram.org/api/auth
    const accepted = terms !== null && { acceptedTerms: terms.version }
    // Where somebody registers is where they are at home.
    const dc = context.homes.here
    const account = await repositories.accounts.create({ phone_number, ...name, createdAtMs: nowMs, dc, ...accepted })
    if (account === undefined) {
      throw new DomainError('PHONE_NUMBER_OCCUPIED', 'somebody registered this number meanwhile; log in instead')
    }
    await enterAccount(context, repositories, request.key_id, account)
    await keepVerifiedAddress(context, repositories, request.key_id, account)
    const expiresAtMs = nowMs + context.policy.code.repeatSeconds * 1000
    await repositories.codes.put({ ...pending, stage: 'signedUp', user_id: account.id, expiresAtMs })
    return account
  })
}
