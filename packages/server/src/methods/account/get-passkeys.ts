import type { MethodHandler } from '../../rpc/call-context.ts'
import { passkeyToTl } from './passkey.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Lists the passkeys of the account, oldest first.
 *
 * @see {@link https://core.telegram.org/method/account.getPasskeys}
 */
export const getPasskeys: MethodHandler<'account.getPasskeys'> = async (_request, context) => {
  const passkeys = await context.services.passkeys.list(sessionOwner(context).user_id)
  return { _: 'account.passkeys', passkeys: passkeys.map(passkeyToTl) }
}
