// The facts as a small module: two texts that the first question splits into maps, so that importing costs nothing.

import type { Schema } from '@chappe/tl'
import type { MethodFacts } from './facts.ts'

/**
 * Prints the module `facts-table.js`.
 *
 * `errors`: one error a line, `code<TAB>name<TAB>description`.
 * `methods`: one method a line, `name access callers business errors`, all numbers in base 36; `access` is a set of bits
 * (1 users, 2 bots, 4 before login, 8 over a business connection, 16 the same, seen but not listed, 32 bots unknown),
 * `callers` and `business` index `sources`, `errors` is a list of line numbers joined by commas, or `-`.
 */
export function emitFactsTable(schema: Schema, facts: MethodFacts, header: string): string {
  const errors = new Indexed()
  const sources = new Indexed()
  for (const error of facts.allErrors) errors.indexOf(errorLine(error))
  let beforeLoginSource = ''
  const methods = schema.functions.map(({ name }) => {
    const access = facts.accessOf(name)
    beforeLoginSource = access.sources.beforeLogin
    const bits =
      (access.users ? 1 : 0) |
      (access.bots ? 2 : 0) |
      (access.beforeLogin ? 4 : 0) |
      (access.businessConnection === 'yes' ? 8 : 0) |
      (access.businessConnection === 'seen' ? 16 : 0) |
      (access.botsKnown ? 0 : 32)
    const thrown = facts.errorsOf(name).map(error => short(errors.indexOf(errorLine(error))))
    const callers = short(sources.indexOf(access.sources.callers))
    const business = short(sources.indexOf(access.sources.businessConnection))
    return `${name} ${short(bits)} ${callers} ${business} ${thrown.join(',') || '-'}`
  })
  return `${header}
export const sources = ${JSON.stringify(sources.values, undefined, 2)}
export const beforeLoginSource = ${JSON.stringify(beforeLoginSource)}
export const errors = ${JSON.stringify(errors.values.join('\n'))}
export const methods = ${JSON.stringify(methods.join('\n'))}
`
}

/** Prints the declarations of that module. */
export function emitFactsTableTypes(header: string): string {
  return `${header}
/** Where facts are known from. */
export declare const sources: readonly string[]
/** Where it is known which methods may be called before login. */
export declare const beforeLoginSource: string
/** One error a line. */
export declare const errors: string
/** One method a line. */
export declare const methods: string
`
}

function errorLine(error: { readonly code: number; readonly name: string; readonly description: string }): string {
  return `${error.code}\t${error.name}\t${error.description.replaceAll('\n', ' ')}`
}

function short(value: number): string {
  return value.toString(36)
}

class Indexed {
  readonly values: string[] = []
  readonly #indexes = new Map<string, number>()

  indexOf(value: string): number {
    const known = this.#indexes.get(value)
    if (known !== undefined) return known
    const index = this.values.push(value) - 1
    this.#indexes.set(value, index)
    return index
  }
}
