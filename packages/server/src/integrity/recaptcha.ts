import type { ReCaptchaVerifier } from '../domain/checks/device-proof.ts'
import type { Log } from '../log.ts'
import { member } from './verified-payload.ts'

/** How tokens of reCAPTCHA Enterprise are looked at. */
export interface ReCaptchaOptions {
  /** Where assessments are made: `https://recaptchaenterprise.googleapis.com/v1/projects/<project>/assessments`. */
  readonly url: string
  /** The key of the API. */
  readonly apiKey: string
  /** The least score that passes, 0 to 1. Default 0.5. */
  readonly scoreMin?: number
}

/**
 * Asks reCAPTCHA Enterprise about tokens. Where it cannot be asked nobody passes.
 *
 * @see https://cloud.google.com/recaptcha/docs/create-assessment-website
 */
export function createReCaptcha({ url, apiKey, scoreMin = 0.5 }: ReCaptchaOptions, log: Log): ReCaptchaVerifier {
  return {
    async verify(token, { action, key_id }) {
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-goog-api-key': apiKey },
          body: JSON.stringify({ event: { token, siteKey: key_id, expectedAction: action } }),
          redirect: 'error',
          signal: AbortSignal.timeout(answerTimeoutMs),
        })
        if (!answer.ok) {
          await answer.body?.cancel()
          log.warn('recaptcha.refused', { status: answer.status })
          return false
        }
        const assessment: unknown = await answer.json()
        const properties = member(assessment, 'tokenProperties')
        const score = member(member(assessment, 'riskAnalysis'), 'score')
        return (
          member(properties, 'valid') === true &&
          member(properties, 'action') === action &&
          typeof score === 'number' &&
          score >= scoreMin
        )
      } catch (error) {
        log.warn('recaptcha.failed', { error: error instanceof Error ? error.name : typeof error })
        return false
      }
    },
  }
}

const answerTimeoutMs = 10_000
