import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import { failure } from './failure.ts'

/** Who may talk to the console. */
export interface GuardOptions {
  /** Secret that every request must carry as `Authorization: Bearer …`; undefined asks for none. */
  readonly token: string | undefined
  /** Names besides the loopback ones under which the console may be reached. IP addresses always may. */
  readonly hostNames: readonly string[]
}

/**
 * Refuses requests that a web page elsewhere could cause.
 *
 * - `Host` must be an IP address, `localhost` or a name from the options: a foreign name that resolves to this machine
 *   (DNS rebinding) is answered 421.
 * - `Origin`, when a browser sends it, must be the console itself.
 */
export function guardOrigin(options: Pick<GuardOptions, 'hostNames'>): MiddlewareHandler {
  const names = new Set(['localhost', ...options.hostNames.map(name => name.toLowerCase())])
  return async (context, next) => {
    const host = context.req.header('host')
    if (host === undefined || !isKnownHost(host, names)) {
      return failure(context, 421, 'HOST_UNKNOWN', 'Open the console under its IP address or localhost.')
    }
    const origin = context.req.header('origin')
    if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
      return failure(context, 403, 'ORIGIN_FOREIGN', 'Requests from other sites are not accepted.')
    }
    return next()
  }
}

/** Refuses requests without the token, when there is one, with 401. */
export function guardToken({ token }: Pick<GuardOptions, 'token'>): MiddlewareHandler {
  return async (context, next) => {
    if (token !== undefined && !isAuthorized(context.req.header('authorization'), token)) {
      context.header('www-authenticate', 'Bearer')
      return failure(context, 401, 'TOKEN_NEEDED', 'Send the token of the console as "Authorization: Bearer <token>".')
    }
    return next()
  }
}

/** True for an address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

function isKnownHost(header: string, names: ReadonlySet<string>): boolean {
  const match = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::\d{1,5})?$/i.exec(header)
  const host = match?.[1] ?? match?.[2]?.toLowerCase()
  return host !== undefined && (isIP(host) !== 0 || names.has(host))
}

function isAuthorized(header: string | undefined, token: string): boolean {
  const given = header?.startsWith('Bearer ') ? header.slice('Bearer '.length) : ''
  // Digests have one length, so that the comparison tells nothing about the token's.
  return timingSafeEqual(digest(given), digest(token))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
