import type { MethodHandler } from '../../rpc/call-context.ts'
import { passwordCaller } from './password-caller.ts'
import { algorithmToTl } from './password-settings.ts'

/**
 * Says whether the account has a password, and asks a question that only who knows it can answer.
 *
 * @see {@link https://core.telegram.org/method/account.getPassword}
 */
export const getPassword: MethodHandler<'account.getPassword'> = async (_request, context) => {
  const described = await context.services.passwords.describe(passwordCaller(context))
  const { question, hint, has_recovery, has_secure_values, resetAtMs } = described
  return {
    _: 'account.password',
    has_recovery: has_recovery || undefined,
    has_secure_values: has_secure_values || undefined,
    has_password: question && true,
    current_algo: question && algorithmToTl(question.algorithm),
    srp_B: question?.srp_B,
    srp_id: question?.srp_id,
    hint: hint === '' ? undefined : hint,
    email_unconfirmed_pattern: described.email_unconfirmed_pattern,
    login_email_pattern: described.login_email_pattern,
    new_algo: algorithmToTl(described.newAlgorithm),
    new_secure_algo: { _: 'securePasswordKdfAlgoPBKDF2HMACSHA512iter100000', salt: described.newSecureSalt },
    secure_random: described.secure_random,
    pending_reset_date: resetAtMs === undefined ? undefined : Math.ceil(resetAtMs / 1000),
  }
}
