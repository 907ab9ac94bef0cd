/** What to do about errors of a login: numbers, codes, tokens of QR codes and bots, passkeys, and sessions afterwards. */
export const loginRemedies: Readonly<Record<string, string>> = {
  '2FA_CONFIRM_WAIT_%d':
    'Wait X seconds, then call again: the account is deleted then, unless its owner has cancelled it.',
  ACCESS_TOKEN_EXPIRED: 'Ask @BotFather for the present token; the old one was revoked.',
  ACCESS_TOKEN_INVALID: 'Check the token of the bot: `<number>:<letters>`, without spaces.',
  ACTIVE_USER_REQUIRED: 'Finish the login first: the account must be signed up.',
  API_ID_INVALID:
    'Check `api_id` and `api_hash`: they belong together. A data center of your own prints its pair when it starts.',
  API_ID_PUBLISHED_FLOOD: 'This `api_id` was published and is blocked: get one of your own at https://my.telegram.org.',
  AUTH_BYTES_INVALID:
    'Export again with {@link auth.exportAuthorization}: each answer can be imported once, in the data center it was made for.',
  AUTH_RESTART:
    'Take the first step of the login again: {@link auth.sendCode}, or where a way in without a number began.',
  AUTH_TOKEN_ALREADY_ACCEPTED: 'Nothing to do: the token was accepted before. Export a new one for another login.',
  AUTH_TOKEN_EXCEPTION: 'The app that asked excluded this account, since it is logged in there already.',
  AUTH_TOKEN_EXPIRED: 'Export a new token with {@link auth.exportLoginToken} and show that.',
  AUTH_TOKEN_INVALID:
    'Pass the token as it was shown, or scan it again: {@link auth.exportLoginToken} makes a new one.',
  AUTH_TOKEN_INVALID2: 'Scan the code again: the token is not one that was shown.',
  AUTH_TOKEN_INVALIDX: 'Scan the code again: the token is not one that was shown.',
  CODE_EMPTY: 'Pass the code that was sent.',
  CODE_HASH_INVALID: 'Pass the `phone_code_hash` of the latest {@link auth.sentCode}.',
  CODE_INVALID: 'Ask the user to type the code again.',
  CREDENTIAL_INVALID: 'Begin again with a passkey that was made for this server, or log in another way.',
  DC_ID_INVALID: 'Name a data center that {@link help.getConfig} lists, other than the one asked.',
  FIRSTNAME_INVALID: 'Ask the user for the first name again: it is empty or too long.',
  'FLOOD_TEST_PHONE_WAIT_%d': 'Wait X seconds: this test number logged in too often.',
  FRESH_CHANGE_PHONE_FORBIDDEN: 'Wait until this session is a day old: a fresh one may not change the number.',
  FRESH_RESET_AUTHORISATION_FORBIDDEN: 'Wait until this session is a day old: a fresh one may not do that.',
  HASH_INVALID:
    'Take `hash` from the latest {@link account.getAuthorizations} or {@link account.getWebAuthorizations}, or from the link that a number is to be confirmed by.',
  LASTNAME_INVALID: 'Ask the user for the last name again: it is too long.',
  PASSKEY_ALGORITM_UNSUPPORTED: 'Make the passkey with ES256, which every device can. (The name is spelled like this.)',
  PASSKEY_AUTH_RESTART: 'Begin again with {@link auth.initPasskeyLogin}.',
  PASSKEY_CHALLENGE_EXPIRED: 'Begin again: a device has five minutes to answer, and each answer is good for one call.',
  PASSKEY_CREDENTIAL_NOT_FOUND:
    'The account has deleted this passkey: remove it from the device, and log in another way.',
  PASSKEY_ORIGIN_MISMATCH: 'The server takes passkeys from other pages and programs only: see its `passkeys.origins`.',
  PHONE_CODE_EMPTY: 'Pass the code that was sent; without a pending one, ask for it with {@link auth.sendCode}.',
  PHONE_CODE_EXPIRED:
    'Ask for a new code with {@link auth.sendCode}, and sign in with the same session that asked. Never post a code in a chat: that kills it.',
  PHONE_CODE_HASH_EMPTY: 'Pass the `phone_code_hash` of the latest {@link auth.sentCode}.',
  PHONE_CODE_INVALID: 'Ask the user to type it again: the code that was sent stays valid.',
  PHONE_HASH_EXPIRED: 'Ask for a new code: the `phone_code_hash` is not valid any more.',
  PHONE_NOT_OCCUPIED: 'Nobody has an account with this number.',
  PHONE_NUMBER_APP_SIGNUP_FORBIDDEN: 'Create the account with an official app; this one may not register numbers.',
  PHONE_NUMBER_BANNED: 'The number cannot be used; its owner can write to recover@telegram.org.',
  PHONE_NUMBER_FLOOD: 'Too many codes were asked for this number: try again later.',
  PHONE_NUMBER_INVALID: 'Give the number in international form, and the same one in every call of a login.',
  PHONE_NUMBER_OCCUPIED: 'The number has an account: sign in instead.',
  PHONE_NUMBER_UNOCCUPIED: 'The number has no account yet: call {@link auth.signUp}.',
  PHONE_PASSWORD_FLOOD: 'Too many attempts were made for this account: try again later.',
  PHONE_PASSWORD_PROTECTED: 'The account has a password: go on with {@link account.getPassword}.',
  SEND_CODE_UNAVAILABLE:
    'Every medium was used: enter the code that was sent already, or start again later with {@link auth.sendCode}.',
  SESSION_EXPIRED: 'The session ended by itself: log in again.',
  SESSION_PASSWORD_NEEDED:
    'The account has a password: call {@link account.getPassword}, then {@link auth.checkPassword}. In our client `tg.login.enterPassword` does both.',
  SESSION_REVOKED: 'The session was ended from another device: log in again.',
  'SESSION_TOO_FRESH_%d': 'Wait X seconds: this session is less than a day old.',
  SIGN_IN_FAILED: 'Call again after a pause; if it stays, start the login again with {@link auth.sendCode}.',
  SMS_CODE_CREATE_FAILED: 'The code could not be sent: call again after a pause.',
  UPDATE_APP_TO_LOGIN: 'The server wants a newer layer: update the package.',
  USER_DEACTIVATED: 'The account was deleted: use another one.',
  USER_DEACTIVATED_BAN: 'The account was banned: its owner can write to recover@telegram.org.',
  WEBAUTH_TOKEN_EXPIRED: 'Open the web page again for a fresh token.',
}
