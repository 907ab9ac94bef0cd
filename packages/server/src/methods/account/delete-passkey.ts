import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Deletes a passkey; false when the account has none of this id.
 *
 * @see {@link https://core.telegram.org/method/account.deletePasskey}
 */
export const deletePasskey: MethodHandler<'account.deletePasskey'> = ({ id }, context) =>
  context.services.passkeys.delete(sessionOwner(context).user_id, id)
