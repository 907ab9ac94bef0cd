import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header that carries the signature: `t=<seconds>,v1=<64 hexadecimal digits>`. */
export const signatureHeader = 'chappe-signature'

/**
 * Signs a body: HMAC-SHA-256 over the moment in seconds, a full stop and the body, so that neither can be changed and an
 * old request cannot be sent again later.
 *
 * @returns the value of the header {@link signatureHeader}
 * @see RFC 2104
 */
export function signWebhook(body: string, secret: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000)
  return `t=${seconds},v1=${digest(body, secret, seconds).toString('hex')}`
}

/**
 * Checks a signature, for whoever receives a webhook. The comparison takes the same time wherever the signatures differ.
 *
 * @param request - `body` exactly as received, before any parsing; `signature` is the header's value
 * @param options - `nowMs` default now; `toleranceSeconds`, how far the clocks may be apart, default 300
 *
 * @example
 * if (!verifyWebhook({ body, signature: request.headers['chappe-signature'] ?? '', secret })) return respond(401)
 */
export function verifyWebhook(
  request: { readonly body: string; readonly signature: string; readonly secret: string },
  options: { readonly nowMs?: number; readonly toleranceSeconds?: number } = {},
): boolean {
  const { nowMs = Date.now(), toleranceSeconds = 300 } = options
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(request.signature)
  if (match === null) return false
  const seconds = Number(match[1])
  const expected = digest(request.body, request.secret, seconds)
  const genuine = timingSafeEqual(expected, Buffer.from(match[2] ?? '', 'hex'))
  return genuine && Math.abs(nowMs / 1000 - seconds) <= toleranceSeconds
}

function digest(body: string, secret: string, seconds: number): Buffer {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
}
