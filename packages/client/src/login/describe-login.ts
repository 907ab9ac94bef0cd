import { describePassword } from './describe-password.ts'
import { resendRemainingSeconds } from './login-machine.ts'
import type { CodeMedium, CodeState, IntegrityState, LoginState, NextMedium, UnsupportedState } from './login-state.ts'

/**
 * Says in plain English what a login waits for: where the code went, how many digits it has, and how long until another
 * one can be asked for and by which medium.
 *
 * @param now - milliseconds since the epoch, for the countdown
 */
export function describeLogin(state: LoginState, now: number): string {
  switch (state.at) {
    case 'phone':
      return state.problem === undefined ? 'Waiting for a phone number.' : whyPhone(state.problem)
    case 'code':
      return sentences(problems[state.problem ?? ''], whereCodeWent(state), whatComesNext(state, now))
    case 'integrity':
      return sentences(problems[state.problem ?? ''], whatProofIsWanted(state), state.next && whatComesNext(state, now))
    case 'unsupported':
      return sentences(unsupported(state), state.next && whatComesNext(state, now))
    case 'signUp':
      return sentences(
        problems[state.problem ?? ''],
        `The code was right. ${state.phone_number} has no account yet: a first name is needed to sign up.`,
      )
    case 'password':
      return describePassword(state, now)
    case 'qr':
      return sentences(
        problems[state.problem ?? ''],
        'Scan the QR code of this link with an app that is logged in, or give the token to auth.acceptLoginToken there.',
        expiry(state.expiresAt, now),
      )
    case 'done':
      return sentences(
        `Logged in as user ${state.user_id}.`,
        state.otherwise_relogin_days === undefined
          ? undefined
          : `Set a password within ${state.otherwise_relogin_days} days, or this login will end.`,
      )
  }
}

function expiry(expiresAt: number, now: number): string {
  const seconds = Math.ceil((expiresAt - now) / 1000)
  return seconds > 0 ? `It is good for ${seconds} s.` : 'It is over; show another.'
}

/** Names a medium for a sentence such as "by SMS". */
export function describeMedium(medium: NextMedium | CodeMedium['kind']): string {
  return mediumNames[medium]
}

const mediumNames: Readonly<Record<NextMedium | CodeMedium['kind'], string>> = {
  app: 'a message in Telegram',
  sms: 'SMS',
  call: 'voice call',
  flashCall: 'flash call',
  missedCall: 'missed call',
  fragmentSms: 'Fragment',
  firebaseSms: 'SMS',
  smsWord: 'SMS with a word',
  smsPhrase: 'SMS with a phrase',
}

function whereCodeWent(state: CodeState): string {
  const { medium, phone_number } = state
  switch (medium.kind) {
    case 'app':
      return `A ${medium.length}-digit code was sent as a message to the other apps where ${phone_number} is logged in.`
    case 'sms':
    case 'firebaseSms':
      return `A ${medium.length}-digit code was sent by SMS to ${phone_number}.`
    case 'call':
      return `A voice call to ${phone_number} speaks a ${medium.length}-digit code.`
    case 'flashCall':
      return `A call to ${phone_number} hangs up at once: the code is the caller's full number, like ${medium.pattern}.`
    case 'missedCall':
      return (
        `A call to ${phone_number} hangs up at once: the code is the last ${medium.length} digits ` +
        `of the caller's number, which begins with ${medium.prefix}.`
      )
    case 'fragmentSms':
      return `A ${medium.length}-digit code waits at ${medium.url}.`
    case 'smsWord':
      return sentences(`An SMS with a secret word was sent to ${phone_number}.`, beginning(medium.beginning))
    case 'smsPhrase':
      return sentences(`An SMS with a secret phrase was sent to ${phone_number}.`, beginning(medium.beginning))
  }
}

function whatProofIsWanted({ proof, length, phone_number }: IntegrityState): string {
  const promise = `An SMS with ${length} digits will go to ${phone_number} once this app has proven itself`
  switch (proof.kind) {
    case 'playIntegrity':
      return `${promise} to Google Play Integrity (project ${proof.projectId}).`
    case 'safetyNet':
      return `${promise} to Google SafetyNet.`
    case 'push':
      return `${promise} by a silent push, which comes within ${proof.pushTimeoutSeconds} s.`
    case 'unknown':
      return `${promise} in a way that this version does not know. Ask for another code, and say why.`
  }
}

function beginning(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `It begins with "${text}".`
}

function whatComesNext(state: CodeState | IntegrityState | UnsupportedState, now: number): string {
  if (state.next === undefined) return 'There is no other way to send it.'
  const seconds = resendRemainingSeconds(state, now)
  const medium = describeMedium(state.next)
  return seconds > 0
    ? `If it does not arrive, another can be sent by ${medium} in ${seconds} s.`
    : `If it does not arrive, another can be sent by ${medium} now.`
}

function unsupported(state: UnsupportedState): string {
  const reason = unsupportedTypes[state.type]
  return `The server answered with ${state.type}${reason ? `: ${reason}` : ''}. This version cannot complete such a login.`
}

const unsupportedTypes: Readonly<Record<string, string>> = {
  'auth.sentCodeTypeEmailCode': 'the code went to the login e-mail address',
  'auth.sentCodeTypeSetUpEmailRequired': 'a login e-mail address has to be set up first',
  'auth.sentCodePaymentRequired': 'an SMS to this country has to be paid for first',
}

function whyPhone(problem: string): string {
  return `${problems[problem] ?? `The login ended with ${problem}.`} Start again with the phone number.`
}

const problems: Readonly<Record<string, string>> = {
  PHONE_CODE_INVALID: 'That code was wrong.',
  PHONE_CODE_EMPTY: 'No code was given.',
  PHONE_CODE_EXPIRED: 'The code is no longer valid.',
  PHONE_NUMBER_INVALID: 'That is not a valid phone number.',
  PHONE_NUMBER_BANNED: 'This phone number is banned.',
  PHONE_NUMBER_FLOOD: 'Too many codes were asked for this number; try again later.',
  PHONE_NUMBER_OCCUPIED: 'The number has an account by now.',
  AUTH_RESTART: 'The server asked to start over too many times.',
  SEND_CODE_UNAVAILABLE: 'No other way to send the code is left; the one already sent stays valid.',
  FLOOD_WAIT: 'The server asks to wait.',
  FIRSTNAME_INVALID: 'The first name was not accepted.',
  LASTNAME_INVALID: 'The last name was not accepted.',
  AUTH_KEY_UNREGISTERED: 'The login was ended by another device.',
  PASSWORD_EMPTY: 'The password was removed meanwhile.',
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== '').join(' ')
}
