import type { MethodHandler } from '../../rpc/call-context.ts'
import { passkeyToTl, readRegistration } from './passkey.ts'
import { sessionOwner } from './session-owner.ts'

/**
 * Keeps the passkey that a device made.
 *
 * @see {@link https://core.telegram.org/method/account.registerPasskey}
 */
export const registerPasskey: MethodHandler<'account.registerPasskey'> = async ({ credential }, context) =>
  passkeyToTl(await context.services.passkeys.register(sessionOwner(context), readRegistration(credential)))
