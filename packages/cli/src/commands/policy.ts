import { explainLogin, isDomainError, type LoginExplanation, type LoginStep } from '@chappe/server'
import { usageError } from '../command-error.ts'
import { readPolicy } from '../read-policy.ts'
import type { Terminal } from '../terminal.ts'

/** Options of `chappe policy explain` as the command line gives them. */
export interface ExplainOptions {
  readonly phone: string
  readonly settings?: string
  readonly policy?: string
  readonly apiId?: number
  readonly registered?: boolean
  readonly otherSession?: boolean
  readonly loginEmail?: boolean
  readonly integrity?: boolean
  readonly layer?: number
  readonly json?: boolean
}

/** Prints which ladder applies to a login, and why. */
export function explainPolicy(options: ExplainOptions, terminal: Terminal): void {
  const explanation = explain(options)
  if (options.json) terminal.out(JSON.stringify(explanation))
  else showExplanation(explanation, terminal)
}

/** Says whether a policy file can be followed; what is wrong with it is an error. */
export function checkPolicy(file: string, terminal: Terminal): void {
  readPolicy(file)
  terminal.out(`${file} can be followed.`)
}

function showExplanation(explanation: LoginExplanation, terminal: Terminal): void {
  const { phone_number, country, testCode, ladder, when, passed, steps } = explanation
  const place = country ?? 'no country'
  terminal.out(
    `${terminal.style('bold', `+${phone_number}`)}, ${place}${testCode === undefined ? '' : ', a test number'}`,
  )
  if (testCode !== undefined) terminal.out(`Nothing is delivered; the code is ${testCode}, or the digit repeated.`)
  terminal.out()
  showPayment(explanation, terminal)
  if (explanation.checks.length > 0) {
    terminal.out(`auth.sendCode asks for a proof first: ${explanation.checks.join(', or ')}.`)
    terminal.out()
  }
  showEmail(explanation, terminal)
  for (const { ladder, condition, wanted } of passed) {
    terminal.out(`ladders[${ladder}] does not apply: ${conditions[condition]} ${JSON.stringify(wanted)}.`)
  }
  const reason = Object.keys(when).length === 0 ? 'it has no conditions' : `${JSON.stringify(when)} holds`
  terminal.out(`${terminal.style('bold', `ladders[${ladder}] applies`)}: ${reason}.`)
  const used = steps.filter(step => step.leftOut === undefined)
  for (const step of steps) terminal.out(stepLine(step, used))
  if (used.length === 0) terminal.out('No medium is left: auth.sendCode answers SMS_CODE_CREATE_FAILED.')
}

function showPayment({ payment }: LoginExplanation, terminal: Terminal): void {
  if (payment === undefined) return
  const { offer, store_product, currency, amount, understood } = payment
  terminal.out(
    `${terminal.style('bold', `payment.offers[${offer}] applies`)}: ${store_product} for ${amount} ${currency}.`,
  )
  terminal.out(
    understood
      ? 'auth.sendCode answers auth.sentCodePaymentRequired; what follows is sent once that is paid.'
      : "The program's layer has no word for it: auth.sendCode answers UPDATE_APP_TO_LOGIN.",
  )
  terminal.out()
}

function showEmail({ email }: LoginExplanation, terminal: Terminal): void {
  if (email === undefined) return
  if (email.step === 'setUpEmail') {
    terminal.out(
      `${terminal.style('bold', `email.setUp.required[${email.required}] applies`)}: a login e-mail comes first.`,
    )
    terminal.out('auth.sendCode answers auth.sentCodeTypeSetUpEmailRequired; what follows is sent once that is set up.')
  } else {
    const { length, next, timeoutSeconds, resetWaitSeconds } = email
    const after = next === undefined ? 'no next_type' : `next_type ${next} after ${timeoutSeconds} s`
    terminal.out(`${terminal.style('bold', 'The mailbox comes first')}: ${length} digits; ${after}.`)
    terminal.out(
      resetWaitSeconds === 0
        ? 'auth.resetLoginEmail lets go of it at once.'
        : `auth.resetLoginEmail lets go of it after ${resetWaitSeconds} s.`,
    )
  }
  terminal.out()
}

function explain(options: ExplainOptions): LoginExplanation {
  const { apiId, layer } = options
  try {
    return explainLogin(options.policy === undefined ? {} : readPolicy(options.policy), {
      phone_number: options.phone,
      settings: settingsOf(options.settings),
      registered: options.registered === true,
      otherSession: options.otherSession === true,
      loginEmail: options.loginEmail === true,
      integrity: options.integrity === true,
      ...(apiId !== undefined && { api_id: apiId }),
      ...(layer !== undefined && { layer }),
    })
  } catch (error) {
    if (isDomainError(error)) throw usageError(error.message)
    if (error instanceof Error && error.name === 'UnknownLayerError') throw usageError(error.message)
    throw error
  }
}

function settingsOf(text = ''): Record<string, true> {
  const names = text.split(',').filter(name => name !== '')
  const unknown = names.find(name => !settingNames.includes(name))
  if (unknown !== undefined) {
    throw usageError(`--settings has no "${unknown}"`, `What matters for ladders: ${settingNames.join(', ')}.`)
  }
  return Object.fromEntries(names.map(name => [name, true]))
}

const settingNames: readonly string[] = ['allow_flashcall', 'allow_missed_call', 'allow_firebase']

const conditions: Readonly<Record<LoginExplanation['passed'][number]['condition'], string>> = {
  registered: 'whether the number has an account (--registered) is not',
  otherSession: 'whether the account is logged in elsewhere (--other-session) is not',
  official: 'whether the api_id (--api-id) is one of apps.official is not',
  api_ids: 'the api_id (--api-id) is none of',
  prefixes: 'the number begins with none of',
  countries: 'the country of the number is none of',
}

const leftOut: Readonly<Record<NonNullable<LoginStep['leftOut']>, string>> = {
  otherSession: 'the account is logged in nowhere else',
  flashCallAllowed: 'the program did not set allow_flashcall',
  missedCallAllowed: 'the program did not set allow_missed_call',
  integrity: 'the program did not set allow_firebase, or nothing here can check its proof',
  layer: "the program's layer has no word for it",
  paid: 'what is paid for goes to the phone',
  testNumber: 'the known code of a test number does not fit into it',
}

function stepLine(step: LoginStep, used: readonly LoginStep[]): string {
  const index = used.indexOf(step)
  if (step.leftOut !== undefined) return `   -  ${step.medium.padEnd(nameWidth)}left out: ${leftOut[step.leftOut]}`
  const { next, timeoutSeconds = 0 } = step
  const wait = timeoutSeconds > 0 ? ` after ${timeoutSeconds} s` : ' at once'
  const after = next === undefined ? 'the last: no next_type' : `next_type ${next}${wait}`
  return `  ${String(index + 1).padStart(2)}  ${step.medium.padEnd(nameWidth)}${codeOf(step)}; ${after}`
}

const nameWidth = 13

function codeOf({ form, length }: LoginStep): string {
  switch (form) {
    case 'digits':
      return `${length} digits`
    case 'caller':
      return `the number of the caller, ${length} digits of it unknown`
    case 'callerEnd':
      return `the last ${length} digits of the caller's number`
    case 'word':
      return `a word of ${length} syllables`
    case 'phrase':
      return `${length} words`
  }
}
