import type { BotMove, LoginQuestion, PhoneState, QrMove, QrState } from '@chappe/client'
import type { Prompter } from '../prompter.ts'
import { sayTrouble } from '../say-trouble.ts'

/** Offers the ways in: by phone number, by QR code, as a bot. */
export async function askWayIn(
  prompter: Prompter,
  question: LoginQuestion<PhoneState | QrState>,
): Promise<string | QrMove | BotMove> {
  const { signal, state } = question
  sayTrouble(prompter, question)
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
  const last = 'phone_number' in state ? state.phone_number : undefined
  const typed = await prompter.text(
    {
      message: () => (last === undefined ? 'Phone number' : `Phone number (Enter for ${last} again)`),
      short: 'Phone number',
      placeholder: last ?? '+44 7911 123456',
      check: answer =>
        /\d/.test(answer) || (answer === '' && last !== undefined)
          ? undefined
          : 'In the international form, with the country: +44 7911 123456',
    },
    signal,
  )
  return typed === '' && last !== undefined ? last : typed
}
