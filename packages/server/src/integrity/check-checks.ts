import { OptionsError } from '../options-error.ts'
import type { CheckPolicy } from '../policy/check-policy.ts'
import type { IntegrityOptions } from './integrity-options.ts'

/**
 * Makes sure that what the policy asks programs to prove can be verified here.
 *
 * @throws {OptionsError} `INTEGRITY_INVALID`
 */
export function checkChecks(checks: CheckPolicy, integrity: IntegrityOptions | undefined): void {
  for (const name of ['playIntegrity', 'apns', 'reCaptcha'] as const) {
    if (checks[name].length > 0 && integrity?.[name] === undefined) {
      throw new OptionsError(
        'INTEGRITY_INVALID',
        `policy.checks.${name} names methods, and integrity.${name} is missing`,
      )
    }
  }
}
