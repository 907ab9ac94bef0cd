/** What to do about errors of the password of an account and of the e-mail addresses that belong to a login. */
export const emailAndPasswordRemedies: Readonly<Record<string, string>> = {
  EMAIL_HASH_EXPIRED: 'Ask for a new code with {@link account.resendPasswordEmail}.',
  EMAIL_INSTALL_MISSING:
    'No login e-mail is set for the account: set one up first, or wait for the code by another medium.',
  EMAIL_INVALID: 'Ask the user for the e-mail address again: this one is malformed.',
  EMAIL_NOT_ALLOWED: 'Choose another e-mail address: this one, or its host, is not accepted.',
  EMAIL_NOT_SETUP: 'Set a login e-mail first; there is none to change.',
  EMAIL_UNCONFIRMED: 'Confirm the e-mail with the code that was sent: {@link account.confirmPasswordEmail}.',
  'EMAIL_UNCONFIRMED_%d':
    'Nothing failed: ask the user for the code of X digits that was just sent by e-mail, and pass it to {@link account.confirmPasswordEmail}.',
  EMAIL_VERIFY_EXPIRED: 'Ask for a new code with {@link account.sendVerifyEmailCode}.',
  NEW_PASSWORD_BAD: 'Compute `new_password_hash` with the `new_algo` of the latest {@link account.getPassword}.',
  NEW_SALT_INVALID: 'Start `salt1` with the bytes that {@link account.getPassword} gave, and add random ones.',
  NEW_SETTINGS_EMPTY: 'Give a new password: the account has none that could be changed.',
  PASSWORD_EMPTY: 'The account has no password: nothing is to be checked or recovered.',
  PASSWORD_HASH_INVALID:
    'The password is wrong: ask for it again, and call {@link account.getPassword} before each attempt.',
  PASSWORD_MISSING: 'The user must set a password first.',
  PASSWORD_RECOVERY_EXPIRED: 'Ask for a new code with {@link auth.requestPasswordRecovery}.',
  PASSWORD_RECOVERY_NA: 'No recovery e-mail is set: the password cannot be recovered this way.',
  PASSWORD_REQUIRED: 'Set a password for the account first: {@link account.updatePasswordSettings}.',
  'PASSWORD_TOO_FRESH_%d': 'Wait X seconds: the password was changed less than a day ago.',
  RESET_REQUEST_MISSING: 'Nothing to decline: no removal of the password is under way.',
  SRP_A_INVALID: 'Choose a new secret number and compute `A` afresh from the latest {@link account.getPassword}.',
  SRP_ID_INVALID: 'Call {@link account.getPassword} again and answer its new `srp_id`: each is good for one attempt.',
  SRP_PASSWORD_CHANGED: 'Call {@link account.getPassword} again: the password was changed meanwhile.',
  TASK_ALREADY_EXISTS: 'Wait: it was asked before and is under way.',
  TMP_PASSWORD_DISABLED: 'Set a password for the account first: a temporary one stands in for it.',
}
