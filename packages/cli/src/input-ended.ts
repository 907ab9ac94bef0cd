import { isRpcError, type LoginQuestion, type LoginState } from '@chappe/client/node'
import { type AskedAnswer, waysToGive } from './answer-sources.ts'
import { CommandError } from './command-error.ts'
import { exitCodes } from './exit-codes.ts'

/** What is known where standard input ends and an answer is needed. */
export interface EndedInput {
  readonly question: LoginQuestion
  /** The last refusal of a call, whichever it was. */
  readonly refusal: Error | undefined
  /** Which option or variable gave the refused answer, unless a line of standard input did. */
  readonly source: string | undefined
}

/**
 * Says why a login cannot go on when standard input has ended. What was refused is the reason, as if nobody were to be
 * asked: a script tells by it a flooded number from a wrong code. Otherwise an answer is missing.
 */
export function inputEnded({ question, refusal, source }: EndedInput): Error {
  const { failure, state } = question
  const problem = 'problem' in state ? state.problem : undefined
  // Of a wrong code or password the state keeps the name alone.
  const isRefusal = isRpcError(refusal) && refusal.errorName === problem
  const cause = failure ?? (isRefusal ? refusal : undefined)
  if (cause === undefined) {
    const { name, what } = wanted[state.at]
    return new CommandError(`standard input ended where ${what} was asked for`, {
      code: 'ANSWER_MISSING',
      hint: hintOf(`Give it ${waysToGive(name)}.`, state),
      exitCode: exitCodes.usage,
    })
  }
  if (!isRpcError(cause)) return cause
  return new CommandError(cause.message, {
    code: cause.errorName,
    hint: hintOf(source === undefined ? undefined : `The answer was given by ${source}.`, state),
    exitCode: exitCodes.rpcError,
    cause,
  })
}

/** Which answer a login waits for, by its state. */
export function askedAt(state: LoginState): AskedAnswer {
  return wanted[state.at].name
}

function hintOf(text: string | undefined, state: LoginState): string {
  const isUnderWay = state.at !== 'phone' && state.at !== 'qr'
  const parts = [text, isUnderWay ? 'Run "chappe login" again: it goes on where it was.' : undefined]
  return parts.filter(part => part !== undefined).join(' ')
}

const phone = { name: 'phone', what: 'a phone number' } as const

const wanted: Readonly<Record<LoginState['at'], { readonly name: AskedAnswer; readonly what: string }>> = {
  phone,
  qr: phone,
  code: { name: 'code', what: 'the code' },
  emailAddress: { name: 'email', what: 'an e-mail address' },
  emailCode: { name: 'emailCode', what: 'the mailed code' },
  emailSetupCode: { name: 'emailCode', what: 'the mailed code' },
  payment: { name: 'payment', what: 'a payment' },
  password: { name: 'password', what: 'the password' },
  signUp: { name: 'signUp', what: 'a name' },
  // Nobody is asked for these.
  integrity: phone,
  done: phone,
}
