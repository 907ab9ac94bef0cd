import type { CancelMove, LoginQuestion, PaymentMove, PaymentState } from '@chappe/client'
import type { Choice, Prompter } from '../prompter.ts'
import { sayTrouble } from '../say-trouble.ts'

/**
 * Says what has to be paid and how. Nobody pays in a terminal: it shows where, and the login goes on by itself when that
 * was done.
 */
export async function askPayment(
  prompter: Prompter,
  question: LoginQuestion<PaymentState>,
): Promise<PaymentMove | CancelMove> {
  sayTrouble(prompter, question)
  const hasForm = question.state.form !== undefined
  const choices: readonly Choice<'form' | 'cancel'>[] = [
    { value: 'form', label: hasForm ? 'Ask for a new form' : 'Ask for a form to pay by' },
    { value: 'cancel', label: 'Give this login up', hint: () => 'for another number, a QR code, …' },
  ]
  const choice = await prompter.choose(
    { message: () => `${question.describe()} This goes on by itself when it was paid.`, choices },
    question.signal,
  )
  return { _: choice === 'form' ? 'requestPaymentForm' : 'cancel' }
}
