import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Ends the temporary keys bound to the caller's permanent key, except those listed and the one that the call came under,
 * which still has to carry the answer.
 *
 * Those of other devices stay, although some descriptions speak of all keys of the account: programs call this at every
 * start, knowing their own keys alone, and would throw each other out.
 *
 * @see {@link https://core.telegram.org/method/auth.dropTempAuthKeys}
 */
export const dropTempAuthKeys: MethodHandler<'auth.dropTempAuthKeys'> = (request, { key_id, key, services }) => {
  services.forgetKeys(services.keys.dropBound(key_id, [...request.except_auth_keys, key.authKey.auth_key_id]))
  return true
}
