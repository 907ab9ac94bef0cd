/**
 * The two ways in which a key comes to act for an account. Who has proven the first factor (a code, a token, a scan)
 * enters; where the account has a password, the key then owes it, and only a {@link PasswordProof}, which nobody can
 * make without the password or the code of its recovery, finishes the login.
 */
import type { Account } from './account.ts'
import { DomainError } from './domain-error.ts'
import type { LoginContext } from './login-context.ts'
import type { PasswordProof } from './password/second-factor.ts'
import type { Repositories } from './repositories.ts'

/** What became of a key whose first factor was right. */
export type Entered =
  /** The key acts for the account. */
  | 'entered'
  /** The account has a password, which the key owes now: it may do no more than before. */
  | 'passwordNeeded'

/** What is known beforehand of a login. */
export interface Entry {
  /** Its public name, when that has been told already. */
  readonly hash?: bigint
  /** Another session of the account let it in. */
  readonly vouched?: boolean
}

/** Binds a key to the account whose first factor it has proven. A key that acts for it already keeps its session. */
export async function enterAccount(
  context: Pick<LoginContext, 'clock' | 'random'>,
  repositories: Repositories,
  key_id: bigint,
  account: Account,
  entry: Entry = {},
): Promise<Entered> {
  const known = (await repositories.sessions.find(key_id))?.authorization
  const own = known?.user_id === account.id ? known : undefined
  if (own?.password_pending === false) return 'entered'
  const password_pending = (await repositories.passwords.find(account.id)) !== undefined
  await repositories.sessions.authorize(key_id, {
    user_id: account.id,
    hash: entry.hash ?? own?.hash ?? sessionHash(context),
    password_pending,
    createdAtMs: context.clock.now(),
    bot: account.bot !== undefined,
    standing: entry.vouched === true ? 'vouched' : 'new',
  })
  return password_pending ? 'passwordNeeded' : 'entered'
}

/**
 * Ends the login of a key that owed a password. A key that owes none is answered the same.
 *
 * @throws {DomainError} `AUTH_KEY_UNREGISTERED` when the login has been ended meanwhile
 */
export async function finishLogin(
  context: Pick<LoginContext, 'clock'>,
  repositories: Repositories,
  proof: PasswordProof,
): Promise<Account> {
  const { key_id, user_id } = proof.caller
  const authorization = (await repositories.sessions.find(key_id))?.authorization
  const account = await repositories.accounts.find(user_id)
  if (authorization?.user_id !== user_id || account === undefined) {
    throw new DomainError('AUTH_KEY_UNREGISTERED', 'this login was ended meanwhile')
  }
  if (authorization.password_pending) {
    const createdAtMs = context.clock.now()
    await repositories.sessions.authorize(key_id, { ...authorization, password_pending: false, createdAtMs })
  }
  return account
}

/** Makes the public name of a session. */
export function sessionHash(context: Pick<LoginContext, 'random'>): bigint {
  const hash = Buffer.from(context.random.bytes(8)).readBigInt64LE()
  // 0 means "the session that asks" to clients.
  return hash === 0n ? 1n : hash
}
