// The JSON schemas of the npm packages that carry them, and their conversion into our schema model.
// They differ from the published TL text in a few ways, all undone here: 64-bit numbers that fit a JavaScript
// number are called `int53`, MTProto names wear the prefix `mt_`, and vectors and conditions are split off the type.

import type { Combinator, Condition, Field, Schema, TypeExpression } from '@chappe/tl'

/** One argument as upstream writes it. */
interface UpstreamArgument {
  readonly name: string
  readonly type: string
  readonly comment?: string
  readonly typeModifiers?: {
    readonly predicate?: string
    readonly isVector?: boolean
    readonly isBareVector?: boolean
    readonly isBareType?: boolean
  }
}

/** One constructor (`class`) or method as upstream writes it. */
export interface UpstreamEntry {
  readonly kind: 'class' | 'method'
  readonly name: string
  readonly id: number
  readonly type: string
  readonly comment?: string
  readonly arguments: readonly UpstreamArgument[]
  readonly generics?: readonly { readonly name: string; readonly type: string }[]
  readonly available?: 'user' | 'bot' | 'both'
  readonly throws?: readonly { readonly code: number; readonly name: string; readonly comment: string }[]
  readonly typeModifiers?: { readonly isVector?: boolean }
}

/** A whole API schema file: layer, entries, descriptions of types. */
export interface UpstreamSchema {
  readonly l: number
  readonly e: readonly UpstreamEntry[]
  readonly u: Readonly<Record<string, string>>
}

/** `raw-errors.json`: what upstream gathered about errors and about who may call what. */
export interface UpstreamErrors {
  readonly errors: Readonly<
    Record<
      string,
      {
        readonly code: number
        readonly name: string
        readonly description?: string
        readonly _paramNames?: readonly string[]
      }
    >
  >
  readonly throws: Readonly<Record<string, readonly string[]>>
  readonly userOnly: Readonly<Record<string, number>>
  readonly botOnly: Readonly<Record<string, number>>
}

/** Converts upstream entries into the schema model; `layer` is undefined for MTProto. */
export function schemaFromUpstream(entries: readonly UpstreamEntry[], layer: number | undefined): Schema {
  const combinators = entries.map(combinatorFromUpstream)
  return {
    layer,
    constructors: combinators.filter(combinator => combinator.kind === 'constructor'),
    functions: combinators.filter(combinator => combinator.kind === 'function'),
  }
}

function combinatorFromUpstream(entry: UpstreamEntry): Combinator {
  return {
    kind: entry.kind === 'class' ? 'constructor' : 'function',
    name: withoutPrefix(entry.name),
    id: entry.id,
    generics: entry.generics ?? [],
    fields: entry.arguments.map(argument => fieldFromUpstream(argument, entry.generics?.[0]?.name)),
    result: vectorOr(entry.type, entry.typeModifiers ?? {}, entry.generics?.[0]?.name),
    explicitId: true,
  }
}

function fieldFromUpstream(argument: UpstreamArgument, generic: string | undefined): Field {
  const modifiers = argument.typeModifiers ?? {}
  const type = vectorOr(argument.type, modifiers, generic)
  if (modifiers.predicate === undefined) return { name: argument.name, type }
  return { name: argument.name, type, condition: conditionFromPredicate(modifiers.predicate) }
}

function conditionFromPredicate(predicate: string): Condition {
  const [field, bit] = predicate.split('.')
  if (field === undefined || bit === undefined) throw new Error(`cannot read the condition "${predicate}"`)
  return { field, bit: Number(bit) }
}

function vectorOr(
  type: string,
  modifiers: { readonly isVector?: boolean; readonly isBareVector?: boolean; readonly isBareType?: boolean },
  generic: string | undefined,
): TypeExpression {
  const item = typeExpression(type, modifiers.isBareType === true, generic)
  if (modifiers.isVector === true) return { kind: 'vector', bare: false, item }
  if (modifiers.isBareVector === true) return { kind: 'vector', bare: true, item }
  return item
}

function typeExpression(type: string, bare: boolean, generic: string | undefined): TypeExpression {
  switch (type) {
    case '#':
      return { kind: 'nat' }
    case 'true':
      return { kind: 'true' }
    case 'int53':
      return { kind: 'primitive', name: 'long' }
    case 'int':
    case 'long':
    case 'double':
    case 'string':
    case 'bytes':
    case 'int128':
    case 'int256':
    case 'int512':
      return { kind: 'primitive', name: type }
    default: {
      if (type.startsWith('!')) return { kind: 'variable', name: type.slice(1), call: true }
      if (type === generic) return { kind: 'variable', name: type, call: false }
      return { kind: 'type', name: withoutPrefix(type), bare }
    }
  }
}

function withoutPrefix(name: string): string {
  return name.startsWith('mt_') ? name.slice('mt_'.length) : name
}
