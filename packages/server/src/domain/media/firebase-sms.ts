import type { Medium } from './medium.ts'

/**
 * A text message that is sent only after the program has proven that it is what it claims to be
 * (`auth.requestFirebaseSms`).
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeFirebaseSms
 */
export const firebaseSms: Medium = { announcedAs: 'sms', needs: 'integrity', form: 'digits' }
