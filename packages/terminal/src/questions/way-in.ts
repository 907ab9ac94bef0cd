import type { BotMove, LoginQuestion, PhoneState, QrMove, QrState } from '@chappe/client'
import type { Prompter } from '../prompter.ts'
import { sayTrouble } from '../say-trouble.ts'

/** Offers the ways in: by phone number, by QR code, as a bot. */
export async function askWayIn(
  prompter: Prompter,
  question: LoginQuestion<PhoneState | QrState>,
): Promise<string | QrMove | BotMove> {
  const { signal } = question
  sayTrouble(prompter, question)
  // Whoever mistyped a number wants to type it again.
  if (isMistyped(question)) {
    const typed = await askNumber(prompter, question, 'Phone number (Enter alone: another way in)')
    if (typed !== '') return typed
  }
  const way = await prompter.choose(
    {
      message: () => 'How do you want to log in?',
      choices: [
        { value: 'phone', label: 'With a phone number', hint: () => 'a code is sent to it' },
        { value: 'qr', label: 'With a QR code', hint: () => 'scanned by a device that is logged in' },
        { value: 'bot', label: 'As a bot', hint: () => 'with its token' },
      ],
    },
    signal,
  )
  if (way === 'qr') return { _: 'qr' }
  if (way === 'bot') {
    const token = await prompter.password(
      {
        message: () => 'Token of the bot',
        short: 'Token of the bot',
        check: answer => (/^\d+:\S+$/.test(answer.trim()) ? undefined : 'A token looks like 123456:ABC-def…'),
      },
      signal,
    )
    return { _: 'bot', token }
  }
  const last = offeredAgain(question)
  const typed = await askNumber(
    prompter,
    question,
    last === undefined ? 'Phone number' : `Phone number (Enter for ${last} again)`,
    last,
  )
  return typed === '' && last !== undefined ? last : typed
}

/**
 * Asks for a number; an empty line is an answer where the message says what it means.
 *
 * @param last - the one that an empty line stands for
 */
function askNumber(
  prompter: Prompter,
  question: LoginQuestion<PhoneState | QrState>,
  message: string,
  last?: string,
): Promise<string> {
  const mayBeEmpty = last !== undefined || isMistyped(question)
  return prompter.text(
    {
      message: () => message,
      short: 'Phone number',
      placeholder: last ?? '+44 7911 123456',
      check: answer =>
        /\d/.test(answer) || (answer === '' && mayBeEmpty)
          ? undefined
          : 'In the international form, with the country: +44 7911 123456',
    },
    question.signal,
  )
}

function isMistyped(question: LoginQuestion<PhoneState | QrState>): boolean {
  return question.state.problem === 'PHONE_NUMBER_INVALID'
}

/** The number of a login that ended, unless it was the number that was refused: banned, flooded, … */
function offeredAgain({ state }: LoginQuestion<PhoneState | QrState>): string | undefined {
  if (state.problem?.startsWith('PHONE_NUMBER_')) return undefined
  return 'phone_number' in state ? state.phone_number : undefined
}
