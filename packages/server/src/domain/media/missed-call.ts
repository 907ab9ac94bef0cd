import type { Medium } from './medium.ts'

/**
 * A call that ends as soon as it rings. Its code is the last digits of the caller's number, which people type.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeMissedCall
 */
export const missedCall: Medium = { announcedAs: 'missedCall', needs: 'missedCallAllowed', form: 'callerEnd' }
