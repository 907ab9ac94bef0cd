import type { Medium } from './medium.ts'

/**
 * A text message to the number. Short: one message of the GSM alphabet.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeSms
 */
export const sms: Medium = { announcedAs: 'sms', needs: undefined, form: 'digits' }
