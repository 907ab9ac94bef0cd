// The tables of the older layers, all in one text: each distinct declaration stands once, with the layers that have it.

import type { Combinator, Schema } from '@chappe/tl'
import { printCombinator } from '@chappe/tl'

/**
 * Prints the module `layers-table.js`. One line per declaration, constructors before functions:
 * a set of bits in hexadecimal (bit i: the i-th layer of `layers`; the bit after the last layer: old requests that
 * belong to none), a space, and the declaration.
 *
 * @param schemas every layer, newest first
 * @param oldRequests functions of no layer of ours that clients still send
 */
export function emitLayersTable(schemas: readonly Schema[], oldRequests: Schema, header: string): string {
  const constructors = collect(schemas.map(schema => schema.constructors))
  const functions = collect([...schemas.map(schema => schema.functions), oldRequests.functions])
  const text = `${constructors.join('\n')}\n---functions---\n${functions.join('\n')}\n`
  const layers = schemas.map(schema => schema.layer)
  return `${header}
export const layers = ${JSON.stringify(layers)}
export const table = ${templateLiteral(text)}
`
}

/** Prints the declarations of that module. */
export function emitLayersTableTypes(header: string): string {
  return `${header}
/** The layers with a table, newest first. */
export declare const layers: readonly number[]
/** One declaration a line, each behind the set of layers that have it. */
export declare const table: string
`
}

function collect(columns: readonly (readonly Combinator[])[]): readonly string[] {
  const sets = new Map<string, number>()
  columns.forEach((combinators, column) => {
    for (const combinator of combinators) {
      const line = printCombinator({ ...combinator, explicitId: true })
      sets.set(line, (sets.get(line) ?? 0) | (1 << column))
    }
  })
  return [...sets].map(([line, set]) => `${set.toString(16)} ${line}`)
}

function templateLiteral(text: string): string {
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``
}
