import type { SessionOwner } from '../../domain/sessions/authorizations.ts'
import type { CallContext } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Gives the account, and the session of it, that asks.
 *
 * @throws {RpcError} 401 `AUTH_KEY_UNREGISTERED` when no person is logged in
 */
export function sessionOwner({ caller, key_id }: CallContext): SessionOwner {
  if (caller.kind !== 'user') throw rpcError('AUTH_KEY_UNREGISTERED')
  return { key_id, user_id: caller.user_id }
}
