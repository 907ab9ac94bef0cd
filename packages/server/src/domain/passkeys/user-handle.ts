import type { Account } from '../account.ts'
import type { Homes } from '../homes/homes.ts'

/**
 * Makes the text by which a passkey later says whose it is and where that account is at home: `<dc>:<user id>`.
 *
 * @param believedDc - what the client calls this data center when there is only this one
 * @see https://core.telegram.org/api/passkeys#creating-a-passkey
 */
export function userHandle(homes: Homes, account: Account, believedDc: number): string {
  return `${homes.alone ? believedDc : homes.of(account)}:${account.id}`
}

/**
 * Reads whose passkey it is. The data center in it is where the account was at home when the passkey was made, and says
 * nothing any more: accounts move.
 */
export function userOfHandle(handle: string): bigint | undefined {
  const [, id] = /^\d{1,3}:(\d{1,19})$/.exec(handle) ?? []
  return id === undefined ? undefined : BigInt(id)
}
