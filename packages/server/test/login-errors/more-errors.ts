import { errorsOf } from '@chappe/schema/facts'

/** Answered as well, by the guides and by what clients were seen to handle, though the pages of the methods lack them. */
const moreErrors: Readonly<Record<string, readonly string[]>> = {
  'account.confirmPhone': ['400 PHONE_CODE_EXPIRED', '400 PHONE_CODE_INVALID'],
  'account.getPasswordSettings': ['400 SRP_A_INVALID', '400 SRP_ID_INVALID', '400 SRP_PASSWORD_CHANGED'],
  'account.getTmpPassword': ['400 SRP_ID_INVALID', '400 SRP_PASSWORD_CHANGED'],
  'account.initPasskeyRegistration': ['406 FRESH_RESET_AUTHORISATION_FORBIDDEN'],
  'account.registerPasskey': ['400 PASSKEY_ALGORITM_UNSUPPORTED', '400 PASSKEY_ORIGIN_MISMATCH'],
  'account.updatePasswordSettings': ['400 EMAIL_UNCONFIRMED_X', '400 NEW_PASSWORD_BAD', '400 SRP_A_INVALID'],
  'account.verifyEmail': ['401 SESSION_PASSWORD_NEEDED'],
  'auth.acceptLoginToken': ['400 AUTH_TOKEN_INVALID'],
  'auth.checkPaidAuth': ['400 FORM_EXPIRED', '400 PHONE_CODE_EXPIRED', '420 FLOOD_WAIT_X'],
  'auth.checkPassword': ['400 SRP_A_INVALID', '406 PHONE_PASSWORD_FLOOD', '420 FLOOD_WAIT_X'],
  'auth.checkRecoveryPassword': ['400 CODE_INVALID'],
  'auth.exportLoginToken': ['401 SESSION_PASSWORD_NEEDED', '500 AUTH_RESTART'],
  'auth.finishPasskeyLogin': [
    '303 USER_MIGRATE_X',
    '400 PASSKEY_CHALLENGE_EXPIRED',
    '400 PASSKEY_CREDENTIAL_NOT_FOUND',
    '400 PASSKEY_ORIGIN_MISMATCH',
    '401 SESSION_PASSWORD_NEEDED',
  ],
  'auth.importBotAuthorization': ['303 USER_MIGRATE_X', '420 FLOOD_WAIT_X'],
  'auth.importLoginToken': ['401 SESSION_PASSWORD_NEEDED'],
  'auth.importWebTokenAuthorization': ['400 WEBAUTH_TOKEN_EXPIRED'],
  'auth.recoverPassword': ['400 CODE_INVALID', '400 PASSWORD_RECOVERY_EXPIRED', '400 PASSWORD_RECOVERY_NA'],
  'auth.sendCode': ['303 NETWORK_MIGRATE_X', '303 PHONE_MIGRATE_X', '401 SESSION_PASSWORD_NEEDED', '420 FLOOD_WAIT_X'],
  'auth.signIn': ['400 CODE_INVALID', '400 EMAIL_VERIFY_EXPIRED', '401 SESSION_PASSWORD_NEEDED'],
}

/** The errors that are to be expected of a method, as code and name; `X` stands for a number. */
export function expectedErrors(method: string): readonly string[] {
  const published = errorsOf(method).map(({ code, name }) => `${code} ${name.replace('%d', 'X')}`)
  return [...new Set([...published, ...(moreErrors[method] ?? [])])]
}
