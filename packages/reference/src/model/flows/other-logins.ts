import { type FlowPlan, loggedIn } from './flow-plan.ts'

/** Setting up and using an e-mail address for logins. */
export const emailFlow: FlowPlan = {
  id: 'login-email',
  title: 'Login with an e-mail address',
  description:
    'A login may ask for an e-mail address first, and later ones then send the code there. A code from a mail goes into ' +
    '`email_verification` of {@link auth.signIn}, not into `phone_code`.',
  sources: ['https://core.telegram.org/api/auth#email-verification'],
  steps: {
    'auth.sendCode': [0, 0],
    'account.sendVerifyEmailCode': [1, 0],
    'account.verifyEmail': [2, 0],
    'auth.resetLoginEmail': [1, 1],
    'auth.signIn': [2, 1],
    [loggedIn]: [3, 1],
  },
  moves: [
    ['auth.sendCode', 'account.sendVerifyEmailCode', 'auth.sentCodeTypeSetUpEmailRequired'],
    ['account.sendVerifyEmailCode', 'account.verifyEmail', 'account.sentEmailCode'],
    ['account.verifyEmail', 'auth.signIn', 'account.emailVerifiedLogin, with its sent_code'],
    ['account.verifyEmail', 'account.sendVerifyEmailCode', 'EMAIL_VERIFY_EXPIRED'],
    ['auth.sendCode', 'auth.signIn', 'auth.sentCodeTypeEmailCode'],
    ['auth.sendCode', 'auth.resetLoginEmail', 'auth.sentCodeTypeEmailCode, and the mailbox is lost'],
    ['auth.resetLoginEmail', 'auth.signIn', 'auth.sentCode'],
    ['auth.signIn', loggedIn, 'auth.authorization'],
  ],
}

/** What to do about a forgotten password. */
export const recoveryFlow: FlowPlan = {
  id: 'password-recovery',
  title: 'A forgotten password',
  description:
    'With a recovery e-mail the password is removed or replaced by a code. Without one, a session that is logged in can ' +
    'ask for its removal in a week; a login that waits for the password can only delete the account.',
  sources: ['https://core.telegram.org/api/srp#password-recovery', 'https://core.telegram.org/api/account-deletion'],
  steps: {
    'account.getPassword': [0, 1],
    'auth.requestPasswordRecovery': [1, 0],
    'auth.checkRecoveryPassword': [2, 0],
    'auth.recoverPassword': [3, 0],
    'account.resetPassword': [1, 1],
    'account.declinePasswordReset': [2, 1],
    'account.deleteAccount': [1, 2],
    'auth.sendCode': [2, 2],
    [loggedIn]: [3, 1],
  },
  moves: [
    ['account.getPassword', 'auth.requestPasswordRecovery', 'account.password with has_recovery'],
    ['auth.requestPasswordRecovery', 'auth.checkRecoveryPassword', 'auth.passwordRecovery'],
    ['auth.checkRecoveryPassword', 'auth.recoverPassword', 'boolTrue'],
    ['auth.requestPasswordRecovery', 'auth.recoverPassword', 'auth.passwordRecovery'],
    ['auth.recoverPassword', loggedIn, 'auth.authorization'],
    ['account.getPassword', 'account.resetPassword', 'no recovery e-mail, logged in'],
    ['account.resetPassword', 'account.declinePasswordReset', 'account.resetPasswordRequestedWait'],
    ['account.getPassword', 'account.deleteAccount', 'no recovery e-mail, not logged in'],
    ['account.deleteAccount', 'auth.sendCode', 'boolTrue: register afresh'],
  ],
}

/** Login by showing a picture to a device that is logged in. */
export const qrFlow: FlowPlan = {
  id: 'login-qr',
  title: 'Login by QR code',
  description:
    'The new device shows a token as `tg://login?token=…`; a device that is logged in scans and accepts it. Then the new ' +
    'one exports again, and that answer logs it in.',
  sources: ['https://core.telegram.org/api/qr-login'],
  steps: {
    'auth.exportLoginToken': [0, 0],
    'auth.acceptLoginToken': [1, 1],
    'auth.importLoginToken': [1, 0],
    'account.getPassword': [2, 1],
    [loggedIn]: [2, 0],
  },
  moves: [
    ['auth.exportLoginToken', 'auth.acceptLoginToken', 'auth.loginToken, shown and scanned'],
    ['auth.exportLoginToken', 'auth.exportLoginToken', 'auth.loginToken has expired'],
    ['auth.acceptLoginToken', 'auth.exportLoginToken', 'updateLoginToken at the new device'],
    ['auth.exportLoginToken', 'auth.importLoginToken', 'auth.loginTokenMigrateTo'],
    ['auth.exportLoginToken', loggedIn, 'auth.loginTokenSuccess'],
    ['auth.importLoginToken', loggedIn, 'auth.loginTokenSuccess'],
    ['auth.importLoginToken', 'account.getPassword', 'SESSION_PASSWORD_NEEDED'],
    ['auth.exportLoginToken', 'account.getPassword', 'SESSION_PASSWORD_NEEDED'],
  ],
}

/** Login with a key that the device keeps. */
export const passkeyFlow: FlowPlan = {
  id: 'login-passkey',
  title: 'Login with a passkey',
  description:
    'A passkey is registered by a session that is logged in, and proves the account later without any code. The second ' +
    'call goes to the data center named in the credential.',
  sources: ['https://core.telegram.org/api/passkeys'],
  steps: {
    'account.initPasskeyRegistration': [0, 1],
    'account.registerPasskey': [1, 1],
    'auth.initPasskeyLogin': [0, 0],
    'auth.finishPasskeyLogin': [1, 0],
    'account.getPassword': [2, 1],
    [loggedIn]: [2, 0],
  },
  moves: [
    ['account.initPasskeyRegistration', 'account.registerPasskey', 'account.passkeyRegistrationOptions'],
    ['account.registerPasskey', 'auth.initPasskeyLogin', 'passkey: at a later login'],
    ['auth.initPasskeyLogin', 'auth.finishPasskeyLogin', 'auth.passkeyLoginOptions'],
    ['auth.finishPasskeyLogin', loggedIn, 'auth.authorization'],
    ['auth.finishPasskeyLogin', 'account.getPassword', 'SESSION_PASSWORD_NEEDED'],
  ],
}

/** Login of a bot. */
export const botFlow: FlowPlan = {
  id: 'login-bot',
  title: 'Login of a bot',
  description: 'One call with the token of the bot. It is limited to a few times: keep the session.',
  sources: ['https://core.telegram.org/method/auth.importBotAuthorization'],
  steps: { 'auth.importBotAuthorization': [0, 0], [loggedIn]: [1, 0] },
  moves: [
    ['auth.importBotAuthorization', 'auth.importBotAuthorization', 'USER_MIGRATE_X: in that data center'],
    ['auth.importBotAuthorization', loggedIn, 'auth.authorization'],
  ],
}
