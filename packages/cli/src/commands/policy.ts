import { isIP } from 'node:net'
import { describePrice } from '@chappe/client'
import { explainLogin, isDomainError, type LoginExplanation, type LoginStep, OptionsError } from '@chappe/server'
import { parseCodeSettings } from '../code-settings.ts'
import { usageError } from '../command-error.ts'
import { policyNotes } from '../policy-notes.ts'
import { readPolicy } from '../read-policy.ts'
import { showHome } from '../show-home.ts'
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
  /** How many data centers there are. */
  readonly dcs?: number
  /** The one that is asked. */
  readonly dc?: number
  /** Where the account of the number is at home. */
  readonly home?: number
  /** The IP address that asks. */
  readonly address?: string
  readonly json?: boolean
}

/** Prints which ladder applies to a login, and why. */
export function explainPolicy(options: ExplainOptions, terminal: Terminal): void {
  const explanation = explain(options)
  if (options.json) terminal.out(JSON.stringify(explanation))
  else showExplanation(explanation, options, terminal)
}

/** Says whether a policy file can be followed; what is wrong with it is an error. */
export function checkPolicy(file: string, options: { readonly json?: boolean }, terminal: Terminal): void {
  const { warnings, needs } = policyNotes(readPolicy(file))
  if (options.json) {
    terminal.out(JSON.stringify({ file, warnings, serve_needs: needs }))
    return
  }
  terminal.out(`${file} can be followed.`)
  if (needs.length > 0) terminal.out(`With it, "chappe serve" needs ${new Intl.ListFormat('en').format(needs)}.`)
  for (const warning of warnings) terminal.note(`${terminal.noteStyle('yellow', 'warning:')} ${warning}`)
}

function showExplanation(explanation: LoginExplanation, options: ExplainOptions, terminal: Terminal): void {
  const { phone_number, country, testCode, home, ladder, when, passed, steps } = explanation
  const place = country ?? 'no country'
  terminal.out(
    `${terminal.style('bold', `+${phone_number}`)}, ${place}${testCode === undefined ? '' : ', a test number'}`,
  )
  if (testCode !== undefined) {
    terminal.out(`Nothing is delivered; the code is ${testCode}, or the digit repeated.`)
    terminal.out('Where other machines can connect, that is so only if numbers.testNumbers is true.')
  }
  terminal.out()
  showHome(home, options, terminal)
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
    `${terminal.style('bold', `payment.offers[${offer}] applies`)}: ${store_product} for ${describePrice({ amount: String(amount), currency })}.`,
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
  const { apiId, layer, dcs, dc, home, address } = options
  if (address !== undefined && isIP(address) === 0)
    throw usageError(`--address has to be an IP address, not "${address}"`)
  try {
    return explainLogin(options.policy === undefined ? {} : readPolicy(options.policy), {
      phone_number: options.phone,
      settings: parseCodeSettings(options.settings),
      registered: options.registered === true,
      otherSession: options.otherSession === true,
      loginEmail: options.loginEmail === true,
      integrity: options.integrity === true,
      ...(apiId !== undefined && { api_id: apiId }),
      ...(layer !== undefined && { layer }),
      ...(dcs !== undefined && { dcs }),
      ...(dc !== undefined && { dc }),
      ...(home !== undefined && { home }),
      ...(address !== undefined && { address }),
    })
  } catch (error) {
    if (isDomainError(error) || error instanceof OptionsError) throw usageError(error.message)
    if (error instanceof Error && error.name === 'UnknownLayerError') throw usageError(error.message)
    throw error
  }
}

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
