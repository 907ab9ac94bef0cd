import { access } from '@chappe/schema/facts'
import type { SessionEnd } from '../domain/session.ts'
import { rpcError } from './rpc-errors.ts'

/**
 * Who calls, as far as rights go. A temporary key that is bound counts as the permanent key behind it.
 *
 * @see {@link https://core.telegram.org/api/auth}
 */
export type Caller =
  /** A temporary key that is not bound to a permanent one. */
  | { readonly kind: 'unbound' }
  /** Nobody is logged in: a fresh key, a code on its way, or a log-in that has ended. */
  | { readonly kind: 'nobody'; readonly ended?: SessionEnd | undefined }
  /** The code was right and the password is still owed. */
  | { readonly kind: 'passwordPending'; readonly user_id: bigint }
  | { readonly kind: 'user'; readonly user_id: bigint }
  | { readonly kind: 'bot'; readonly user_id: bigint }

/**
 * Checks whether the caller may call the method, whatever the method then says.
 *
 * @throws {RpcError} 401 `AUTH_KEY_PERM_EMPTY`, `AUTH_KEY_UNREGISTERED`, `SESSION_REVOKED`, `SESSION_EXPIRED`,
 *   `USER_DEACTIVATED`, `USER_DEACTIVATED_BAN` or `SESSION_PASSWORD_NEEDED`,
 *   400 `BOT_METHOD_INVALID` or `USER_BOT_REQUIRED`
 */
export function checkAccess(method: string, caller: Caller): void {
  const facts = access(method)
  switch (caller.kind) {
    case 'unbound':
      if (!unboundMethods.has(method)) throw rpcError('AUTH_KEY_PERM_EMPTY')
      return
    case 'nobody':
      if (facts?.beforeLogin !== true && !keyMethods.has(method)) throw rpcError(endings[caller.ended ?? 'itself'])
      return
    case 'passwordPending':
      if (facts?.beforeLogin !== true && !keyMethods.has(method) && !recoveryMethods.has(method)) {
        throw rpcError('SESSION_PASSWORD_NEEDED')
      }
      return
    case 'user':
      if (facts !== undefined && !facts.users && !facts.beforeLogin) throw rpcError('USER_BOT_REQUIRED')
      return
    case 'bot':
      if (facts !== undefined && !facts.bots && !refusingMethods.has(method)) throw rpcError('BOT_METHOD_INVALID')
      return
    default:
      caller satisfies never
  }
}

/**
 * Refuses a call in the name of a business connection: there are none here, and none for who is no bot or for a method
 * that may not be called in its name.
 *
 * @throws {RpcError} 400 `BUSINESS_CONNECTION_NOT_ALLOWED`, `BUSINESS_CONNECTION_INVALID`; 401 as {@link checkAccess}
 * @see {@link https://core.telegram.org/api/bots/connected-business-bots}
 */
export function refuseBusinessConnection(method: string, caller: Caller): never {
  checkAccess('invokeWithBusinessConnection', caller)
  const mayBeCalled = caller.kind === 'bot' && access(method)?.businessConnection === 'yes'
  throw rpcError(mayBeCalled ? 'BUSINESS_CONNECTION_INVALID' : 'BUSINESS_CONNECTION_NOT_ALLOWED')
}

/** What a key without a login is told, by how the login that it had was ended. */
const endings = {
  itself: 'AUTH_KEY_UNREGISTERED',
  revoked: 'SESSION_REVOKED',
  expired: 'SESSION_EXPIRED',
  deleted: 'USER_DEACTIVATED',
  banned: 'USER_DEACTIVATED_BAN',
} as const

/** All that an unbound temporary key may call. */
const unboundMethods: ReadonlySet<string> = new Set(['auth.bindTempAuthKey', 'help.getConfig', 'help.getNearestDc'])

/**
 * What TDLib asks of a key in any state before the login: logging out, and, with perfect forward secrecy, ending the
 * temporary keys of an earlier start. The published list of methods before login lacks both; a 401 to either makes TDLib
 * give its key up in the middle of a login.
 */
const keyMethods: ReadonlySet<string> = new Set(['auth.dropTempAuthKeys', 'auth.logOut'])

/** Methods that refuse bots themselves, with an error of their own. */
const refusingMethods: ReadonlySet<string> = new Set(['account.initPasskeyRegistration'])

/** Missing from the published list as well, yet needed by who has forgotten the password. */
const recoveryMethods: ReadonlySet<string> = new Set([
  'auth.requestPasswordRecovery',
  'auth.checkRecoveryPassword',
  'auth.recoverPassword',
])
