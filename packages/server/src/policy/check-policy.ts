/**
 * Methods before which programs have to prove what they are. Which programs those are, and by which keys, is for the
 * data center's `integrity`.
 *
 * @see https://core.telegram.org/api/errors
 */
export interface CheckPolicy {
  /** By Play Integrity, for programs of `integrity.api_ids`. Default: none. */
  readonly playIntegrity: readonly string[]
  /** By silent push, for programs of `integrity.api_ids` whose device is known. Default: none. */
  readonly apns: readonly string[]
  /** By reCAPTCHA, for every program that is not asked for one of the others. Default: none. */
  readonly reCaptcha: readonly ReCaptchaRule[]
}

/** Methods before which reCAPTCHA is to be passed. */
export interface ReCaptchaRule {
  readonly methods: readonly string[]
  /** What reCAPTCHA calls the deed: letters, digits and slashes. */
  readonly action: string
  /** The site key. */
  readonly key_id: string
}

/** The checks of a data center that nobody configured: none. */
export const defaultChecks: CheckPolicy = { playIntegrity: [], apns: [], reCaptcha: [] }
