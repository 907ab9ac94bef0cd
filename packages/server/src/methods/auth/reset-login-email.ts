import type { MethodHandler } from '../../rpc/call-context.ts'
import { sentCodeToTl } from './sent-code.ts'

/**
 * Takes word that the mailbox of a login is lost: after a while, or at once, codes go to the phone again.
 *
 * @see {@link https://core.telegram.org/method/auth.resetLoginEmail}
 */
export const resetLoginEmail: MethodHandler<'auth.resetLoginEmail'> = async (request, { services, key_id, peer }) => {
  const { phone_number, phone_code_hash } = request
  return sentCodeToTl(
    await services.loginEmails.reset({ key_id, phone_number, phone_code_hash, address: peer.address }),
  )
}
