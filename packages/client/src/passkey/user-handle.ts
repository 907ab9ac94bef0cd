/** Whose a passkey is. */
export interface UserHandle {
  /** The data center where the account was at home when the passkey was made. */
  readonly dc: number
  readonly user_id: bigint
}

/**
 * Reads the user handle of a passkey, `<dc>:<user id>`.
 *
 * @returns undefined when it is none of an account
 * @see {@link https://core.telegram.org/api/passkeys#logging-in-with-a-passkey}
 */
export function parseUserHandle(text: string): UserHandle | undefined {
  const [, dc, user_id] = /^(\d{1,3}):(\d{1,19})$/.exec(text) ?? []
  return dc === undefined || user_id === undefined ? undefined : { dc: Number(dc), user_id: BigInt(user_id) }
}
