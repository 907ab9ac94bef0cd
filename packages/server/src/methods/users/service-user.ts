import type { User } from '@chappe/schema/api'

/** The account by which Telegram itself speaks to people. */
export const serviceUserId = 777_000n

/** That account as whoever is not logged in sees it. @see {@link https://core.telegram.org/constructor/user} */
export function serviceUserToTl(): User {
  return { _: 'user', id: serviceUserId, verified: true, support: true, first_name: 'Telegram' }
}
