import type { Account } from '../account.ts'
import type { SentCode } from '../sent-code.ts'
import { changePhone, sendChangePhoneCode } from './change-phone.ts'
import type { NumbersContext } from './numbers-context.ts'
import type { NumberCodeRequest } from './send-number-code.ts'
import { sendVerifyPhoneCode, verifyPhone } from './verify-phone.ts'
import type { EnteredCode } from './with-right-code.ts'

/** The numbers of people who are logged in: each step is explained where it is defined. */
export class PhoneNumbers {
  readonly #context: NumbersContext

  constructor(context: NumbersContext) {
    this.#context = context
  }

  /** Sends a code to a new number. See {@link sendChangePhoneCode}. */
  sendChangeCode(request: NumberCodeRequest & { readonly phone_number: string }): Promise<SentCode> {
    return sendChangePhoneCode(this.#context, request)
  }

  /** Moves the account there. See {@link changePhone}. */
  change(request: EnteredCode & { readonly phone_number: string }): Promise<Account> {
    return changePhone(this.#context, request)
  }

  /** Sends a code to a number that is to be proven. See {@link sendVerifyPhoneCode}. */
  sendVerifyCode(request: NumberCodeRequest & { readonly phone_number: string }): Promise<SentCode> {
    return sendVerifyPhoneCode(this.#context, request)
  }

  /** Checks that code. See {@link verifyPhone}. */
  verify(request: EnteredCode & { readonly phone_number: string }): Promise<void> {
    return verifyPhone(this.#context, request)
  }
}
