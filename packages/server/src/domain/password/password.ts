import { dhPrime, type SrpAlgorithm } from '@chappe/crypto'

/**
 * The group of every password: the well-known prime, which strict clients know already and need not test, and a
 * generator that fits it.
 *
 * @see https://core.telegram.org/api/srp
 */
export const passwordGroup: Pick<SrpAlgorithm, 'g' | 'p'> = { g: 3, p: dhPrime }

/** A password as it is kept. The verifier is a secret: passwords can be guessed from it. */
export interface AccountPassword extends PasswordValue {
  readonly user_id: bigint
  /** Another one at each change, so that a question about an older password is told apart. */
  readonly version: bigint
  /** The confirmed address for recovery. */
  readonly email: string | undefined
  readonly secure: SecureSecret | undefined
  readonly setAtMs: number
}

/** What a client makes of a password: nothing that the password could be read from. */
export interface PasswordValue {
  readonly salt1: Uint8Array
  readonly salt2: Uint8Array
  /** v = g^x mod p, 256 bytes. */
  readonly verifier: Uint8Array
  /** May be empty. */
  readonly hint: string
}

/**
 * The key of Telegram Passport, encrypted by the client under the password: opaque here.
 *
 * @see https://core.telegram.org/constructor/secureSecretSettings
 */
export interface SecureSecret {
  readonly algorithm: 'pbkdf2' | 'sha512'
  readonly salt: Uint8Array
  readonly secure_secret: Uint8Array
  readonly secure_secret_id: bigint
}

/** Who asks about a password: an account, and the permanent key that acts for it or is about to. */
export interface PasswordCaller {
  readonly key_id: bigint
  readonly user_id: bigint
}

/** A code that was mailed. It is computed from `nonce` under the server secret, and never stored. */
export interface MailedCode {
  /** 16 random bytes. */
  readonly nonce: Uint8Array
  readonly wrongAttempts: number
  readonly expiresAtMs: number
}

/** Settings that wait for their address to be confirmed; one per account. */
export interface PasswordChange extends MailedCode {
  readonly user_id: bigint
  readonly email: string
  /** The password to set with it; absent when only the address is to change. */
  readonly password: PasswordValue | undefined
  readonly secure: SecureSecret | undefined
}

/** A recovery under way. Its code works under the key that asked alone. */
export interface PasswordRecovery extends MailedCode {
  readonly key_id: bigint
  readonly user_id: bigint
}

/** A reset under way, or one that was declined and holds back the next; one per account. */
export type PasswordReset =
  | { readonly user_id: bigint; readonly stage: 'requested'; readonly untilMs: number }
  | { readonly user_id: bigint; readonly stage: 'declined'; readonly retryAtMs: number }

/** The parameters with which a kept password is checked. */
export function algorithmOf({ salt1, salt2 }: PasswordValue): SrpAlgorithm {
  return { ...passwordGroup, salt1, salt2 }
}
