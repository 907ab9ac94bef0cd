import type { Medium } from './medium.ts'

/**
 * A voice call that speaks the code.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeCall
 */
export const call: Medium = { announcedAs: 'call', needs: undefined, form: 'digits' }
