import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionToTl } from './authorization.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Lists the sessions of the account, also those that still owe a password, most recently active first.
 *
 * @see {@link https://core.telegram.org/method/account.getAuthorizations}
 */
export const getAuthorizations: MethodHandler<'account.getAuthorizations'> = async (_request, context) => {
  const { services } = context
  const { sessions, ttlDays } = await services.authorizations.list(sessionOwner(context))
  return {
    _: 'account.authorizations',
    authorization_ttl_days: ttlDays,
    authorizations: sessions.map(({ session, authorization, current, unconfirmed }) =>
      sessionToTl({ ...authorization, session, current, unconfirmed, activeAtMs: session.activeAtMs }, services),
    ),
  }
}
