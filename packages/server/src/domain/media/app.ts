import type { Medium } from './medium.ts'

/**
 * A message from the service account 777000 to the account's other sessions.
 *
 * @see https://core.telegram.org/constructor/auth.sentCodeTypeApp
 */
export const app: Medium = { announcedAs: undefined, needs: 'otherSession', form: 'digits' }
