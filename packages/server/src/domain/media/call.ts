import type { Medium } from './medium.ts'

/**
 * A voice call that speaks the code. The text is what the voice gets to read.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeCall
 */
export const call: Medium = {
  canBeNext: true,
  needsOtherSession: false,
  text: code => `Hello. Your Telegram login code is: ${code}. Please do not tell it to anyone. Goodbye.`,
}
