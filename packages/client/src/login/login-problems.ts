import { secondsUntil } from './countdown.ts'
import type { LoginTrouble } from './login-state.ts'

/**
 * Says in plain English what went wrong last, and until when to wait; the server's own words come first. Undefined when
 * nothing went wrong that has words of its own.
 */
export function describeTrouble(state: LoginTrouble, now: number): string | undefined {
  return sentences(saidByServer(state), describeProblem(state), wait(state, now)) || undefined
}

/** What ended a login, with the name of the error where it has no words. */
export function describeEnd(state: LoginTrouble, now: number): string {
  const words = saidByServer(state) ?? endings.get(state.problem ?? '') ?? describeProblem(state)
  return sentences(words ?? `The login ended with ${state.problem}.`, wait(state, now))
}

/**
 * A popup replaces what we would say: the server chose its words for this very refusal. It comes after the refusal, or
 * never; until it is there, ours stand, so that nobody sits in front of a form that says nothing.
 */
function saidByServer({ notice }: LoginTrouble): string | undefined {
  return notice === undefined ? undefined : printable(notice)
}

function describeProblem({ problem, notice }: LoginTrouble): string | undefined {
  if (problem === undefined || notice !== undefined) return undefined
  // AUTH_TOKEN_INVALID2 says more to the server than to a person.
  const known = [problem, problem.replace(/\d$/, '')].find(name => Object.hasOwn(problems, name))
  return known === undefined ? undefined : problems[known]
}

function wait({ retryAt }: LoginTrouble, now: number): string | undefined {
  const seconds = secondsUntil(retryAt, now)
  return seconds > 0 ? `Try again in ${describeSeconds(seconds)}.` : undefined
}

/** Writes a number of seconds so that people can see how long it is: `45 s`, `20 min`, `24 h`, `7 days`. */
export function describeSeconds(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.ceil(seconds / 60)} min`
  return seconds < 172_800 ? `${Math.ceil(seconds / 3600)} h` : `${Math.ceil(seconds / 86_400)} days`
}

/** Writes a date of the API, in seconds since the epoch. */
export function describeDate(seconds: number): string {
  return new Date(Math.min(seconds, latestDate) * 1000).toISOString()
}

/** The last second that `Date` can hold. */
const latestDate = 8.64e12

/** Text from outside may want to do more to a terminal than to write on it. */
export function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ')
}

/** Puts sentences together; absent ones are left out. */
export function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== '').join(' ')
}

/** What is said in other words where it ends a login than where something has to be typed again. */
const endings: ReadonlyMap<string, string> = new Map([['PHONE_CODE_EMPTY', 'No code is pending any more.']])

const problems: Readonly<Record<string, string>> = {
  ACCESS_TOKEN_EXPIRED: 'This bot token was revoked.',
  ACCESS_TOKEN_INVALID: 'That is not a valid bot token.',
  API_ID_INVALID: 'The server does not know this api_id with this api_hash.',
  API_ID_PUBLISHED_FLOOD: 'This api_id was published somewhere and is blocked; use one of your own.',
  APNS_VERIFY_CHECK: proofIsMissing('the secret of a silent push'),
  AUTH_KEY_DUPLICATED: 'The session was used from two places at once, and the server ended it.',
  AUTH_KEY_INVALID: 'The server no longer accepts the key of this session.',
  AUTH_KEY_UNREGISTERED: 'The login was ended by another device.',
  AUTH_RESTART: 'The server asked to start over.',
  AUTH_TOKEN_ALREADY_ACCEPTED: 'The QR code was used already.',
  AUTH_TOKEN_EXPIRED: 'The QR code was too old.',
  AUTH_TOKEN_INVALID: 'The server does not know this QR code.',
  CODE_EMPTY: 'No code was given.',
  CODE_INVALID: 'That code was wrong.',
  CREDENTIAL_INVALID: 'The passkey was not accepted.',
  EMAIL_INSTALL_MISSING: 'No login e-mail address is set up.',
  EMAIL_INVALID: 'That is not a valid e-mail address.',
  EMAIL_NOT_ALLOWED: 'This e-mail address is not accepted; give another one.',
  EMAIL_VERIFY_EXPIRED: 'The mailed code is no longer valid.',
  FIRSTNAME_INVALID: 'The first name was not accepted.',
  FLOOD_TEST_PHONE_WAIT: 'Too many logins of this test number.',
  FLOOD_WAIT: 'The server asks to wait.',
  FORM_EXPIRED: 'The payment failed or took too long.',
  INTEGRITY_CHECK_CLASSIC: proofIsMissing('a token of Google Play Integrity'),
  LASTNAME_INVALID: 'The last name was not accepted.',
  PASSKEY_AUTH_RESTART: 'The server asked to start over.',
  PASSKEY_CHALLENGE_EXPIRED: 'The login by passkey took too long.',
  PASSKEY_CREDENTIAL_NOT_FOUND: 'The server does not know this passkey.',
  PASSKEY_ORIGIN_MISMATCH: 'Passkeys of this server are not for this page or program.',
  PASSWORD_EMPTY: 'The password was removed meanwhile.',
  PHONE_CODE_EMPTY: 'No code was given.',
  PHONE_CODE_EXPIRED: 'The code is no longer valid.',
  PHONE_CODE_INVALID: 'That code was wrong.',
  PHONE_HASH_EXPIRED: 'The login took too long.',
  PHONE_NUMBER_APP_SIGNUP_FORBIDDEN: 'New accounts cannot be made with this app; sign up with another one first.',
  PHONE_NUMBER_BANNED: 'This phone number is banned.',
  PHONE_NUMBER_FLOOD: 'Too many codes were asked for this number; try again later.',
  PHONE_NUMBER_INVALID: 'That is not a valid phone number.',
  PHONE_NUMBER_OCCUPIED: 'The number has an account by now.',
  PHONE_PASSWORD_FLOOD: 'Too many logins or wrong passwords for this account; try again later.',
  RECAPTCHA_CHECK: proofIsMissing('a token of reCAPTCHA'),
  SEND_CODE_UNAVAILABLE: 'The code that was sent stays valid.',
  SESSION_EXPIRED: 'The login was ended because nobody used it.',
  SESSION_REVOKED: 'The login was ended by another device.',
  SMS_CODE_CREATE_FAILED: 'The code could not be sent.',
  TASK_ALREADY_EXISTS: 'A reset of the address was asked for already.',
  UPDATE_APP_TO_LOGIN: 'This version is too old to log in with; update it.',
  USER_DEACTIVATED: 'The account was deleted.',
  USER_DEACTIVATED_BAN: 'The account is banned.',
  WEBAUTH_TOKEN_EXPIRED: 'The token of the web page was used up or is too old.',
}

/** The server asks what this program is, and `proveDevice` of the client has to bring the proof. */
function proofIsMissing(proof: string): string {
  return `The server wants ${proof} from this program, which gave none (option \`proveDevice\`).`
}
