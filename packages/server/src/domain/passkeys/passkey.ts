/**
 * A passkey of an account, as far as a server knows it: the private half never leaves its owner's device.
 *
 * @see https://core.telegram.org/api/passkeys
 */
export interface Passkey {
  /** The credential id as base64url. */
  readonly id: string
  readonly user_id: bigint
  /** The public key in COSE form. */
  readonly publicKey: Uint8Array
  /** How often the authenticator says that it has signed; 0 for one that does not count. */
  readonly counter: number
  /** Who keeps it, in words. */
  readonly name: string
  readonly createdAtMs: number
  /** When it last logged somebody in; undefined when it never did. */
  readonly usedAtMs: number | undefined
}

/** What a challenge is for: one is never taken for the other. */
export type ChallengeUse = 'login' | 'registration'

/** A challenge that waits to be signed. There is at most one per key and use. */
export interface PasskeyChallenge {
  readonly key_id: bigint
  readonly use: ChallengeUse
  /** What is kept in place of the challenge. */
  readonly digest: Uint8Array
  /** The account that registers; undefined for a login, which has none yet. */
  readonly user_id: bigint | undefined
  readonly expiresAtMs: number
}

/** The rules about passkeys of a data center that has them. */
export interface PasskeySettings {
  /** The domain that passkeys belong to. */
  readonly rpId: string
  /** What devices call the service. */
  readonly rpName: string
  /** Whose pages and programs may use them; `:*` at the end stands for any port. */
  readonly origins: readonly string[]
  /** Whether the device has to check who holds it, by finger, face or PIN. */
  readonly userVerification: 'preferred' | 'required'
  /** How old a session has to be before it may add one. */
  readonly sessionAgeMsMin: number
}

/** As many as an account may have; clients read it in `help.getAppConfig`. */
export const passkeysPerAccountMax = 5
