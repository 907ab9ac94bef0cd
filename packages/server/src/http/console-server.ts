import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

/** A listening console port. */
export interface ConsoleServer {
  readonly host: string
  readonly port: number
  /** `http://127.0.0.1:8080`, without a slash at the end. */
  readonly url: string
  /** Stops listening and drops the open connections. */
  close(): Promise<void>
}

/**
 * Listens for HTTP.
 *
 * @param options.port - 0 picks a free one
 * @throws the socket's error when the address cannot be had
 */
export async function listenHttp(app: Hono, options: { host: string; port: number }): Promise<ConsoleServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    hostname: options.host,
    serverOptions: { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS, maxHeaderSize: 16_384 },
  }) as Server
  server.maxConnections = CONNECTIONS_MAX
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(options.port, options.host, resolve)
  await promise
  server.off('error', reject)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  return {
    host: options.host,
    port,
    url: `http://${urlHost(options.host)}:${port}`,
    close: () => closeServer(server),
  }
}

/** A console request is small: one that takes longer to arrive is not one. */
const REQUEST_TIMEOUT_MS = 10_000
const HEADERS_TIMEOUT_MS = 5_000

/** Connections of the console at once; more are closed at the door. */
const CONNECTIONS_MAX = 256

function urlHost(host: string): string {
  // A wildcard address cannot be opened in a browser: name the loopback address that it includes.
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
