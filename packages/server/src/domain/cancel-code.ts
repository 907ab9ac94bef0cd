import { type CodeReference, codeExpired, findPendingCode, type LoginContext } from './login-context.ts'
import { parsePhoneNumber } from './phone-number.ts'

/**
 * Ends a pending code: the hash is dead from now on.
 *
 * @throws {DomainError} `PHONE_CODE_EXPIRED` when there is nothing to cancel; `PHONE_NUMBER_INVALID`
 * @see https://core.telegram.org/method/auth.cancelCode
 */
export async function cancelCode(context: LoginContext, request: CodeReference): Promise<void> {
  const phone_number = parsePhoneNumber(request.phone_number, context.policy.numbers)
  await context.store.transaction(async repositories => {
    const pending = await findPendingCode(context, repositories, request, phone_number)
    if (pending.stage !== 'unpaid' && pending.stage !== 'sent' && pending.stage !== 'proven') throw codeExpired()
    await repositories.codes.delete(pending.key_id, pending.purpose)
  })
}
