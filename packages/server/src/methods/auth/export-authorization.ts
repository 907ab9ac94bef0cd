import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Gives the one-time bytes by which this program is let in at another data center.
 *
 * @see {@link https://core.telegram.org/method/auth.exportAuthorization}
 */
export const exportAuthorization: MethodHandler<'auth.exportAuthorization'> = async ({ dc_id }, context) => {
  const { user_id, bytes } = await context.services.transfers.export(context.key_id, dc_id)
  return { _: 'auth.exportedAuthorization', id: user_id, bytes }
}
