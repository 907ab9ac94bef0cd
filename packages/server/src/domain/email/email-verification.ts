/**
 * What an address is verified for.
 *
 * @see https://core.telegram.org/type/EmailVerifyPurpose
 */
export type VerifyPurpose = 'loginSetup' | 'loginChange' | 'passport'

/**
 * An address between the letter and its code, or, for a login, between the code and the end of that login. One per auth
 * key and purpose. The code is computed from `nonce` under the server secret, and never stored.
 */
export interface EmailVerification {
  readonly key_id: bigint
  readonly purpose: VerifyPurpose
  /** Whom it is for: the number that logs in, digits only; for the other purposes the id of the account. */
  readonly subject: string
  readonly address: string
  /** 16 random bytes. */
  readonly nonce: Uint8Array
  readonly wrongAttempts: number
  /** The mailbox was proven, and waits for the login to end. */
  readonly verified: boolean
  readonly expiresAtMs: number
}

/**
 * What shows that a mailbox is one's own: the code that was sent there, or the word of a service.
 *
 * @see https://core.telegram.org/type/EmailVerification
 */
export type EmailProof =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: IdTokenService; readonly token: string }

/** The services whose word may be taken. */
export type IdTokenService = 'apple' | 'google'
