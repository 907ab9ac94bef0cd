import type { MethodHandler } from '../../rpc/call-context.ts'

/**
 * Notes that the code of a pending login did not come.
 *
 * @see {@link https://core.telegram.org/method/auth.reportMissingCode}
 */
export const reportMissingCode: MethodHandler<'auth.reportMissingCode'> = async (request, { services, key_id }) => {
  const { phone_number, phone_code_hash, mnc } = request
  await services.loginCodes.reportMissing({ key_id, phone_number, phone_code_hash, mnc })
  return true
}
