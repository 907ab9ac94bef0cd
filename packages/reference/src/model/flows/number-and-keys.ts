import { type FlowPlan, loggedIn } from './flow-plan.ts'

/** Giving an account another number. */
export const changeNumberFlow: FlowPlan = {
  id: 'change-number',
  title: 'Changing the number of an account',
  description: 'The code goes to the new number. Resending and cancelling work as in a login, with this hash.',
  sources: ['https://core.telegram.org/method/account.changePhone'],
  steps: {
    'account.sendChangePhoneCode': [0, 0],
    'auth.resendCode': [0, 1],
    'account.changePhone': [1, 0],
    changed: [2, 0],
  },
  moves: [
    ['account.sendChangePhoneCode', 'account.changePhone', 'auth.sentCode'],
    ['account.sendChangePhoneCode', 'auth.resendCode', 'auth.sentCode with next_type, after timeout seconds'],
    ['auth.resendCode', 'account.changePhone', 'auth.sentCode'],
    ['account.changePhone', 'changed', 'User'],
  ],
}

/** Stopping the deletion of an account. */
export const confirmPhoneFlow: FlowPlan = {
  id: 'confirm-phone',
  title: 'Stopping a deletion',
  description:
    'A link that the owner receives leads here: with the code the planned deletion of the account is cancelled.',
  sources: ['https://core.telegram.org/api/account-deletion'],
  steps: { 'account.sendConfirmPhoneCode': [0, 0], 'account.confirmPhone': [1, 0], 'deletion cancelled': [2, 0] },
  moves: [
    ['account.sendConfirmPhoneCode', 'account.confirmPhone', 'auth.sentCode'],
    ['account.confirmPhone', 'deletion cancelled', 'boolTrue'],
  ],
}

/** Proving a number for Telegram Passport. */
export const verifyPhoneFlow: FlowPlan = {
  id: 'verify-phone',
  title: 'Verifying a number',
  description: 'For Telegram Passport: proves that the user has the number, without changing the account.',
  sources: ['https://core.telegram.org/method/account.verifyPhone'],
  steps: { 'account.sendVerifyPhoneCode': [0, 0], 'account.verifyPhone': [1, 0], verified: [2, 0] },
  moves: [
    ['account.sendVerifyPhoneCode', 'account.verifyPhone', 'auth.sentCode'],
    ['account.verifyPhone', 'verified', 'boolTrue'],
  ],
}

/** Taking a login to another data center. */
export const transferFlow: FlowPlan = {
  id: 'transfer',
  title: 'Taking a login to another data center',
  description:
    'Exported at the home data center, imported at the other one under a key of its own. Each export works once.',
  sources: ['https://core.telegram.org/api/datacenter'],
  steps: { 'auth.exportAuthorization': [0, 0], 'auth.importAuthorization': [1, 0], [loggedIn]: [2, 0] },
  moves: [
    ['auth.exportAuthorization', 'auth.importAuthorization', 'auth.exportedAuthorization'],
    ['auth.importAuthorization', 'auth.exportAuthorization', 'AUTH_BYTES_INVALID'],
    ['auth.importAuthorization', loggedIn, 'auth.authorization'],
  ],
}

/** Temporary keys. */
export const temporaryKeyFlow: FlowPlan = {
  id: 'temporary-key',
  title: 'Temporary keys',
  description: 'A temporary key is bound to the permanent one, works in its place, and is given up before it expires.',
  sources: ['https://core.telegram.org/api/pfs'],
  steps: { 'auth.bindTempAuthKey': [0, 0], initConnection: [1, 0], 'auth.dropTempAuthKeys': [2, 0] },
  moves: [
    ['auth.bindTempAuthKey', 'initConnection', 'boolTrue'],
    ['initConnection', 'auth.dropTempAuthKeys', 'the keys are not needed any more'],
  ],
}
