import type { emailVerifyPurposeLoginChange, emailVerifyPurposePassport } from '@chappe/schema/api'
import type { CallContext } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Gives the account that verifies an address, and what for. Unlike the set-up of a login, that is for who is logged in.
 *
 * @throws {RpcError} 401 `AUTH_KEY_UNREGISTERED`, or `SESSION_PASSWORD_NEEDED` while the password is owed
 */
export function emailOwner(
  purpose: emailVerifyPurposeLoginChange | emailVerifyPurposePassport,
  { caller, key_id }: CallContext,
): { readonly key_id: bigint; readonly user_id: bigint; readonly purpose: 'loginChange' | 'passport' } {
  if (caller.kind === 'passwordPending') throw rpcError('SESSION_PASSWORD_NEEDED')
  if (caller.kind !== 'user') throw rpcError('AUTH_KEY_UNREGISTERED')
  const { user_id } = caller
  return { key_id, user_id, purpose: purpose._ === 'emailVerifyPurposeLoginChange' ? 'loginChange' : 'passport' }
}
