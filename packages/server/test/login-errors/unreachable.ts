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

/** Errors that the documents list and this data center does not answer, by method, and why. `*`: whatever the method. */
export const unreachable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '*': {
    AUTH_RESTART: 'a fault of the server: nothing here forgets a login that is under way',
    AUTH_RESTART_X: 'a fault of the server: nothing here forgets a login that is under way',
  },
  'auth.sendCode': {
    PHONE_PASSWORD_PROTECTED: 'of the passwords before SRP, which never were here',
  },
  'auth.resendCode': {
    PHONE_CODE_EMPTY: 'an empty hash is PHONE_CODE_HASH_EMPTY, and where no code is pending PHONE_CODE_EXPIRED',
  },
  'auth.signIn': {
    PHONE_NUMBER_UNOCCUPIED:
      'of layers below 104, which had no auth.authorizationSignUpRequired: no table goes back so far',
    SIGN_IN_FAILED: 'a fault of the server: such are RPC_CALL_FAIL here',
  },
  'auth.signUp': {
    PHONE_NUMBER_FLOOD: 'the limits of a number hold where its codes are asked for',
  },
  'auth.checkPassword': {
    AUTH_KEY_UNSYNCHRONIZED: 'a fault of the server: there is one store, and nothing to synchronise',
  },
  'account.updatePasswordSettings': {
    EMAIL_UNCONFIRMED: 'the length of the code is always told: EMAIL_UNCONFIRMED_X',
  },
  'auth.initPasskeyLogin': { PASSKEY_AUTH_RESTART: 'of a layer before: it is AUTH_RESTART' },
  'auth.finishPasskeyLogin': { PASSKEY_AUTH_RESTART: 'of a layer before: it is AUTH_RESTART' },
  'auth.importLoginToken': { AUTH_TOKEN_INVALIDX: 'a way of writing: it is AUTH_TOKEN_INVALID' },
  'auth.acceptLoginToken': { AUTH_TOKEN_INVALIDX: 'a way of writing: it is AUTH_TOKEN_INVALID' },
  'payments.getPaymentForm': Object.fromEntries(otherInvoices.map(name => [name, onlyLogins])),
  'payments.sendPaymentForm': {
    FORM_UNSUPPORTED: 'every layer that can be told to pay has the form',
    MESSAGE_ID_INVALID: onlyLogins,
    PEER_ID_INVALID: onlyLogins,
    TMP_PASSWORD_INVALID: 'of saved credentials: none are saved, and they are PAYMENT_CREDENTIALS_INVALID',
  },
}
