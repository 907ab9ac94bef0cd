/**
 * The ways in which a key comes to act for an account. Who has proven the first factor (a code, a token, a scan)
 * enters; where the account has a password, the key then owes it, and only a {@link PasswordProof}, which nobody can
 * make without the password or the code of its recovery, finishes the login. A login that owes nothing any more can be
 * taken to other data centers.
 */
import type { Account } from './account.ts'
import { DomainError } from './domain-error.ts'
import { keepVerifiedAddress } from './email/keep-address.ts'
import type { LoginContext } from './login-context.ts'
import type { PasswordProof } from './password/second-factor.ts'
import type { Repositories } from './repositories.ts'
import { endDerived } from './sessions/session-context.ts'

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

/**
 * Binds a key to the account whose first factor it has proven. A key that acts for it already keeps its session.
 *
 * @throws {DomainError} `USER_MIGRATE` when the account is at home at another data center
 */
export async function enterAccount(
  context: Pick<LoginContext, 'clock' | 'homes' | 'random'>,
  repositories: Repositories,
  key_id: bigint,
  account: Account,
  entry: Entry = {},
): Promise<Entered> {
  context.homes.checkUser(account)
  const known = (await repositories.sessions.find(key_id))?.authorization
  const own = known?.user_id === account.id ? known : undefined
  if (own?.password_pending === false) return 'entered'
  if (account.bot === undefined && (await repositories.bans.has(account.phone_number))) {
    throw new DomainError('USER_DEACTIVATED_BAN', 'this account was banned')
  }
  if (known !== undefined && own === undefined) await endDerived(repositories, key_id)
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
 * @throws {DomainError} `AUTH_KEY_UNREGISTERED` when the login has been ended meanwhile; `USER_MIGRATE` when the account
 *   was moved meanwhile
 */
export async function finishLogin(
  context: Pick<LoginContext, 'clock' | 'homes'>,
  repositories: Repositories,
  proof: PasswordProof,
): Promise<Account> {
  const { key_id, user_id } = proof.caller
  const authorization = (await repositories.sessions.find(key_id))?.authorization
  const account = await repositories.accounts.find(user_id)
  if (authorization?.user_id !== user_id || account === undefined) {
    throw new DomainError('AUTH_KEY_UNREGISTERED', 'this login was ended meanwhile')
  }
  context.homes.checkUser(account)
  if (authorization.password_pending) {
    const createdAtMs = context.clock.now()
    await repositories.sessions.authorize(key_id, { ...authorization, password_pending: false, createdAtMs })
  }
  await keepVerifiedAddress(context, repositories, key_id, account)
  return account
}

/**
 * Lets a key in at another data center as a part of a login that owes nothing: it ends with that login. Nobody has to be
 * told of it.
 *
 * @param main - the key of that login
 */
export async function deriveLogin(
  context: Pick<LoginContext, 'clock' | 'random'>,
  repositories: Repositories,
  key_id: bigint,
  main: bigint,
): Promise<void> {
  const { sessions } = repositories
  const origin = (await sessions.find(main))?.authorization
  if (origin?.password_pending !== false) return
  await endFormer(repositories, key_id, main)
  await sessions.authorize(key_id, {
    user_id: origin.user_id,
    hash: sessionHash(context),
    password_pending: false,
    createdAtMs: context.clock.now(),
    bot: origin.bot ?? false,
    standing: 'confirmed',
    derivedFrom: main,
  })
}

/**
 * Gives a login that owes nothing to another key, under the name by which the account knows it. The key that had it, and
 * those derived from it, are parts of the login from then on.
 *
 * @param main - the key that has the login
 */
export async function takeLoginOver(
  context: Pick<LoginContext, 'clock'>,
  repositories: Repositories,
  key_id: bigint,
  main: bigint,
): Promise<void> {
  const { sessions } = repositories
  const authorization = (await sessions.find(main))?.authorization
  if (authorization?.password_pending !== false) return
  await endFormer(repositories, key_id, main)
  const parts = [main, ...(await sessions.listDerived(main))]
  await sessions.authorize(key_id, authorization)
  // The login may be an old one: it is the key that was used right now.
  await sessions.touch(key_id, context.clock.now(), undefined)
  for (const part of parts) {
    const known = await sessions.find(part)
    if (part === key_id || known?.authorization === undefined) continue
    await sessions.authorize(part, { ...known.authorization, derivedFrom: key_id })
    await sessions.touch(part, known.activeAtMs, undefined)
  }
}

/** Ends what hangs on the login that a key has now, unless that is a part of the one that it gets. */
async function endFormer(repositories: Repositories, key_id: bigint, main: bigint): Promise<void> {
  const known = (await repositories.sessions.find(key_id))?.authorization
  if (known !== undefined && known.derivedFrom !== main) await endDerived(repositories, key_id)
}

/** Makes the public name of a session. */
export function sessionHash(context: Pick<LoginContext, 'random'>): bigint {
  const hash = Buffer.from(context.random.bytes(8)).readBigInt64LE()
  // 0 means "the session that asks" to clients.
  return hash === 0n ? 1n : hash
}
