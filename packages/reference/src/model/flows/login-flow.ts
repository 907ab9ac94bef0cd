import { type FlowPlan, loggedIn } from './flow-plan.ts'

/** From a phone number to a session. */
export const loginFlow: FlowPlan = {
  id: 'login',
  title: 'Login with a phone number',
  description:
    'A code goes to the number; with the code the key is logged in. Each answer names the medium used now (`type`), the ' +
    'one that {@link auth.resendCode} would use (`next_type`) and the seconds until then (`timeout`). Number, hash and ' +
    'session stay the same from the first call to the last; a new answer replaces the hash, the media and the timer.',
  sources: ['https://core.telegram.org/api/auth', 'https://core.telegram.org/api/srp'],
  steps: {
    'auth.sendCode': [0, 1],
    'auth.resendCode': [1, 0],
    'auth.requestFirebaseSms': [0, 0],
    'auth.cancelCode': [0, 2],
    'auth.reportMissingCode': [1, 2],
    'auth.checkPaidAuth': [0, 3],
    'auth.signIn': [1, 1],
    'auth.signUp': [2, 0],
    'account.getPassword': [2, 2],
    'auth.checkPassword': [3, 2],
    [loggedIn]: [3, 1],
    'auth.logOut': [3, 0],
  },
  moves: [
    ['auth.sendCode', 'auth.signIn', 'auth.sentCode'],
    ['auth.sendCode', 'auth.resendCode', 'auth.sentCode with next_type, after timeout seconds'],
    ['auth.sendCode', 'auth.requestFirebaseSms', 'auth.sentCodeTypeFirebaseSms, in official apps'],
    ['auth.sendCode', 'auth.checkPaidAuth', 'auth.sentCodePaymentRequired, once paid'],
    ['auth.sendCode', 'auth.cancelCode', 'the user goes back'],
    ['auth.sendCode', 'auth.reportMissingCode', 'no SMS came, in official apps'],
    ['auth.sendCode', loggedIn, 'auth.sentCodeSuccess'],
    ['auth.sendCode', 'account.getPassword', 'SESSION_PASSWORD_NEEDED after a future auth token'],
    ['auth.resendCode', 'auth.signIn', 'auth.sentCode'],
    ['auth.resendCode', 'auth.resendCode', 'auth.sentCode with next_type, after timeout seconds'],
    ['auth.resendCode', 'auth.sendCode', 'PHONE_CODE_EXPIRED'],
    ['auth.resendCode', 'auth.cancelCode', 'the user goes back'],
    ['auth.requestFirebaseSms', 'auth.signIn', 'boolTrue'],
    ['auth.requestFirebaseSms', 'auth.resendCode', 'the device cannot prove its integrity: with reason'],
    ['auth.checkPaidAuth', 'auth.signIn', 'auth.sentCode'],
    ['auth.cancelCode', 'auth.sendCode', 'another number'],
    ['auth.signIn', loggedIn, 'auth.authorization'],
    ['auth.signIn', 'auth.signUp', 'auth.authorizationSignUpRequired'],
    ['auth.signIn', 'account.getPassword', 'SESSION_PASSWORD_NEEDED'],
    ['auth.signIn', 'auth.signIn', 'PHONE_CODE_INVALID'],
    ['auth.signIn', 'auth.sendCode', 'PHONE_CODE_EXPIRED'],
    ['auth.signUp', loggedIn, 'auth.authorization'],
    ['account.getPassword', 'auth.checkPassword', 'account.password'],
    ['auth.checkPassword', loggedIn, 'auth.authorization'],
    ['auth.checkPassword', 'account.getPassword', 'PASSWORD_HASH_INVALID'],
    [loggedIn, 'auth.logOut', 'the user leaves'],
  ],
}
