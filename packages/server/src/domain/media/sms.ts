import type { Medium } from './medium.ts'

/**
 * A text message to the number. Short: one message of the GSM alphabet.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeSms
 */
export const sms: Medium = {
  canBeNext: true,
  needsOtherSession: false,
  text: code => `Telegram code: ${code}. Do not share it with anyone.`,
}
