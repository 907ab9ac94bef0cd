import type { Account } from './account.ts'
import { cancelCode } from './cancel-code.ts'
import type { CodeReference, LoginContext } from './login-context.ts'
import { type ResendRequest, resendCode } from './resend-code.ts'
import { type SendRequest, sendCode } from './send-code.ts'
import type { SentCode } from './sent-code.ts'
import { type SignedIn, type SignInRequest, signIn } from './sign-in.ts'
import { type SignUpRequest, signUp } from './sign-up.ts'

/** Logging in by phone number and code: the five steps, each explained where it is defined. */
export class LoginCodes {
  readonly #context: LoginContext

  constructor(context: LoginContext) {
    this.#context = context
  }

  /** Sends a code by the first medium. See {@link sendCode}. */
  send(request: SendRequest): Promise<SentCode> {
    return sendCode(this.#context, request)
  }

  /** Sends the pending code by the next medium. See {@link resendCode}. */
  resend(request: ResendRequest): Promise<SentCode> {
    return resendCode(this.#context, request)
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
}
