import { botRemedies } from './bots.ts'
import { callRemedies } from './calls.ts'
import { chatRemedies } from './chats.ts'
import { connectionRemedies } from './connection.ts'
import { emailAndPasswordRemedies } from './email-and-password.ts'
import { loginRemedies } from './login.ts'
import { messageRemedies } from './messages.ts'
import { paymentRemedies } from './payments.ts'

/** What to do about errors, by their very names, `%d` in the place of a number. */
export const namedRemedies: readonly (readonly [name: string, remedy: string])[] = [
  connectionRemedies,
  loginRemedies,
  emailAndPasswordRemedies,
  chatRemedies,
  messageRemedies,
  callRemedies,
  botRemedies,
  paymentRemedies,
].flatMap(remedies => Object.entries(remedies))
