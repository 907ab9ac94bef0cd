import type { account } from '@chappe/schema/api'
import type { SessionWorld } from '../support/session-world.ts'
import { type Row, row } from './row.ts'

const dayMs = 86_400_000

/** A session of this moment calls. */
const fresh =
  (method: string, parameters: object = {}) =>
  async (world: SessionWorld) => {
    const client = await world.loggedIn()
    return () => client.call(method, parameters)
  }

/** A session that is a day old calls. */
const seasoned =
  (method: string, parameters: object = {}) =>
  async (world: SessionWorld) => {
    const client = await world.loggedIn()
    await world.pass(dayMs)
    const again = await world.again(client)
    return () => again.call(method, parameters)
  }

/** https://core.telegram.org/method/account.getAuthorizations and what belongs to it. */
export const sessionRows: readonly Row[] = [
  row(
    'auth.resetAuthorizations',
    '406 FRESH_RESET_AUTHORISATION_FORBIDDEN',
    'the session is not a day old',
    fresh('auth.resetAuthorizations'),
  ),
  row(
    'account.resetAuthorization',
    '406 FRESH_RESET_AUTHORISATION_FORBIDDEN',
    'the session is not a day old',
    async world => {
      const [old] = [await world.loggedIn()]
      await world.pass(dayMs)
      const client = await world.loggedIn()
      const { authorizations } = await client.call<account.authorizations>('account.getAuthorizations')
      const hash = authorizations.find(({ current }) => !current)?.hash
      old[Symbol.dispose]()
      return () => client.call('account.resetAuthorization', { hash })
    },
  ),
  row(
    'account.resetAuthorization',
    '400 HASH_INVALID',
    'it is that of the session itself',
    seasoned('account.resetAuthorization', { hash: 0n }),
  ),
  row(
    'account.changeAuthorizationSettings',
    '400 HASH_INVALID',
    'no session has it',
    fresh('account.changeAuthorizationSettings', { hash: 77n, confirmed: true }),
  ),
  row(
    'account.setAuthorizationTTL',
    '406 FRESH_RESET_AUTHORISATION_FORBIDDEN',
    'the session is not a day old',
    fresh('account.setAuthorizationTTL', { authorization_ttl_days: 30 }),
  ),
  row(
    'account.setAuthorizationTTL',
    '400 TTL_DAYS_INVALID',
    'it is more than a year',
    seasoned('account.setAuthorizationTTL', { authorization_ttl_days: 367 }),
  ),
  row(
    'account.setAccountTTL',
    '400 TTL_DAYS_INVALID',
    'it is no time',
    fresh('account.setAccountTTL', { ttl: { _: 'accountDaysTTL', days: 0 } }),
  ),
  row(
    'account.resetWebAuthorization',
    '400 HASH_INVALID',
    'no website has it',
    fresh('account.resetWebAuthorization', { hash: 77n }),
  ),
]
