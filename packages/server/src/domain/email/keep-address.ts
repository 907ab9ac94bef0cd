import type { Account } from '../account.ts'
import type { LoginContext } from '../login-context.ts'
import type { Repositories } from '../repositories.ts'

/**
 * Gives an account the address that was set up in the course of this login. To be called once the login is complete, its
 * password proven: who has the number alone does not get to choose where the codes of its account go.
 */
export async function keepVerifiedAddress(
  { clock }: Pick<LoginContext, 'clock'>,
  { emailVerifications, loginEmails }: Repositories,
  key_id: bigint,
  account: Account,
): Promise<void> {
  const known = await emailVerifications.find(key_id, 'loginSetup')
  if (known === undefined) return
  const isOfThisLogin = known.verified && known.subject === account.phone_number && known.expiresAtMs > clock.now()
  await emailVerifications.delete(key_id, 'loginSetup')
  // Another login may have been quicker.
  if (!isOfThisLogin || (await loginEmails.find(account.id)) !== undefined) return
  await loginEmails.put({
    user_id: account.id,
    address: known.address,
    setAtMs: clock.now(),
    resetAtMs: undefined,
  })
}
