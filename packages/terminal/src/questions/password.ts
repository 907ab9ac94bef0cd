import type { CancelMove, LoginQuestion, PasswordState, RecoveryMove } from '@chappe/client'
import type { Choice, Prompter } from '../prompter.ts'
import { sayTrouble } from '../say-trouble.ts'
import { elseHint } from './else-hint.ts'

/**
 * Asks for the password of the account, or for the recovery code once one was mailed; an empty line leads to what else
 * can be done.
 */
export async function askPassword(
  prompter: Prompter,
  question: LoginQuestion<PasswordState>,
): Promise<string | RecoveryMove | CancelMove> {
  sayTrouble(prompter, question)
  const { signal, state } = question
  const isMailed = state.email_pattern !== undefined
  // Whoever had a code mailed waits for that, and comes back to it unless they try the password again.
  let wanted: 'password' | 'recover' = isMailed && state.problem !== 'PASSWORD_HASH_INVALID' ? 'recover' : 'password'
  for (;;) {
    if (wanted === 'recover') {
      const code = await askRecoveryCode(prompter, question)
      if (code !== '') return await askNewPassword(prompter, code, signal)
    } else {
      const password = await prompter.password(
        { message: () => `${question.describe()} ${isMailed ? passwordHint : ''}${elseHint}`, short: 'Password' },
        signal,
      )
      if (password !== '') return password
    }
    const choice = await prompter.choose({ message: () => 'Forgotten?', choices: choicesAt(state) }, signal)
    if (choice === 'password' || choice === 'recover') wanted = choice
    else if (choice !== 'deleteAccount' || (await isSure(prompter, signal))) return { _: choice }
  }
}

/** Says which of the two is to be typed, where the state speaks of both. */
const passwordHint = 'Type the password. '
const codeHint = 'Type the recovery code. '

type Elsewise = 'password' | 'recover' | 'requestRecovery' | 'deleteAccount' | 'cancel'

function choicesAt({ email_pattern, has_recovery }: PasswordState): readonly Choice<Elsewise>[] {
  const isMailed = email_pattern !== undefined
  const recover: Choice<Elsewise> = { value: 'recover', label: 'Type the recovery code', hint: () => email_pattern }
  const mail: Choice<Elsewise> = {
    value: 'requestRecovery',
    label: isMailed ? 'Mail another recovery code' : 'Mail a recovery code',
  }
  return [
    ...(isMailed ? [recover] : []),
    { value: 'password', label: 'Type the password' },
    ...(has_recovery === false ? [] : [mail]),
    { value: 'deleteAccount', label: 'Delete the account', hint: () => 'with all that is in it' },
    { value: 'cancel', label: 'Give this login up' },
  ]
}

function askRecoveryCode(prompter: Prompter, question: LoginQuestion<PasswordState>): Promise<string> {
  return prompter
    .text({ message: () => `${question.describe()} ${codeHint}${elseHint}`, short: 'Recovery code' }, question.signal)
    .then(code => code.trim())
}

async function askNewPassword(prompter: Prompter, code: string, signal: AbortSignal): Promise<RecoveryMove> {
  const newPassword = await prompter.password(
    { message: () => 'A new password, or Enter alone to have none from now on', short: 'New password' },
    signal,
  )
  if (newPassword === '') return { _: 'recover', code }
  await prompter.password(
    {
      message: () => 'The same once more',
      short: 'Once more',
      check: answer => (answer === newPassword ? undefined : 'The two are not the same'),
    },
    signal,
  )
  const hint = await prompter.text(
    {
      message: () => 'A hint to remember it by (may be empty; whoever tries to log in sees it)',
      short: 'Hint',
      check: answer => (answer.trim() === newPassword.trim() ? 'That is the password itself' : undefined),
    },
    signal,
  )
  return { _: 'recover', code, newPassword, ...(hint !== '' && { hint }) }
}

async function isSure(prompter: Prompter, signal: AbortSignal): Promise<boolean> {
  const word = await prompter.text(
    {
      message: () => 'Everything in this account will be lost. Type DELETE to do it, or Enter to go back',
      short: 'Sure?',
    },
    signal,
  )
  return word === 'DELETE'
}
