import type { Clock } from '../../clock.ts'
import type { PushTarget, SilentPushes } from '../../domain/push-target.ts'
import type { Log } from '../../log.ts'
import { type ApnsAnswer, ApnsLink } from './apns-link.ts'
import { type ApnsOptions, developmentUrl, productionUrl } from './apns-options.ts'
import { createProviderToken } from './provider-token.ts'

/**
 * Sends silent pushes through Apple's service. A lost connection and an expired provider token are tried once more; a token
 * that Apple does not know, and anything else, is a push that was not taken.
 *
 * @see https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns
 */
export function createApns(options: ApnsOptions, clock: Clock, log: Log): SilentPushes {
  const { topic, url = productionUrl, sandboxUrl = developmentUrl, timeoutSeconds = timeoutSecondsDefault } = options
  const links = { production: new ApnsLink(url), development: new ApnsLink(sandboxUrl) }
  const providerToken = createProviderToken(options, clock)

  const post = async (target: PushTarget, body: string): Promise<ApnsAnswer> => {
    const headers = {
      authorization: `bearer ${await providerToken.current()}`,
      'apns-topic': topic,
      'apns-push-type': 'background',
      // The priority of what nobody sees; any other is refused for it.
      'apns-priority': '5',
      'apns-expiration': String(Math.floor(clock.now() / 1000) + timeoutSeconds),
    }
    return links[target.sandbox ? 'development' : 'production'].post(`/3/device/${target.token}`, headers, body)
  }

  return {
    timeoutSeconds,
    async push(target, payload) {
      const body = JSON.stringify({ aps: { 'content-available': 1 }, ...payload })
      try {
        let answer = await post(target, body).catch(() => post(target, body))
        if (answer.status === 403 && answer.reason === 'ExpiredProviderToken') {
          providerToken.renew()
          answer = await post(target, body)
        }
        if (answer.status === 200) return true
        log.warn('apns.refused', { status: answer.status, reason: answer.reason })
      } catch (error) {
        log.warn('apns.failed', { error: error instanceof Error ? error.message : typeof error })
      }
      return false
    },
    close() {
      links.production.close()
      links.development.close()
    },
  }
}

const timeoutSecondsDefault = 15
