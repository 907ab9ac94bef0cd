import { type CancelMove, type CodeState, describeMedium, type LoginQuestion, type ResendMove } from '@chappe/client'
import type { Prompter } from '../prompter.ts'
import { sayTrouble } from '../say-trouble.ts'
import { elseHint } from './else-hint.ts'

/** Asks for the code; an empty line leads to what else can be done. */
export async function askCode(
  prompter: Prompter,
  question: LoginQuestion<CodeState>,
): Promise<string | ResendMove | CancelMove> {
  sayTrouble(prompter, question)
  for (;;) {
    const code = await prompter.text(
      {
        message: () => `${question.describe()} ${elseHint}`,
        short: 'Code',
      },
      question.signal,
    )
    if (code.trim() !== '') return code
    const choice = await chooseElse(prompter, question)
    if (choice !== 'type') return { _: choice }
  }
}

function chooseElse(prompter: Prompter, question: LoginQuestion<CodeState>): Promise<'type' | 'resend' | 'cancel'> {
  const { next } = question.state
  const wait = (): string | undefined => {
    const seconds = question.resendRemainingSeconds
    return seconds > 0 ? `in ${seconds} s` : undefined
  }
  return prompter.choose(
    {
      message: () => 'No code?',
      choices: [
        { value: 'type', label: 'Type it now' },
        ...(next === undefined
          ? []
          : [
              {
                value: 'resend' as const,
                label: `Send it by ${describeMedium(next)}`,
                hint: wait,
                isPossible: () => wait() === undefined,
              },
            ]),
        { value: 'cancel', label: 'Give this login up', hint: () => 'for another number, a QR code, …' },
      ],
    },
    question.signal,
  )
}
