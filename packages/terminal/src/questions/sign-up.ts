import type { CancelMove, LoginQuestion, NewAccount, SignUpState } from '@chappe/client'
import { plainLines } from '../guided-text.ts'
import type { Prompter } from '../prompter.ts'
import { sayTrouble } from '../say-trouble.ts'

/** Shows the terms and asks for the name of a new account. */
export async function askName(
  prompter: Prompter,
  question: LoginQuestion<SignUpState>,
): Promise<NewAccount | CancelMove> {
  sayTrouble(prompter, question)
  const { signal, state } = question
  prompter.say(question.describe())
  const termsAccepted = await agreesToTerms(prompter, state, signal)
  if (!termsAccepted) {
    prompter.say('Without that there is no new account: this login is given up.', 'warn')
    return { _: 'cancel' }
  }
  const first_name = await prompter.text(
    {
      message: () => 'First name',
      short: 'First name',
      check: answer => (answer.trim() === '' ? 'An account needs one' : undefined),
    },
    signal,
  )
  const last_name = await prompter.text({ message: () => 'Last name (may be empty)', short: 'Last name' }, signal)
  return { first_name: first_name.trim(), last_name: last_name.trim(), termsAccepted }
}

async function agreesToTerms(
  prompter: Prompter,
  { terms_of_service: terms }: SignUpState,
  signal: AbortSignal,
): Promise<boolean> {
  if (terms === undefined) return true
  prompter.say(plainLines(terms.text))
  const { min_age_confirm, popup } = terms
  if (min_age_confirm !== undefined) {
    return await prompter.confirm(`Do you agree, and are you at least ${min_age_confirm} years old?`, signal)
  }
  return popup ? await prompter.confirm('Do you agree?', signal) : true
}
