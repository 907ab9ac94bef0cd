import type { CancelMove, LoginQuestion, PasswordState, RecoveryMove } from '@chappe/client'
import type { Prompter } from '../prompter.ts'
import { sayTrouble } from '../say-trouble.ts'
import { elseHint } from './else-hint.ts'

/** Asks for the password of the account; an empty line leads to what can be done without it. */
export async function askPassword(
  prompter: Prompter,
  question: LoginQuestion<PasswordState>,
): Promise<string | RecoveryMove | CancelMove> {
  sayTrouble(prompter, question)
  const { signal } = question
  for (;;) {
    const password = await prompter.password(
      { message: () => `${question.describe()} ${elseHint}`, short: 'Password' },
      signal,
    )
    if (password !== '') return password
    const { email_pattern, has_recovery } = question.state
    const isMailed = email_pattern !== undefined
    const choice = await prompter.choose(
      {
        message: () => 'Forgotten?',
        choices: [
          { value: 'type', label: 'Type the password' },
          ...(isMailed
            ? [{ value: 'recover' as const, label: 'Type the recovery code', hint: () => email_pattern }]
            : []),
          ...(has_recovery === false
            ? []
            : [
                {
                  value: 'requestRecovery' as const,
                  label: isMailed ? 'Mail another recovery code' : 'Mail a recovery code',
                },
              ]),
          { value: 'deleteAccount', label: 'Delete the account', hint: () => 'with all that is in it' },
          { value: 'cancel', label: 'Give this login up' },
        ],
      },
      signal,
    )
    if (choice === 'recover') return await askRecovery(prompter, signal)
    if (choice === 'deleteAccount' && !(await isSure(prompter, signal))) continue
    if (choice !== 'type') return { _: choice }
  }
}

async function askRecovery(prompter: Prompter, signal: AbortSignal): Promise<RecoveryMove> {
  const code = await prompter.text(
    {
      message: () => 'The code that was mailed',
      short: 'Recovery code',
      check: answer => (answer.trim() === '' ? 'It is in the mail' : undefined),
    },
    signal,
  )
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
