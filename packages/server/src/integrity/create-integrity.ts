import type { Clock } from '../clock.ts'
import type { IntegrityVerifier } from '../domain/integrity.ts'
import type { Log } from '../log.ts'
import { OptionsError } from '../options-error.ts'
import type { ApnsOptions } from './apns/apns-options.ts'
import { createApns } from './apns/create-apns.ts'
import type { IntegrityOptions } from './integrity-options.ts'
import { createJwsIntegrity } from './jws-integrity.ts'
import { createReCaptcha, type ReCaptchaOptions } from './recaptcha.ts'

/**
 * Makes what checks whether programs are what they claim to be: by proofs of Google's services, and by silent pushes that
 * only the program itself can receive.
 *
 * @throws {OptionsError} `INTEGRITY_INVALID`
 */
export function createIntegrity(options: IntegrityOptions, clock: Clock, log: Log): IntegrityVerifier {
  const { playIntegrity, safetyNet, apns, reCaptcha, api_ids } = options
  const isGoogle = playIntegrity !== undefined || safetyNet !== undefined
  if (!isGoogle && apns === undefined && reCaptcha === undefined) {
    fail('name playIntegrity, safetyNet, apns, reCaptcha or several of them')
  }
  if (api_ids.length === 0 && (isGoogle || apns !== undefined))
    fail('at least one api_id is needed: proofs are asked of these')
  if (apns !== undefined) checkApns(apns)
  if (reCaptcha !== undefined) checkReCaptcha(reCaptcha)
  const google = isGoogle ? createJwsIntegrity(options) : undefined
  const pushes = apns && createApns(apns, clock, log)
  return {
    playIntegrityProjectId: google?.playIntegrityProjectId,
    pushes,
    reCaptcha: reCaptcha && createReCaptcha(reCaptcha, log),
    kindsFor: api_id => [
      ...(google?.kindsFor(api_id) ?? []),
      ...(pushes !== undefined && api_ids.includes(api_id) ? (['apns'] as const) : []),
    ],
    verify: async (proof, nonce, nowMs) => (await google?.verify(proof, nonce, nowMs)) ?? false,
  }
}

function checkApns({ topic, keyId, teamId, privateKey, url, sandboxUrl, timeoutSeconds = 15 }: ApnsOptions): void {
  if (!/^[\w.-]{1,155}$/.test(topic)) fail('apns.topic is the bundle id of the program')
  if (!/^\w{1,20}$/.test(keyId) || !/^\w{1,20}$/.test(teamId)) fail('apns.keyId and apns.teamId are 10 characters each')
  if (!privateKey.includes('-----BEGIN PRIVATE KEY-----')) fail('apns.privateKey is the text of the .p8 file')
  for (const address of [url, sandboxUrl]) {
    if (address !== undefined && !isSafe(address)) {
      fail('a push service is reached by https:, and by http: on this machine alone')
    }
  }
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 300) {
    fail('apns.timeoutSeconds is a whole number from 1 to 300')
  }
}

function checkReCaptcha({ url, apiKey, scoreMin = 0.5 }: ReCaptchaOptions): void {
  if (!isSafe(url)) fail('reCaptcha.url is reached by https:, and by http: on this machine alone')
  if (apiKey === '') fail('reCaptcha.apiKey is missing')
  if (!(scoreMin >= 0 && scoreMin <= 1)) fail('reCaptcha.scoreMin is a number from 0 to 1')
}

function isSafe(address: string): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname))
}

function fail(what: string): never {
  throw new OptionsError('INTEGRITY_INVALID', what)
}
