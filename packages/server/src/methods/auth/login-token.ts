import type { auth } from '@chappe/schema/api'
import type { ClaimedToken } from '../../domain/sessions/login-tokens.ts'
import type { CallContext } from '../../rpc/call-context.ts'
import { rpcError } from '../../rpc/rpc-errors.ts'
import { authorizationToTl } from './authorization.ts'

/**
 * Says what became of a token.
 *
 * @throws {RpcError} 401 `SESSION_PASSWORD_NEEDED`
 * @see {@link https://core.telegram.org/type/auth.LoginToken}
 */
export async function loginTokenToTl(claimed: ClaimedToken, context: CallContext): Promise<auth.LoginToken> {
  switch (claimed.kind) {
    case 'token':
      return { _: 'auth.loginToken', token: claimed.token, expires: Math.floor(claimed.expiresAtMs / 1000) }
    case 'migrate':
      return { _: 'auth.loginTokenMigrateTo', dc_id: claimed.dc, token: claimed.token }
    case 'passwordNeeded':
      throw rpcError('SESSION_PASSWORD_NEEDED')
    case 'account':
      return {
        _: 'auth.loginTokenSuccess',
        authorization: await authorizationToTl(claimed.account, context),
      }
  }
}
