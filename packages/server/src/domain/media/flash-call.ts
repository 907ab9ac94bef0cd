import type { Medium } from './medium.ts'

/**
 * A call that ends as soon as it rings. Its code is the whole number of the caller, which the program reads from the call
 * log; people never type it.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeFlashCall
 */
export const flashCall: Medium = { announcedAs: 'flashCall', needs: 'flashCallAllowed', form: 'caller' }
