import type { Context, MiddlewareHandler } from 'hono'
import { apiRoutes } from './api-routes.ts'
import { failure } from './failure.ts'

/**
 * Refuses what a route does not know after the question mark, or what stands there twice, with 400: a filter whose name
 * is misspelt would otherwise be none, and a script would take somebody else's code.
 */
export const guardQuery: MiddlewareHandler = async (context, next) => {
  const given = context.req.queries()
  const known = knownNames(context)
  const unknown = Object.keys(given).find(name => !known.includes(name))
  if (unknown !== undefined) return failure(context, 400, 'PARAMETER_UNKNOWN', unknownText(unknown, known))
  const repeated = known.find(name => (given[name]?.length ?? 0) > 1)
  if (repeated !== undefined) {
    return failure(context, 400, 'PARAMETER_REPEATED', `Give "${repeated}" once.`)
  }
  return next()
}

/**
 * True for what can be a phone number in international form: up to 15 digits, and the marks that people write between
 * them. A plus that was not escaped arrives as a space.
 */
export function isWrittenNumber(text: string): boolean {
  return /^[+\s\d()./-]{1,64}$/.test(text) && /^\d{1,15}$/.test(text.replaceAll(/\D/g, ''))
}

/** Answers 400 about a number that is none. */
export function numberInvalid(context: Context): Response {
  return failure(
    context,
    400,
    'PHONE_NUMBER_INVALID',
    '"phone_number" is not a phone number: write it in international form, %2B12025550142 in an address.',
  )
}

function knownNames(context: Context): readonly string[] {
  // A HEAD is a GET without the answer's body.
  const method = context.req.method === 'HEAD' ? 'GET' : context.req.method
  return apiRoutes.find(route => route.method === method && route.path === context.req.path)?.query ?? []
}

function unknownText(name: string, known: readonly string[]): string {
  const shown = name.slice(0, nameLengthMax)
  if (known.length === 0) return `There is no parameter "${shown}": nothing stands after the question mark here.`
  return `There is no parameter "${shown}"; known here: ${known.join(', ')}.`
}

const nameLengthMax = 64
