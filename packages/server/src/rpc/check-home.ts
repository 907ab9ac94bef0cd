import type { Session } from '../domain/session.ts'
import type { Caller } from './access.ts'
import type { Services } from './call-context.ts'

/**
 * Refuses a caller whose account is at home at another data center, except for what belongs to every data center. A
 * derived login whose account has been moved here meanwhile becomes the login itself.
 *
 * @throws {DomainError} `USER_MIGRATE`
 * @see {@link https://core.telegram.org/api/datacenter}
 */
export async function checkHome(
  method: string,
  caller: Caller,
  key_id: bigint | undefined,
  session: Session | undefined,
  { homes, store, transfers }: Pick<Services, 'homes' | 'store' | 'transfers'>,
): Promise<void> {
  if (homes.alone || key_id === undefined || (caller.kind !== 'user' && caller.kind !== 'bot')) return
  const account = await store.accounts.find(caller.user_id)
  if (account === undefined) return
  if (!homes.isHere(account)) {
    if (!isForEveryDc(method)) homes.checkUser(account)
  } else if (session?.authorization?.derivedFrom !== undefined) await transfers.settle(key_id)
}

function isForEveryDc(method: string): boolean {
  return keyMethods.has(method) || everywhere.has(method.slice(0, method.indexOf('.')))
}

/** What is about the key and its login, not about the account. */
const keyMethods: ReadonlySet<string> = new Set([
  'auth.bindTempAuthKey',
  'auth.dropTempAuthKeys',
  'auth.exportAuthorization',
  'auth.importAuthorization',
  'auth.logOut',
])

/** Files and statistics lie at any data center, and these answer the same everywhere. */
const everywhere: ReadonlySet<string> = new Set(['help', 'langpack', 'stats', 'upload'])
