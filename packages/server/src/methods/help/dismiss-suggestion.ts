import type { MethodHandler } from '../../rpc/call-context.ts'
import { sessionOwner } from '../account/session-owner.ts'

/**
 * Takes a suggestion out of `help.getAppConfig` for good. Those of channels, which `peer` is for, are not here.
 *
 * @see {@link https://core.telegram.org/method/help.dismissSuggestion}
 */
export const dismissSuggestion: MethodHandler<'help.dismissSuggestion'> = async ({ suggestion }, context) => {
  await context.services.suggestions.dismiss(sessionOwner(context).user_id, suggestion)
  return true
}
