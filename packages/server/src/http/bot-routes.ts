import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Account } from '../domain/account.ts'
import { isDomainError } from '../domain/domain-error.ts'
import type { Bots, NewBot } from '../domain/sessions/bots.ts'
import { failure } from './failure.ts'

/** What the console does with bots. */
export type ConsoleBots = Pick<Bots, 'create' | 'list' | 'revokeToken'>

/**
 * The bots of the data center.
 *
 * - `GET /`: every bot, `[{ id, name, username }]`; never a token.
 * - `POST /` with `{ name, username }`, and with `dc` when its home is not to be the first data center, creates one: 201 and the same with `token`, which is shown this once.
 * - `POST /<username>/token` replaces the token and ends the bot's sessions: the same with the new `token`.
 */
export function botRoutes(bots: ConsoleBots): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: bodyBytesMax, onError: context => invalid(context) }))
  app.get('/', async context => context.json((await bots.list()).map(publicBot)))
  app.post('/', async context => {
    const wish: unknown = await context.req.json().catch(() => undefined)
    if (!isWish(wish)) return invalid(context)
    return refusable(context, async () => context.json(withToken(await bots.create(wish)), 201))
  })
  app.post('/:username/token', context =>
    refusable(context, async () => context.json(withToken(await bots.revokeToken(context.req.param('username'))))),
  )
  return app
}

const bodyBytesMax = 4096

async function refusable(context: Context, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (isDomainError(error)) return failure(context, 400, error.code, error.message)
    throw error
  }
}

function invalid(context: Context): Response {
  return failure(context, 400, 'BODY_INVALID', 'Send {"name": …, "username": …} as JSON.')
}

function isWish(value: unknown): value is { readonly name: string; readonly username: string; readonly dc?: number } {
  if (typeof value !== 'object' || value === null) return false
  if ('dc' in value && typeof value.dc !== 'number') return false
  return 'name' in value && typeof value.name === 'string' && 'username' in value && typeof value.username === 'string'
}

function publicBot({ id, first_name, bot }: Account): object {
  return { id: String(id), name: first_name, username: bot?.username }
}

function withToken({ account, token }: NewBot): object {
  return { ...publicBot(account), token }
}
