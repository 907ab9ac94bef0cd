/**
 * What a program shows beside a call, to prove that it is what it claims to be.
 *
 * @see https://core.telegram.org/api/invoking
 */
export type DeviceProof =
  /** `invokeWithGooglePlayIntegrity`. */
  | { readonly kind: 'playIntegrity'; readonly nonce: string; readonly token: string }
  /** `invokeWithApnsSecret`. */
  | { readonly kind: 'apns'; readonly nonce: string; readonly secret: string }
  /** `invokeWithReCaptcha`. */
  | { readonly kind: 'reCaptcha'; readonly token: string }

/** What a program has to bring before its call is carried out. */
export type DeviceChallenge =
  /** A token of Play Integrity for this nonce (hexadecimal digits) and project. */
  | { readonly kind: 'playIntegrity'; readonly projectId: bigint; readonly nonce: string }
  /** The secret of a silent push that holds this nonce. */
  | { readonly kind: 'apns'; readonly nonce: string }
  /** A token of reCAPTCHA for this action and key. */
  | { readonly kind: 'reCaptcha'; readonly action: string; readonly key_id: string }

/** Asks reCAPTCHA about tokens. */
export interface ReCaptchaVerifier {
  /** Whether a token is good: of this key, for this action, unused, and of somebody who seems to be a person. Never rejects. */
  verify(token: string, challenge: { readonly action: string; readonly key_id: string }): Promise<boolean>
}
