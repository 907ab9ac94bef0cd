/**
 * What to do about an error, by its name without the number: one sentence each, for the errors that nearly every
 * program meets. `X` stands for the number.
 */
const remedies: Readonly<Record<string, string>> = {
  API_ID_INVALID: 'Check api_id and api_hash; a data center of your own prints its pair when it starts.',
  API_ID_PUBLISHED_FLOOD: 'This api_id was published and is blocked; get one of your own at https://my.telegram.org.',
  AUTH_KEY_DUPLICATED: 'The same session was used from two places; give each its own session and log in again.',
  AUTH_KEY_UNREGISTERED: 'Nobody is logged in with this session; log in first.',
  AUTH_RESTART: 'Start the login again with auth.sendCode.',
  BOT_METHOD_INVALID: 'This method is not for bots; use the session of a user.',
  CONNECTION_API_ID_INVALID: 'Check api_id; a data center of your own prints its number when it starts.',
  EMAIL_UNCONFIRMED: 'Nothing failed: pass the code of X digits that was mailed to account.confirmPasswordEmail.',
  FLOOD_WAIT: 'Wait X seconds before calling it again.',
  FLOOD_PREMIUM_WAIT: 'Wait X seconds before calling it again; the limit is higher with Premium.',
  FILE_MIGRATE: 'The file is stored in data center X, and the client was led on from there; ask again later.',
  NETWORK_MIGRATE:
    'New accounts from this address belong to data center X: call auth.sendCode, which the client leads there. A client that is logged in does not leave for it: log out first, or use another session.',
  PHONE_CODE_EMPTY: 'Pass the code that was sent.',
  PHONE_CODE_EXPIRED:
    'Ask for a new code with auth.sendCode, then use the same client and session for auth.signIn; never post a code in a chat.',
  PHONE_CODE_HASH_EMPTY: 'Pass the phone_code_hash of the last auth.sentCode.',
  PHONE_CODE_INVALID: 'Ask for the code again; the one that was sent stays valid.',
  PHONE_MIGRATE:
    'This account lives in data center X: call auth.sendCode, which the client leads there. A client that is logged in does not leave for it: log out first, or use another session.',
  PHONE_NUMBER_BANNED: 'The number cannot be used; write to recover@telegram.org if that is a mistake.',
  PHONE_NUMBER_FLOOD: 'Too many codes were asked for this number; try again later.',
  PHONE_NUMBER_INVALID: 'Give the number in the international form, the same one in every call of a login.',
  PHONE_NUMBER_UNOCCUPIED: 'The number has no account yet; call auth.signUp.',
  PHONE_PASSWORD_FLOOD: 'Too many attempts were made for this account; try again later.',
  PASSKEY_CHALLENGE_EXPIRED: 'Begin again: a device has five minutes to answer, and each answer is good for one call.',
  PASSKEY_CREDENTIAL_NOT_FOUND:
    'The account has deleted this passkey; remove it from the device, and log in another way.',
  PASSKEY_ORIGIN_MISMATCH: 'The server takes passkeys from other pages and programs only; see its passkeys.origins.',
  PASSWORD_HASH_INVALID: 'The password is wrong; ask for it again, and call account.getPassword before the next try.',
  SEND_CODE_UNAVAILABLE: 'No other way to send the code is left; use the one already sent, or start again later.',
  SESSION_EXPIRED: 'The login ended; log in again.',
  SESSION_PASSWORD_NEEDED: 'The account has a password: give it to tg.login.enterPassword.',
  SESSION_REVOKED: 'The login was ended from another device; log in again.',
  SLOWMODE_WAIT: 'Wait X seconds before sending to this chat again.',
  SRP_ID_INVALID: 'Call account.getPassword before every answer; each srp_id is good for one.',
  UPDATE_APP_TO_LOGIN: 'The server wants a newer layer; update this package.',
  USER_DEACTIVATED: 'The account was deleted.',
  USER_MIGRATE:
    'This account lives in data center X. A client that is logged in does not leave for it: log out first, or use another session.',
}

/** Remedies for whole classes of errors, by `error_code`, when the name says nothing. */
const classRemedies: Readonly<Record<number, string>> = {
  401: 'Nobody is logged in with this session; log in first.',
  406: 'Show no text of your own: the server sends one in an updateServiceNotification.',
  500: 'The server failed; call again after a pause that grows each time.',
}

/** Finds what to do about an error; undefined when nothing general can be said. */
export function remedyFor(errorName: string, error_code: number, argument: number | undefined): string | undefined {
  const remedy = remedies[errorName] ?? classRemedies[error_code]
  return argument === undefined ? remedy : remedy?.replace('X', String(argument))
}
