/** What `initConnection` and `invokeWithLayer` told us about the program behind an auth key. */
export interface ClientFacts {
  readonly layer: number
  readonly api_id: number
  readonly device_model: string
  readonly system_version: string
  readonly app_version: string
  readonly system_lang_code: string
  readonly lang_pack: string
  readonly lang_code: string
}

/**
 * What is remembered per permanent auth key: the program, and the account it acts for.
 *
 * @see https://core.telegram.org/constructor/authorization
 */
export interface Session {
  readonly key_id: bigint
  /** Absent until the first `initConnection` under this key. */
  readonly client: ClientFacts | undefined
  /** Absent while nobody is logged in. */
  readonly authorization: Authorization | undefined
  /** When the key was last used, milliseconds since the Unix epoch. */
  readonly activeAtMs: number
  /** The address the key was last used from; absent when unknown. */
  readonly address: string | undefined
  /** How the last login under this key was ended from outside; absent when it was not. */
  readonly ended?: SessionEnd
}

/** The bond between an auth key and an account. */
export interface Authorization {
  readonly user_id: bigint
  /** The public name of this session in `account.getAuthorizations`; never 0. */
  readonly hash: bigint
  /** True when the code was right and the second factor is still owed: the key may do no more than before. */
  readonly password_pending: boolean
  /** Milliseconds since the Unix epoch. */
  readonly createdAtMs: number
  /** The account is a bot. */
  readonly bot?: boolean
  /** Default `new`. */
  readonly standing?: Standing
  readonly encrypted_requests_disabled?: boolean
  readonly call_requests_disabled?: boolean
  /**
   * The key whose login this one was taken over from, at the account's home: it ends with that one, and counts as the
   * same session.
   */
  readonly derivedFrom?: bigint
}

/** How far the other sessions of the account know of a login. */
export type Standing =
  /** They have not been told yet. */
  | 'new'
  /** They have not been told yet, and one of them let it in. */
  | 'vouched'
  /** They were told and asked whether it is their owner's. */
  | 'unconfirmed'
  | 'confirmed'

/** Why a login is over that its own program did not end. */
export type SessionEnd =
  /** Another session of the account, or the operator, ended it. */
  | 'revoked'
  /** It was idle for too long. */
  | 'expired'
  /** Its account is gone. */
  | 'deleted'
  /** The operator has banned its account. */
  | 'banned'
