import { findPendingCode, type LoginContext } from '../login-context.ts'
import { parsePhoneNumber } from '../phone-number.ts'
import type { SentCode } from '../sent-code.ts'
import { type NumberCodeRequest, sendNumberCode } from './send-number-code.ts'
import { type EnteredCode, withRightCode } from './with-right-code.ts'

/**
 * Sends a code to a number that somebody wants to prove to hold, whoever's it is.
 *
 * @throws {DomainError} `PHONE_NUMBER_INVALID`, `PHONE_NUMBER_BANNED`; those of {@link sendNumberCode}
 * @see https://core.telegram.org/method/account.sendVerifyPhoneCode
 */
export function sendVerifyPhoneCode(
  context: LoginContext,
  request: NumberCodeRequest & { readonly phone_number: string },
): Promise<SentCode> {
  return sendNumberCode(context, 'verify', request, async repositories => {
    const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
    const registered = (await repositories.accounts.findByPhone(phone_number)) !== undefined
    return { phone_number, registered }
  })
}

/**
 * Checks that code. Nothing is kept of it: what it proves is the client's to use.
 *
 * @throws {DomainError} `PHONE_CODE_EMPTY`, `PHONE_CODE_INVALID`, `PHONE_CODE_EXPIRED`, `PHONE_NUMBER_INVALID`,
 *   `FLOOD_WAIT`
 * @see https://core.telegram.org/method/account.verifyPhone
 */
export function verifyPhone(
  context: LoginContext,
  request: EnteredCode & { readonly phone_number: string },
): Promise<void> {
  const { owner, phone_code_hash } = request
  const reference = { key_id: owner.key_id, phone_number: request.phone_number, phone_code_hash }
  return withRightCode(
    context,
    request,
    repositories => {
      const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
      return findPendingCode(context, repositories, reference, phone_number, 'verify')
    },
    async () => {},
  )
}
