import type { Account } from './account.ts'
import { refuseBanned } from './bans/bans.ts'
import { cancelCode } from './cancel-code.ts'
import { invalidateCodes, invalidateCodesIn } from './leaked-codes.ts'
import type { CodeReference, LoginContext } from './login-context.ts'
import { parsePhoneNumber } from './phone-number.ts'
import { type MissingCodeRequest, reportMissingCode } from './report-missing-code.ts'
import { type FirebaseSmsRequest, requestFirebaseSms } from './request-firebase-sms.ts'
import { type ResendRequest, resendCode } from './resend-code.ts'
import { type SendRequest, sendCode } from './send-code.ts'
import type { SentCode } from './sent-code.ts'
import type { FutureTokens, RedeemRequest } from './sessions/future-tokens.ts'
import { type SignedIn, type SignInRequest, signIn } from './sign-in.ts'
import { type SignUpRequest, signUp } from './sign-up.ts'

/** Logging in by phone number and code: its steps, each explained where it is defined. */
export class LoginCodes {
  readonly #context: LoginContext

  constructor(context: LoginContext) {
    this.#context = context
  }

  /** Sends a code by the first medium. See {@link sendCode}. */
  send(request: SendRequest): Promise<SentCode> {
    return sendCode(this.#context, request)
  }

  /**
   * Logs in by a token of an earlier login instead of a code.
   *
   * @returns undefined when no token is for the account of the number
   * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`
   */
  async redeem(request: RedeemRequest, tokens: FutureTokens): ReturnType<FutureTokens['redeem']> {
    const phone_number = parsePhoneNumber(request.phone_number, this.#context.policy.numbers)
    await this.#context.store.transaction(repositories => refuseBanned(repositories, phone_number))
    return tokens.redeem({ ...request, phone_number })
  }

  /** Sends the pending code by the next medium. See {@link resendCode}. */
  resend(request: ResendRequest): Promise<SentCode> {
    return resendCode(this.#context, request)
  }

  /** Sends the text message that waits for a proof of integrity. See {@link requestFirebaseSms}. */
  requestFirebaseSms(request: FirebaseSmsRequest): Promise<boolean> {
    return requestFirebaseSms(this.#context, request)
  }

  /** Notes that the code did not come. See {@link reportMissingCode}. */
  reportMissing(request: MissingCodeRequest): Promise<void> {
    return reportMissingCode(this.#context, request)
  }

  /** Ends the pending code. See {@link cancelCode}. */
  cancel(request: CodeReference): Promise<void> {
    return cancelCode(this.#context, request)
  }

  /** Checks a code and authorizes the key. See {@link signIn}. */
  signIn(request: SignInRequest): Promise<SignedIn> {
    return signIn(this.#context, request)
  }

  /** Creates the account of a proven number and authorizes the key. See {@link signUp}. */
  signUp(request: SignUpRequest): Promise<Account> {
    return signUp(this.#context, request)
  }

  /** Ends codes that their owner has shown to somebody. See {@link invalidateCodes}. */
  invalidate(user_id: bigint, texts: readonly string[]): Promise<void> {
    return invalidateCodes(this.#context, user_id, texts)
  }

  /** Ends codes that stand in a message of their owner. See {@link invalidateCodesIn}. */
  invalidateIn(user_id: bigint, message: string): Promise<void> {
    return invalidateCodesIn(this.#context, user_id, message)
  }
}
