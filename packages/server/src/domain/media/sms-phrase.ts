import type { Medium } from './medium.ts'

/**
 * A text message with a few words in the place of digits.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeSmsPhrase
 */
export const smsPhrase: Medium = { announcedAs: 'sms', needs: undefined, form: 'phrase' }
