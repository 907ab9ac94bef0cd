import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionToTl } from '../account/authorization.ts'
import { sessionOwner } from '../account/session-owner.ts'

/**
 * Lets the program that shows the token in to the caller's account.
 *
 * @see {@link https://core.telegram.org/method/auth.acceptLoginToken}
 */
export const acceptLoginToken: MethodHandler<'auth.acceptLoginToken'> = async ({ token }, context) => {
  const { session, hash, acceptedAtMs } = await context.services.loginTokens.accept(sessionOwner(context), token)
  return sessionToTl({ session, hash, createdAtMs: acceptedAtMs, activeAtMs: acceptedAtMs }, context.services)
}
