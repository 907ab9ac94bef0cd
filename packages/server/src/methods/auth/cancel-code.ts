import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Ends a pending code.
 *
 * @see {@link https://core.telegram.org/method/auth.cancelCode}
 */
export const cancelCode: MethodHandler<'auth.cancelCode'> = async (request, { services, key_id }) => {
  const { phone_number, phone_code_hash } = request
  await services.loginCodes.cancel({ key_id, phone_number, phone_code_hash })
  return true
}
