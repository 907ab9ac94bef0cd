// Every number is checked against the CRC-32 of its own declaration, so that a slip upstream (a wrong type, a lost
// flag) fails the build instead of reaching the wire.

import type { Combinator, Schema } from '@chappe/tl'
import { computeId } from '@chappe/tl'
import { readData } from './sources.ts'

interface IdException {
  readonly name: string
  /** Eight hex digits. */
  readonly id: string
  /** The name under which the declaration does give the number. */
  readonly declaredAs?: string
  readonly reason: string
}

/** The list of `data/id-exceptions.json`. */
export function readIdExceptions(): readonly IdException[] {
  return readData<{ exceptions: readonly IdException[] }>('id-exceptions.json').exceptions
}

/** Removes what upstream added for its own use (`data/inventions.json`). */
export function withoutInventions<T extends { readonly name: string }>(entries: readonly T[]): readonly T[] {
  const patterns = readData<{ drop: readonly { pattern: string }[] }>('inventions.json').drop.map(
    drop => new RegExp(drop.pattern),
  )
  return entries.filter(entry => !patterns.some(pattern => pattern.test(entry.name)))
}

/**
 * Checks all numbers of a schema.
 *
 * @returns how many were checked and which exceptions were needed
 * @throws {Error} naming every declaration whose number is neither its CRC-32 nor on the list
 */
export function verifyIds(schema: Schema, label: string): { checked: number; exceptionsUsed: readonly string[] } {
  const exceptions = new Map(readIdExceptions().map(exception => [exception.name, exception]))
  const combinators = [...schema.constructors, ...schema.functions]
  const exceptionsUsed: string[] = []
  const wrong: string[] = []
  for (const combinator of combinators) {
    const computed = computeId(combinator)
    if (computed === combinator.id) continue
    const exception = exceptions.get(combinator.name)
    if (exception !== undefined && exceptionHolds(exception, combinator)) exceptionsUsed.push(combinator.name)
    else wrong.push(`${combinator.name}#${hex(combinator.id)} computes to #${hex(computed)}`)
  }
  if (wrong.length > 0) {
    throw new Error(
      `${label}: ${wrong.length} numbers differ from their declarations: ${wrong.join('; ')}. ` +
        'Correct the source, or list them with a reason in data/id-exceptions.json',
    )
  }
  const repeated = repeatedIds(combinators)
  if (repeated.length > 0) throw new Error(`${label}: numbers that stand twice: ${repeated.join(', ')}`)
  return { checked: combinators.length, exceptionsUsed }
}

function exceptionHolds(exception: IdException, combinator: Combinator): boolean {
  if (Number.parseInt(exception.id, 16) !== combinator.id) return false
  if (exception.declaredAs === undefined) return true
  return computeId({ ...combinator, name: exception.declaredAs }) === combinator.id
}

function repeatedIds(combinators: readonly Combinator[]): string[] {
  const seen = new Map<number, string>()
  const repeated: string[] = []
  for (const { id, name } of combinators) {
    const other = seen.get(id)
    if (other !== undefined) repeated.push(`#${hex(id)} (${other} and ${name})`)
    seen.set(id, name)
  }
  return repeated
}

/** Eight hex digits of a combinator number. */
export function hex(id: number): string {
  return id.toString(16).padStart(8, '0')
}
