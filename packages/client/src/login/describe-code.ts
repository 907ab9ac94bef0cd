import { resendRemainingSeconds } from './countdown.ts'
import { describeTrouble, printable, sentences } from './login-problems.ts'
import type { CodeMedium, CodeState, IntegrityState, NextMedium } from './login-state.ts'

/** Says where a code went, and what can be done when it does not arrive. */
export function describeCode(state: CodeState, now: number): string {
  return sentences(describeTrouble(state, now), whereCodeWent(state), describeResend(state, now))
}

/** Says by what the app has to prove itself before a code is sent. */
export function describeIntegrity(state: IntegrityState, now: number): string {
  const medium = state.next ? `by ${describeMedium(state.next)}` : 'in another way'
  const otherWay = `Where it cannot, ask for the code ${medium} and say why: then nothing has to be waited for.`
  return sentences(describeTrouble(state, now), whatProofIsWanted(state), otherWay)
}

/** Says how long until another code can be asked for and by which medium. */
function describeResend(state: CodeState, now: number): string {
  if (state.next === undefined) {
    return 'There is no other way to send it. Who is logged in on another device can scan a QR code instead.'
  }
  const seconds = resendRemainingSeconds(state, now)
  return `If it does not arrive, another can be sent by ${describeMedium(state.next)} ${seconds > 0 ? `in ${seconds} s` : 'now'}.`
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
      return `A ${medium.length}-digit code waits at ${printable(medium.url)}.`
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
      return `${promise} in a way that this version does not know.`
  }
}

function beginning(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `It begins with "${printable(text)}".`
}
