import type { account } from '@chappe/schema/api'
import type { SentEmailCode } from '../../domain/email/mailed-code.ts'
import type { MethodHandler } from '../../rpc/call-context.ts'
import { emailOwner } from './email-owner.ts'

/**
 * Mails a code that proves a mailbox. While the code of a login is in the mailbox of its account, that goes out again.
 *
 * @see {@link https://core.telegram.org/method/account.sendVerifyEmailCode}
 */
export const sendVerifyEmailCode: MethodHandler<'account.sendVerifyEmailCode'> = async (request, context) => {
  const { purpose, email } = request
  const { services, key_id, client } = context
  const lang_code = client?.lang_code ?? ''
  const letter = { email, lang_code }
  if (purpose._ !== 'emailVerifyPurposeLoginSetup') {
    return sentEmailCodeToTl(await services.loginEmails.sendAccountCode({ ...emailOwner(purpose, context), ...letter }))
  }
  const { phone_number, phone_code_hash } = purpose
  return sentEmailCodeToTl(
    await services.loginEmails.sendSetUpCode({ key_id, phone_number, phone_code_hash, ...letter }),
  )
}

function sentEmailCodeToTl({ pattern, length }: SentEmailCode): account.sentEmailCode {
  return { _: 'account.sentEmailCode', email_pattern: pattern, length }
}
