import type { LoginContext } from '../login-context.ts'
import type { SentCode } from '../sent-code.ts'
import type { SentEmailCode } from './mailed-code.ts'
import { type ResetRequest, resetLoginEmail } from './reset-login-email.ts'
import { type AccountCodeRequest, type SetUpCodeRequest, sendAccountCode, sendSetUpCode } from './send-verify-code.ts'
import {
  type VerifiedLogin,
  type VerifyRequest,
  type VerifySetUpRequest,
  verifyOfAccount,
  verifySetUp,
} from './verify-email.ts'

/** Mailboxes as the medium of logins, each step explained where it is defined. */
export class LoginEmails {
  readonly #context: LoginContext

  constructor(context: LoginContext) {
    this.#context = context
  }

  /** Mails a code in the course of a login. See {@link sendSetUpCode}. */
  sendSetUpCode(request: SetUpCodeRequest): Promise<SentEmailCode> {
    return sendSetUpCode(this.#context, request)
  }

  /** Mails a code to who is logged in. See {@link sendAccountCode}. */
  sendAccountCode(request: AccountCodeRequest): Promise<SentEmailCode> {
    return sendAccountCode(this.#context, request)
  }

  /** Takes the proof of a mailbox in the course of a login. See {@link verifySetUp}. */
  verifySetUp(request: VerifySetUpRequest): Promise<VerifiedLogin> {
    return verifySetUp(this.#context, request)
  }

  /** Takes it from who is logged in. See {@link verifyOfAccount}. */
  verify(request: VerifyRequest): Promise<string> {
    return verifyOfAccount(this.#context, request)
  }

  /** Asks for a lost mailbox to be let go. See {@link resetLoginEmail}. */
  reset(request: ResetRequest): Promise<SentCode> {
    return resetLoginEmail(this.#context, request)
  }
}
