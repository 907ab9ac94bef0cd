import { type Context, Hono } from 'hono'
import type { InboxMessage } from '../delivery/inbox.ts'
import type { Log } from '../log.ts'
import { banRoutes, type ConsoleBans } from './ban-routes.ts'
import { botRoutes, type ConsoleBots } from './bot-routes.ts'
import { failure } from './failure.ts'
import { type GuardOptions, guardOrigin, guardToken } from './guard.ts'
import { indexPage } from './index-page.ts'
import type { Mount } from './mount.ts'
import { type ConsolePayments, paymentRoutes } from './payment-routes.ts'
import { guardQuery, isWrittenNumber, numberInvalid } from './query.ts'
import { type ConsoleWebTokens, webTokenRoutes } from './web-token-routes.ts'

/** What the console shows of the inbox. */
export interface ConsoleInbox {
  list(filter?: { readonly phone_number?: string }): readonly InboxMessage[]
  clear(filter?: { readonly phone_number?: string }): void
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
 * - `GET /`: a page for people: what stands on this port, and the routes of the API. Public.
 * - `GET /api/health`: is it up.
 * - `GET /api/inbox?phone_number=…`: every message that the phones of this data center would have received, or those
 *   of one number, oldest first, as `[{ id, phone_number, medium, code, text, date }]`; `date` in Unix seconds,
 *   besides `email` of a mail and `caller` of a call that hangs up.
 * - `DELETE /api/inbox?phone_number=…`: forgets all of them, or those of one number, 204.
 * - `/api/bans`: see {@link banRoutes}.
 * - `/api/bots`: see {@link botRoutes}.
 * - `/api/payments`: see {@link paymentRoutes}.
 * - `/api/web-tokens`: see {@link webTokenRoutes}.
 *
 * Parameters that a route does not know, and numbers that are none, are refused with 400. Every answer forbids caching,
 * since codes are in them. Whatever is mounted stands beside them.
 */
export function createConsoleApp(options: ConsoleOptions): Hono {
  const app = new Hono()
  app.use(guardOrigin(options))
  app.use(async (context, next) => {
    await next()
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
    context.header('x-content-type-options', 'nosniff')
  })
  const { mounts, token } = options
  // What is public is routed before the token is asked for, so that the router alone decides which path is which.
  app.get('/', context => indexPage(context, { mounts, asksForToken: token !== undefined }))
  for (const mount of mounts.filter(({ isPublic }) => isPublic)) addMount(app, mount)
  app.use(guardToken(options))
  for (const mount of mounts.filter(({ isPublic }) => !isPublic)) addMount(app, mount)
  app.use('/api/*', guardQuery)
  app.get('/api/health', context => context.json(options.health()))
  app.get('/api/inbox', context => {
    const filter = inboxFilter(context)
    return filter === undefined ? numberInvalid(context) : context.json(options.inbox.list(filter).map(publicMessage))
  })
  app.delete('/api/inbox', context => {
    const filter = inboxFilter(context)
    if (filter === undefined) return numberInvalid(context)
    options.inbox.clear(filter)
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

/** Whose messages are meant; undefined when what is given is no number. */
function inboxFilter(context: Context): { readonly phone_number?: string } | undefined {
  const phone_number = context.req.query('phone_number')
  if (phone_number === undefined) return {}
  return isWrittenNumber(phone_number) ? { phone_number } : undefined
}

function publicMessage(message: InboxMessage): Record<string, unknown> {
  const { id, phone_number, medium, email, code, caller, text, date } = message
  const more = { ...(email !== undefined && { email }), ...(caller !== undefined && { caller }) }
  return { id, phone_number, medium, ...more, code, text, date }
}
