import type { MethodHandler } from '../../rpc/call-context.ts'
import { userToTl } from '../users/user.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Lists the websites that the account is logged in to.
 *
 * @see {@link https://core.telegram.org/method/account.getWebAuthorizations}
 */
export const getWebAuthorizations: MethodHandler<'account.getWebAuthorizations'> = async (_request, context) => {
  const { user_id } = sessionOwner(context)
  const { authorizations, bots } = await context.services.webAuthorizations.list(user_id)
  return {
    _: 'account.webAuthorizations',
    authorizations: authorizations.map(({ hash, bot_id, domain, browser, platform, ip, region, ...moments }) => ({
      _: 'webAuthorization',
      hash,
      bot_id,
      domain,
      browser,
      platform,
      date_created: Math.floor(moments.createdAtMs / 1000),
      date_active: Math.floor(moments.activeAtMs / 1000),
      ip,
      region,
    })),
    users: bots.map(bot => userToTl(bot, { user_id, ...context })),
  }
}
