import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isDomainError } from '../domain/domain-error.ts'
import type { NewWebToken } from '../domain/sessions/web-tokens.ts'
import { OptionsError } from '../options-error.ts'
import { failure } from './failure.ts'

/** What the console does with tokens of web pages. */
export interface ConsoleWebTokens {
  create(request: { readonly phone_number: string; readonly lifetimeSeconds?: number }): Promise<NewWebToken>
}

/**
 * Tokens by which a web page lets somebody in to a web client.
 *
 * - `POST /` with `{ phone_number, lifetimeSeconds }`, the second optional, makes one: 201 and
 *   `{ token, dc, user_id, expires }`, `expires` in Unix seconds. The token is shown this once.
 */
export function webTokenRoutes(webTokens: ConsoleWebTokens): Hono {
  const app = new Hono()
  app.use(bodyLimit({ maxSize: bodyBytesMax, onError: context => invalid(context) }))
  app.post('/', async context => {
    const wish: unknown = await context.req.json().catch(() => undefined)
    if (!isWish(wish)) return invalid(context)
    try {
      return context.json(shown(await webTokens.create(wish)), 201)
    } catch (error) {
      if (isDomainError(error) || error instanceof OptionsError) return failure(context, 400, error.code, error.message)
      throw error
    }
  })
  return app
}

const bodyBytesMax = 4096

function invalid(context: Context): Response {
  return failure(context, 400, 'BODY_INVALID', 'Send {"phone_number": …, "lifetimeSeconds": …} as JSON.')
}

function isWish(value: unknown): value is { readonly phone_number: string; readonly lifetimeSeconds?: number } {
  if (typeof value !== 'object' || value === null || !('phone_number' in value)) return false
  if (typeof value.phone_number !== 'string') return false
  return !('lifetimeSeconds' in value) || typeof value.lifetimeSeconds === 'number'
}

function shown({ token, dc, expiresAtMs, account }: NewWebToken): object {
  return { token, dc, user_id: String(account.id), expires: Math.floor(expiresAtMs / 1000) }
}
