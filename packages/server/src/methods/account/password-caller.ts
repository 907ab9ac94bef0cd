import type { PasswordCaller } from '../../domain/password/password.ts'
import type { CallContext } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'

/**
 * Gives the account that a call about a password is about: that of the caller, logged in or still owing the password.
 * Which of the two may call a method has been checked before.
 *
 * @throws {RpcError} 401 `AUTH_KEY_UNREGISTERED` when the key has neither
 */
export function passwordCaller({ caller, key_id }: CallContext): PasswordCaller {
  if (caller.kind !== 'user' && caller.kind !== 'passwordPending') throw rpcError('AUTH_KEY_UNREGISTERED')
  return { key_id, user_id: caller.user_id }
}
