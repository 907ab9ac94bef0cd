import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Bans } from '../domain/bans/bans.ts'
import { isDomainError } from '../domain/domain-error.ts'
import { failure } from './failure.ts'

/** What the console does with banned numbers. */
export type ConsoleBans = Pick<Bans, 'add' | 'lift' | 'list'>

/**
 * The banned numbers of the data center.
 *
 * - `GET /`: every banned number, oldest first, `[{ phone_number, date }]`; `date` in Unix seconds.
 * - `POST /` with `{ phone_number }` bans one and ends the sessions of its account: 204.
 * - `DELETE /<phone_number>` lifts a ban: 204, or 404 when there is none.
 */
export function banRoutes(bans: ConsoleBans): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: bodyBytesMax, onError: context => invalid(context) }))
  app.get('/', async context =>
    context.json(
      (await bans.list()).map(({ phone_number, atMs }) => ({ phone_number, date: Math.floor(atMs / 1000) })),
    ),
  )
  app.post('/', async context => {
    const wish: unknown = await context.req.json().catch(() => undefined)
    if (!isWish(wish)) return invalid(context)
    return refusable(context, async () => {
      await bans.add(wish.phone_number)
      return context.body(null, 204)
    })
  })
  app.delete('/:phone_number', context =>
    refusable(context, async () =>
      (await bans.lift(context.req.param('phone_number')))
        ? context.body(null, 204)
        : failure(context, 404, 'NOT_FOUND', 'This number is not banned.'),
    ),
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
  return failure(context, 400, 'BODY_INVALID', 'Send {"phone_number": …} as JSON.')
}

function isWish(value: unknown): value is { readonly phone_number: string } {
  return (
    typeof value === 'object' && value !== null && 'phone_number' in value && typeof value.phone_number === 'string'
  )
}
