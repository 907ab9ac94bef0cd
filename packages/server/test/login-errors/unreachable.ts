import { anyMethod } from './general-rows.ts'

/** Errors about invoices of bots, gifts, boosts and stars. */
const otherInvoices: readonly string[] = [
  'API_GIFT_RESTRICTED_UPDATE_APP',
  'BOOST_PEER_INVALID',
  'BOT_ACCESS_FORBIDDEN',
  'BOT_INVOICE_INVALID',
  'BUSINESS_CONNECTION_INVALID',
  'GIFT_MONTHS_INVALID',
  'GIFT_STARS_INVALID',
  'MESSAGE_ID_INVALID',
  'MESSAGE_TOO_LONG',
  'MONTH_INVALID',
  'MSG_ID_INVALID',
  'PEER_ID_INVALID',
  'PREMIUM_PURPOSE_INVALID',
  'SLUG_INVALID',
  'STARGIFT_ALREADY_CONVERTED',
  'STARGIFT_ALREADY_REFUNDED',
  'STARGIFT_ALREADY_UPGRADED',
  'STARGIFT_EXPORT_IN_PROGRESS',
  'STARGIFT_INVALID',
  'STARGIFT_MESSAGE_INVALID',
  'STARGIFT_NOT_FOUND',
  'STARGIFT_NOT_OWNER',
  'STARGIFT_OWNER_INVALID',
  'STARGIFT_PEER_INVALID',
  'STARGIFT_RESELL_CURRENCY_NOT_ALLOWED',
  'STARGIFT_RESELL_TOO_EARLY_X',
  'STARGIFT_SLUG_INVALID',
  'STARGIFT_TRANSFER_TOO_EARLY_X',
  'STARGIFT_UPGRADE_UNAVAILABLE',
  'STARS_FORM_AMOUNT_MISMATCH',
  'TO_ID_INVALID',
  'UNTIL_DATE_INVALID',
]
const onlyLogins = 'of other invoices: nothing but a login can be paid for here, and they are INVOICE_INVALID'

const ofAnother = 'of a call for something else: help.getConfig takes no parameter that could be wrong'
const neverForgotten = 'a fault of the server: nothing here forgets a login that is under way'

/** Errors that the documents list and this data center does not answer, by method or of any, and why. */
export const unreachable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [anyMethod]: {
    FILE_MIGRATE_X: 'of files: there are none here',
    STATS_MIGRATE_X: 'of statistics: there are none here',
    AUTH_KEY_INVALID: 'a key is known and good, or unknown, which is the transport error -404',
    AUTH_KEY_DUPLICATED:
      'nothing published says which two connections of a key are too many: programs open several at once, over IPv4 and ' +
      'IPv6, and change their address on the way; who suspects that a key was copied ends its session',
    FLOOD_PREMIUM_WAIT_X: 'there is no Premium here that a limit would depend on',
    FROZEN_METHOD_INVALID: 'accounts are not frozen here: a number is banned, which is USER_DEACTIVATED_BAN',
    FROZEN_PARTICIPANT_MISSING: 'accounts are not frozen here: a number is banned, which is USER_DEACTIVATED_BAN',
    AUTH_RESTART_X: neverForgotten,
    RPC_CALL_FAIL: 'a fault of the server: dispatcher.test.ts shows what becomes of one',
  },
  'auth.sendCode': {
    AUTH_RESTART: neverForgotten,
    AUTH_RESTART_X: neverForgotten,
    PHONE_PASSWORD_PROTECTED: 'of the passwords before SRP, which never were here',
  },
  'auth.resendCode': {
    PHONE_CODE_EMPTY: 'an empty hash is PHONE_CODE_HASH_EMPTY, and where no code is pending PHONE_CODE_EXPIRED',
  },
  'auth.signIn': {
    AUTH_RESTART: neverForgotten,
    PHONE_NUMBER_UNOCCUPIED:
      'of layers below 104, which had no auth.authorizationSignUpRequired: no table goes back so far',
    SIGN_IN_FAILED: 'a fault of the server: such are RPC_CALL_FAIL here',
  },
  'auth.signUp': {
    PHONE_NUMBER_FLOOD: 'the limits of a number hold where its codes are asked for',
  },
  'auth.checkPassword': {
    PHONE_PASSWORD_FLOOD: 'seen in the wild: too many wrong passwords are FLOOD_WAIT_X, which says for how long',
    AUTH_KEY_UNSYNCHRONIZED: 'a fault of the server: there is one store, and nothing to synchronise',
  },
  'auth.recoverPassword': {
    PASSWORD_RECOVERY_NA:
      'auth.requestPasswordRecovery says so; without a recovery under way every code is PASSWORD_RECOVERY_EXPIRED, as for ' +
      'auth.checkRecoveryPassword',
  },
  'account.verifyEmail': {
    SESSION_PASSWORD_NEEDED:
      'of logins whose code was right before the address is set up: here the address comes first, then the code, and with ' +
      'the code the question for the password',
  },
  'account.updatePasswordSettings': {
    EMAIL_UNCONFIRMED: 'the length of the code is always told: EMAIL_UNCONFIRMED_X',
  },
  'auth.initPasskeyLogin': {
    AUTH_RESTART: neverForgotten,
    PASSKEY_AUTH_RESTART: 'of a layer before: it is AUTH_RESTART',
  },
  'auth.exportLoginToken': { AUTH_RESTART: neverForgotten },
  'auth.finishPasskeyLogin': { PASSKEY_AUTH_RESTART: 'of a layer before: it is AUTH_RESTART' },
  'auth.importLoginToken': { AUTH_TOKEN_INVALIDX: 'a way of writing: it is AUTH_TOKEN_INVALID' },
  'auth.acceptLoginToken': { AUTH_TOKEN_INVALIDX: 'a way of writing: it is AUTH_TOKEN_INVALID' },
  'help.getConfig': Object.fromEntries(
    ['DATA_INVALID', 'MSG_ID_INVALID', 'USERNAME_INVALID', 'USER_PRIVACY_RESTRICTED'].map(name => [name, ofAnother]),
  ),
  'payments.getPaymentForm': Object.fromEntries(otherInvoices.map(name => [name, onlyLogins])),
  'payments.sendPaymentForm': {
    FORM_UNSUPPORTED: 'every layer that can be told to pay has the form',
    MESSAGE_ID_INVALID: onlyLogins,
    PEER_ID_INVALID: onlyLogins,
    TMP_PASSWORD_INVALID: 'of saved credentials: none are saved, and they are PAYMENT_CREDENTIALS_INVALID',
  },
}
