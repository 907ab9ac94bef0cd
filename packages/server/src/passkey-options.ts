import type { PasskeySettings } from './domain/passkeys/passkey.ts'
import { isLoopback } from './http/guard.ts'
import { OptionsError } from './options-error.ts'

/** Which pages and programs passkeys belong to, and who may add one. */
export interface PasskeyOptions {
  /**
   * The domain that passkeys belong to, such as `chat.example`. Default `localhost`. Devices keep passkeys per domain:
   * with another one here, every passkey made before is of no use.
   */
  readonly rpId?: string
  /** What devices call the service. Default `Chappe`. */
  readonly rpName?: string
  /**
   * Origins of the pages and programs that may use passkeys: `https://web.chat.example`, `http://localhost:8080`,
   * `http://localhost:*` for any port, `android:apk-key-hash:…` for an Android app. Default: the domain itself over
   * HTTPS; for `localhost` every port of it.
   */
  readonly origins?: readonly string[]
  /** Whether the device has to check who holds it, by finger, face or PIN. Default `required`. */
  readonly userVerification?: 'preferred' | 'required'
  /** How old a session has to be before it may add a passkey, in seconds. Default 86400, a day, as at Telegram. */
  readonly sessionAgeSecondsMin?: number
}

/**
 * Fills in the defaults. A data center that other machines reach has passkeys only when it is told for which domain,
 * since `localhost` is every visitor's own machine.
 *
 * @param options - false: no passkeys
 * @param hosts - where the data centers listen
 * @throws {OptionsError} `PASSKEYS_INVALID`
 */
export function resolvePasskeys(
  options: PasskeyOptions | false | undefined,
  hosts: readonly string[],
): PasskeySettings | undefined {
  if (options === false || (options === undefined && !hosts.every(isLoopback))) return undefined
  const { rpId = 'localhost', rpName = 'Chappe', userVerification = 'required' } = options ?? {}
  const { sessionAgeSecondsMin = 86_400, origins = defaultOrigins(rpId) } = options ?? {}
  if (!isDomain(rpId)) {
    throw invalid(`${rpId} is no domain that passkeys can belong to; write it as chat.example, without scheme or port`)
  }
  if (rpName === '' || rpName.length > nameLengthMax) {
    throw invalid(`the name of the service has 1 to ${nameLengthMax} characters`)
  }
  if (userVerification !== 'required' && userVerification !== 'preferred') {
    throw invalid('userVerification is required or preferred')
  }
  if (!Number.isFinite(sessionAgeSecondsMin) || sessionAgeSecondsMin < 0) {
    throw invalid('sessionAgeSecondsMin is a number of seconds from 0')
  }
  if (origins.length === 0) throw invalid('name at least one origin, or leave them out')
  for (const origin of origins) checkOrigin(origin, rpId)
  return { rpId, rpName, origins, userVerification, sessionAgeMsMin: sessionAgeSecondsMin * 1000 }
}

/** As long as devices show it. */
const nameLengthMax = 64

function defaultOrigins(rpId: string): readonly string[] {
  return rpId === 'localhost' ? ['http://localhost:*', 'https://localhost:*'] : [`https://${rpId}`]
}

/** A name in lower case with a dot in it, or `localhost`; WebAuthn knows no addresses. */
function isDomain(rpId: string): boolean {
  if (rpId.length > 253 || /\.\d+$/.test(rpId)) return false
  return rpId === 'localhost' || /^(?:[\da-z](?:[\da-z-]{0,61}[\da-z])?\.)+[\da-z-]{2,63}$/.test(rpId)
}

/** A browser gives a passkey to the pages of its domain and of the domains below, and to those alone. */
function checkOrigin(origin: string, rpId: string): void {
  if (/^android:apk-key-hash:[\w-]{43}$/.test(origin)) return
  const url = URL.parse(origin.replace(/:\*$/, ''))
  const isPlain = url !== null && url.origin === origin.replace(/:\*$/, '')
  const isOfDomain = url !== null && (url.hostname === rpId || url.hostname.endsWith(`.${rpId}`))
  const isLocal = url !== null && (url.hostname === 'localhost' || url.hostname.endsWith('.localhost'))
  if (!isPlain || !isOfDomain) {
    throw invalid(`${origin} is no origin of ${rpId}; write it as https://${rpId}, without a path`)
  }
  if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) {
    throw invalid(`${origin} has to be https; browsers give passkeys to no other page but those of localhost`)
  }
  if (origin.endsWith(':*') && !isLocal) throw invalid(`${origin}: only origins of localhost may stand for any port`)
}

function invalid(explanation: string): OptionsError {
  return new OptionsError('PASSKEYS_INVALID', explanation)
}
