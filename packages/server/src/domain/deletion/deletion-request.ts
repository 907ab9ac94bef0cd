/**
 * A deletion that was asked for without the password. It may be carried out from `dueAtMs` on, unless whoever holds the
 * number calls it off before.
 *
 * @see https://core.telegram.org/api/account-deletion
 */
export interface DeletionRequest {
  readonly user_id: bigint
  /** The key that asked. It is logged out when the deletion is called off. */
  readonly key_id: bigint
  /** What the hash of the link is computed from, under the server secret: 16 random bytes. */
  readonly nonce: Uint8Array
  readonly requestedAtMs: number
  readonly dueAtMs: number
}
