import type { Medium } from './medium.ts'

/**
 * A message to an anonymous number, which its owner reads on a web page.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeFragmentSms
 */
export const fragmentSms: Medium = { announcedAs: 'fragmentSms', needs: undefined, form: 'digits' }
