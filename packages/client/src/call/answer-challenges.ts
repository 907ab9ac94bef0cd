import { isRpcError, type RpcError } from '@chappe/mtproto'
import type { Call, Interceptor } from './interceptor.ts'
import { orAborted } from './or-aborted.ts'

/** What a server wants of a program before it carries a call out; `method` is the method of that call. */
export type DeviceChallenge =
  /** The token of a classic request to Play Integrity for this project; `nonce` is base64url, as the request takes it. */
  | { readonly kind: 'playIntegrity'; readonly method: string; readonly projectId: string; readonly nonce: string }
  /** The secret of the silent push that holds this nonce. */
  | { readonly kind: 'push'; readonly method: string; readonly nonce: string }
  /** The token of reCAPTCHA Enterprise for this action, by the key of the site. */
  | { readonly kind: 'reCaptcha'; readonly method: string; readonly action: string; readonly key_id: string }

/**
 * Brings the proof that a challenge asks for: a token, or the secret of a push; undefined where it cannot, and the call
 * is refused.
 */
export type ProveDevice = (
  challenge: DeviceChallenge,
  options: { readonly signal: AbortSignal | undefined },
) => Promise<string | undefined> | string | undefined

/** A wrapper that takes a proof along, without its `query`. */
export type DeviceProof =
  | { readonly _: 'invokeWithGooglePlayIntegrity'; readonly nonce: string; readonly token: string }
  | { readonly _: 'invokeWithApnsSecret'; readonly nonce: string; readonly secret: string }
  | { readonly _: 'invokeWithReCaptcha'; readonly token: string }

/** How often one call is answered with a challenge before that is its answer: a nonce may have been too old. */
export const challengesMax = 3

/**
 * Answers the challenges that come in place of an answer: `INTEGRITY_CHECK_CLASSIC_…`, `APNS_VERIFY_CHECK_…` and
 * `RECAPTCHA_CHECK_…`. The call is repeated in the wrapper that takes the proof along.
 *
 * @see {@link https://core.telegram.org/api/errors#403-forbidden}
 */
export function answerChallenges(prove: ProveDevice): Interceptor {
  return async (call, next) => {
    let repeated = call
    for (let answered = 0; ; answered++) {
      try {
        return await next(repeated)
      } catch (error) {
        const asked = answered < challengesMax && isRpcError(error) ? readChallenge(error, call.method) : undefined
        if (!asked) throw error
        const { signal } = call
        const token = await orAborted(Promise.resolve(prove(asked.challenge, { signal })), signal)
        if (token === undefined || token === '') throw error
        repeated = { ...call, proof: asked.proofBy(token) }
      }
    }
  }
}

/** Writes a call as it goes out: inside the wrapper of its proof, where it has one. */
export function withProof({ method, parameters, proof }: Call): Pick<Call, 'method' | 'parameters'> {
  if (!proof) return { method, parameters }
  const { _: wrapper, ...fields } = proof
  return { method: wrapper, parameters: { ...fields, query: { _: method, ...parameters } } }
}

interface AskedProof {
  readonly challenge: DeviceChallenge
  readonly proofBy: (token: string) => DeviceProof
}

function readChallenge({ error_code, error_message }: RpcError, method: string): AskedProof | undefined {
  if (error_code !== 403) return undefined
  const [, projectId, hex] = /^INTEGRITY_CHECK_CLASSIC_(\d+)_((?:[\da-f]{2})+)$/i.exec(error_message) ?? []
  if (projectId !== undefined && hex !== undefined) {
    return {
      challenge: { kind: 'playIntegrity', method, projectId, nonce: base64url(hex) },
      proofBy: token => ({ _: 'invokeWithGooglePlayIntegrity', nonce: hex, token }),
    }
  }
  const [, nonce] = /^APNS_VERIFY_CHECK_(.+)$/.exec(error_message) ?? []
  if (nonce !== undefined) {
    return {
      challenge: { kind: 'push', method, nonce },
      proofBy: secret => ({ _: 'invokeWithApnsSecret', nonce, secret }),
    }
  }
  const [, action, key_id] = /^RECAPTCHA_CHECK_(.*?)__(.+)$/.exec(error_message) ?? []
  if (action === undefined || key_id === undefined) return undefined
  return {
    challenge: { kind: 'reCaptcha', method, action, key_id },
    proofBy: token => ({ _: 'invokeWithReCaptcha', token }),
  }
}

/** The error has the nonce in hexadecimal digits, Play Integrity wants it in base64url. */
function base64url(hex: string): string {
  const binary = hex.replaceAll(/../g, byte => String.fromCharCode(Number.parseInt(byte, 16)))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
