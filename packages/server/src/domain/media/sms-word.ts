import type { Medium } from './medium.ts'

/**
 * A text message with a made-up word in the place of digits.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeSmsWord
 */
export const smsWord: Medium = { announcedAs: 'sms', needs: undefined, form: 'word' }
