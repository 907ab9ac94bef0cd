import { printCombinator, printField, printType } from './printer.ts'
import type { Combinator, Schema } from './schema.ts'

/** A combinator that both schemas have, with different lines. */
export interface CombinatorChange {
  readonly name: string
  readonly kind: Combinator['kind']
  readonly before: Combinator
  readonly after: Combinator
  /** Printed arguments, by what became of them; `changedFields` have the same name in both. */
  readonly addedFields: readonly string[]
  readonly removedFields: readonly string[]
  readonly changedFields: readonly { readonly name: string; readonly before: string; readonly after: string }[]
  /** Whether arguments that both have come in another order. */
  readonly reordered: boolean
  /** Whether the result is another type. */
  readonly resultChanged: boolean
}

/** What became of the lines of a schema, each list in the order of the newer (for `removed`, the older) schema. */
export interface SchemaDiff {
  readonly added: readonly Combinator[]
  readonly removed: readonly Combinator[]
  readonly changed: readonly CombinatorChange[]
}

/** Compares two schemas, usually two layers, by the names of their constructors and functions. */
export function diffSchemas(before: Schema, after: Schema): SchemaDiff {
  const constructors = diffLines(before.constructors, after.constructors)
  const functions = diffLines(before.functions, after.functions)
  return {
    added: [...constructors.added, ...functions.added],
    removed: [...constructors.removed, ...functions.removed],
    changed: [...constructors.changed, ...functions.changed],
  }
}

function diffLines(before: readonly Combinator[], after: readonly Combinator[]): SchemaDiff {
  const old = new Map(before.map(combinator => [combinator.name, combinator]))
  const kept = new Set(after.map(combinator => combinator.name))
  const changed: CombinatorChange[] = []
  for (const combinator of after) {
    const previous = old.get(combinator.name)
    if (previous !== undefined && lineOf(previous) !== lineOf(combinator)) changed.push(change(previous, combinator))
  }
  return {
    added: after.filter(({ name }) => !old.has(name)),
    removed: before.filter(({ name }) => !kept.has(name)),
    changed,
  }
}

/** The line with its number, whether or not the number stood in the text. */
function lineOf(combinator: Combinator): string {
  return printCombinator({ ...combinator, explicitId: true })
}

function change(before: Combinator, after: Combinator): CombinatorChange {
  const old = new Map(before.fields.map(field => [field.name, printField(field)]))
  const now = new Map(after.fields.map(field => [field.name, printField(field)]))
  const common = [...now.keys()].filter(name => old.has(name))
  return {
    name: after.name,
    kind: after.kind,
    before,
    after,
    addedFields: [...now].filter(([name]) => !old.has(name)).map(([, text]) => text),
    removedFields: [...old].filter(([name]) => !now.has(name)).map(([, text]) => text),
    changedFields: common
      .filter(name => old.get(name) !== now.get(name))
      .map(name => ({ name, before: old.get(name) as string, after: now.get(name) as string })),
    reordered: [...old.keys()].filter(name => now.has(name)).join() !== common.join(),
    resultChanged: printType(before.result) !== printType(after.result),
  }
}
