import type { ClientTransport } from '@chappe/mtproto'
import type { Clock } from '../clock.ts'
import { ConnectionError } from './connection-error.ts'
import { connectionLimits } from './connection-limits.ts'
import type { Link, LinkHandlers, OpenLink } from './link.ts'

/** An open socket with its framing. */
export interface Wire {
  readonly link: Link
  readonly transport: ClientTransport
}

/**
 * Opens a link within its time limit and puts a framing on it.
 *
 * @throws {ConnectionError} `CONNECT_FAILED`, `CONNECT_TIMED_OUT`; the reason of the signal when that aborted first
 */
export async function openWire(
  env: { readonly openLink: OpenLink; readonly clock: Clock },
  address: { readonly host: string; readonly port: number },
  transport: ClientTransport,
  handlers: LinkHandlers,
  signal: AbortSignal,
): Promise<Wire> {
  const { host, port } = address
  const limit = new AbortController()
  const timer = env.clock.setTimer(env.clock.now() + connectionLimits.connectMs, () => {
    const text = `${host}:${port} did not answer in ${connectionLimits.connectMs} ms`
    limit.abort(new ConnectionError('CONNECT_TIMED_OUT', text))
  })
  try {
    const link = await env.openLink(address, handlers, { signal: AbortSignal.any([signal, limit.signal]) })
    return { link, transport }
  } catch (cause) {
    if (signal.aborted || cause instanceof ConnectionError) throw cause
    throw new ConnectionError('CONNECT_FAILED', `cannot reach ${host}:${port}${hintFor(cause)}`, cause)
  } finally {
    timer.cancel()
  }
}

function hintFor(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ECONNREFUSED') return ': nothing listens there. Is the server running, and is the port right?'
  if (code === 'ENOTFOUND') return ': no such host'
  return ''
}
