import type { MethodHandler } from '../../rpc/call-context.ts'
import { sentCodeToTl } from '../auth/sent-code.ts'
import { emailOwner } from './email-owner.ts'
import { emailProofOf } from './email-verification.ts'

/**
 * Takes the proof of a mailbox. In the course of a login that goes on with the answer; otherwise the address is the
 * account's from now on.
 *
 * @see {@link https://core.telegram.org/method/account.verifyEmail}
 */
export const verifyEmail: MethodHandler<'account.verifyEmail'> = async ({ purpose, verification }, context) => {
  const { services, key_id, peer } = context
  const proof = emailProofOf(verification)
  if (purpose._ !== 'emailVerifyPurposeLoginSetup') {
    return {
      _: 'account.emailVerified',
      email: await services.loginEmails.verify({ ...emailOwner(purpose, context), proof }),
    }
  }
  const { phone_number, phone_code_hash } = purpose
  const { email, sent } = await services.loginEmails.verifySetUp({
    key_id,
    phone_number,
    phone_code_hash,
    proof,
    address: peer.address,
  })
  return { _: 'account.emailVerifiedLogin', email, sent_code: sentCodeToTl(sent) }
}
