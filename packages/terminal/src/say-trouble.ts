import { isRpcError, type LoginQuestion } from '@chappe/client'
import { plainText } from './guided-text.ts'
import type { Prompter } from './prompter.ts'

/** Says what was wrong with the last answer, where the message of the prompt does not say it. */
export function sayTrouble(prompter: Prompter, question: LoginQuestion): void {
  const { failure, state } = question
  const problem = 'problem' in state ? state.problem : undefined
  const isDescribed = problem !== undefined && (!isRpcError(failure) || failure.errorName === problem)
  // A prompt for a number or a QR code has a message of its own; the others describe the state.
  if (isDescribed && state.at === 'phone') prompter.say(question.describe(), 'warn')
  else if (failure !== undefined && !isDescribed) prompter.say(plainText(withoutCode(failure.message)), 'error')
}

/** A person does not match on the code in front of a message. */
function withoutCode(message: string): string {
  return message.replace(/^\[\w+\] /, '')
}
