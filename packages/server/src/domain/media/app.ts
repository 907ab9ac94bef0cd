import type { Medium } from './medium.ts'

/**
 * A message from the service account 777000 to the account's other sessions.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeApp
 */
export const app: Medium = {
  canBeNext: false,
  needsOtherSession: true,
  // People's programs look for a group of five digits here, so that there is one and no other number.
  text: code =>
    `Login code: ${code}. Do not give this code to anyone, even if they say they are from Telegram.\n\n` +
    'This code can be used to log in to your account. If you did not ask for it by trying to log in on another device, ' +
    'ignore this message.',
}
