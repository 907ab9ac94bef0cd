import { Hono } from 'hono'
import type { InboxMessage } from '../delivery/inbox.ts'
import type { Log } from '../log.ts'
import { banRoutes, type ConsoleBans } from './ban-routes.ts'
import { botRoutes, type ConsoleBots } from './bot-routes.ts'
import { failure } from './failure.ts'
import { type GuardOptions, guardOrigin, guardToken } from './guard.ts'
import type { Mount } from './mount.ts'
import { type ConsolePayments, paymentRoutes } from './payment-routes.ts'
import { type ConsoleWebTokens, webTokenRoutes } from './web-token-routes.ts'

/** What the console shows of the inbox. */
export interface ConsoleInbox {
  list(filter?: { readonly phone_number?: string }): readonly InboxMessage[]
  clear(): void
}

/** What the console needs of the data center. */
export interface ConsoleOptions extends GuardOptions {
  readonly inbox: ConsoleInbox
  readonly bans: ConsoleBans
  readonly bots: ConsoleBots
  readonly payments: ConsolePayments
  readonly webTokens: ConsoleWebTokens
  /** Facts for `GET /api/health`; asked at each request. */
  readonly health: () => HealthFacts
  /** What else stands on the port. */
  readonly mounts: readonly Mount[]
  readonly log: Log
}

/** The answer of `GET /api/health`. */
interface HealthFacts {
  readonly status: 'ok' | 'stopping'
  /** Open TCP connections. */
  readonly connections: number
  /** Seconds since the start. */
  readonly uptime: number
}

/**
 * Makes the web application of the console port.
 *
 * - `GET /api/health`: is it up.
 * - `GET /api/inbox?phone_number=…`: every message that the phones of this data center would have received, or those
 *   of one number, oldest first, as `[{ id, phone_number, medium, code, text, date }]`; `date` in Unix seconds,
 *   besides `email` of a mail and `caller` of a call that hangs up. A mail has its address
 *   in `email`.
 * - `DELETE /api/inbox`: empties it, 204.
 * - `/api/bans`: see {@link banRoutes}.
 * - `/api/bots`: see {@link botRoutes}.
 * - `/api/payments`: see {@link paymentRoutes}.
 * - `/api/web-tokens`: see {@link webTokenRoutes}.
 *
 * Every answer of these forbids caching, since codes are in them. Whatever is mounted stands beside them.
 */
export function createConsoleApp(options: ConsoleOptions): Hono {
  const app = new Hono()
  app.use(guardOrigin(options))
  app.use(async (context, next) => {
    await next()
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
    context.header('x-content-type-options', 'nosniff')
  })
  // What is public is routed before the token is asked for, so that the router alone decides which path is which.
  for (const mount of options.mounts.filter(({ isPublic }) => isPublic)) addMount(app, mount)
  app.use(guardToken(options))
  for (const mount of options.mounts.filter(({ isPublic }) => !isPublic)) addMount(app, mount)
  app.get('/api/health', context => context.json(options.health()))
  app.get('/api/inbox', context => {
    const phone_number = context.req.query('phone_number')
    const messages = options.inbox.list(phone_number === undefined ? {} : { phone_number })
    return context.json(messages.map(publicMessage))
  })
  app.delete('/api/inbox', context => {
    options.inbox.clear()
    return context.body(null, 204)
  })
  app.route('/api/bans', banRoutes(options.bans))
  app.route('/api/bots', botRoutes(options.bots))
  app.route('/api/payments', paymentRoutes(options.payments))
  app.route('/api/web-tokens', webTokenRoutes(options.webTokens))
  app.notFound(context => failure(context, 404, 'NOT_FOUND', 'There is nothing at this address.'))
  app.onError((error, context) => {
    options.log.error('http.failed', { path: context.req.path, error: error.name })
    return failure(context, 500, 'INTERNAL', 'The console failed to answer; see the log.')
  })
  return app
}

function addMount(app: Hono, mount: Mount): void {
  app.all(`${mount.path}/*`, async context => (await mount.handle(context.req.raw)) ?? context.notFound())
}

function publicMessage(message: InboxMessage): Record<string, unknown> {
  const { id, phone_number, medium, email, code, caller, text, date } = message
  const more = { ...(email !== undefined && { email }), ...(caller !== undefined && { caller }) }
  return { id, phone_number, medium, ...more, code, text, date }
}
