/**
 * A token that a program shows as a QR code until a session of an account accepts it. Works for the key that asked
 * for it alone.
 *
 * @see https://core.telegram.org/api/qr-login
 */
export interface LoginToken {
  readonly key_id: bigint
  /** What is kept in place of the token. */
  readonly digest: Uint8Array
  readonly api_id: number
  /** Accounts that may not accept it. */
  readonly except_ids: readonly bigint[]
  readonly accepted: AcceptedBy | undefined
  readonly expiresAtMs: number
  /** The data center that it was handed on to after it was accepted; only there it leads in, and any key may use it. */
  readonly dc?: number
}

/** Who accepted a token. */
interface AcceptedBy {
  readonly user_id: bigint
  /** The key of the session that accepted it, and vouches for the new one with it: it is over when that session is. */
  readonly key_id: bigint
  /** The public name that the new session will have. */
  readonly hash: bigint
}

/**
 * A token that stands for a login code: for the program that it was given to, once.
 *
 * @see https://core.telegram.org/api/auth#future-auth-tokens
 */
export interface FutureToken {
  readonly digest: Uint8Array
  readonly user_id: bigint
  /** The key that it was given to. It may be used under any. */
  readonly key_id: bigint
  readonly api_id: number
  readonly createdAtMs: number
  readonly expiresAtMs: number
}

/**
 * A login on its way to another data center, for the program that asked for it.
 *
 * @see https://core.telegram.org/method/auth.exportAuthorization
 */
export interface ExportedAuthorization {
  readonly digest: Uint8Array
  /** The key whose login it is. */
  readonly key_id: bigint
  readonly user_id: bigint
  /** The data center where it may be used. */
  readonly dc: number
  readonly expiresAtMs: number
}

/** A token of a bot. */
export interface BotToken {
  readonly digest: Uint8Array
  readonly user_id: bigint
  /** It was replaced by another. */
  readonly revoked: boolean
}

/** A token by which a web page lets somebody in to a web client, once. */
export interface WebToken {
  readonly digest: Uint8Array
  readonly user_id: bigint
  readonly expiresAtMs: number
}
