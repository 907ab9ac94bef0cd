import {
  type CancelMove,
  describeMedium,
  type EmailAddressState,
  type EmailCodeState,
  type EmailMove,
  type EmailSetupCodeState,
  type LoginQuestion,
  type ResendMove,
} from '@chappe/client'
import type { Choice, Prompter } from '../prompter.ts'
import { sayTrouble } from '../say-trouble.ts'
import { elseHint } from './else-hint.ts'

/** Asks for the login e-mail address that has to be set up. */
export async function askEmail(
  prompter: Prompter,
  question: LoginQuestion<EmailAddressState>,
): Promise<string | CancelMove> {
  sayTrouble(prompter, question)
  const email = await prompter.text(
    {
      message: () => `${question.describe()} Enter alone gives the login up.`,
      short: 'E-mail address',
      check: checkEmail,
    },
    question.signal,
  )
  return email === '' ? { _: 'cancel' } : email
}

/** Asks for the code that was mailed; an empty line leads to what else can be done. */
export async function askEmailCode(
  prompter: Prompter,
  question: LoginQuestion<EmailCodeState | EmailSetupCodeState>,
): Promise<string | EmailMove | ResendMove | CancelMove> {
  sayTrouble(prompter, question)
  const { signal } = question
  for (;;) {
    const code = await prompter.text({ message: () => `${question.describe()} ${elseHint}`, short: 'Code' }, signal)
    if (code.trim() !== '') return code
    const choice = await prompter.choose({ message: () => 'No mail?', choices: choicesAt(question) }, signal)
    if (choice === 'email') {
      const email = await prompter.text(
        { message: () => 'Another e-mail address', short: 'E-mail address', check: checkEmail },
        signal,
      )
      if (email !== '') return { _: 'email', email }
    } else if (choice !== 'type') return { _: choice }
  }
}

type Elsewise = 'type' | 'resendEmail' | 'email' | 'resend' | 'resetEmail' | 'cancel'

function choicesAt(question: LoginQuestion<EmailCodeState | EmailSetupCodeState>): readonly Choice<Elsewise>[] {
  const { state } = question
  const type: Choice<Elsewise> = { value: 'type', label: 'Type the code' }
  const again: Choice<Elsewise> = { value: 'resendEmail', label: 'Mail it again', hint: () => state.email_pattern }
  const giveUp: Choice<Elsewise> = { value: 'cancel', label: 'Give this login up' }
  if (state.at === 'emailSetupCode') {
    return [type, again, { value: 'email', label: 'Set up another address' }, giveUp]
  }
  const seconds = (): number => question.resendRemainingSeconds
  const byPhone: Choice<Elsewise>[] = state.next
    ? [
        {
          value: 'resend',
          label: `Send a code by ${describeMedium(state.next)}`,
          hint: () => (seconds() > 0 ? `in ${seconds()} s` : undefined),
          isPossible: () => seconds() === 0,
        },
      ]
    : []
  const isResettable = state.reset_available_period !== undefined && state.reset_pending_date === undefined
  const reset: Choice<Elsewise>[] = isResettable
    ? [{ value: 'resetEmail', label: 'I lost this mailbox: reset it' }]
    : []
  return [type, again, ...byPhone, ...reset, giveUp]
}

function checkEmail(answer: string): string | undefined {
  return answer === '' || /^\S+@\S+$/.test(answer.trim()) ? undefined : 'An address looks like ada@mail.example'
}
