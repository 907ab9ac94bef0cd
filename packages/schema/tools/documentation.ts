// The documentation model: for every constructor, method and type what is known in words, with the facts beside it.
// The declarations and the prose file are two prints of it.

import type { Combinator, Field, Schema } from '@chappe/tl'
import { printCombinator, printField, printType } from '@chappe/tl'
import type { EntryDocumentation, FieldDocumentation, TypeDocumentation } from '../src/docs.ts'
import type { MethodFacts } from './facts.ts'
import type { Prose } from './prose.ts'
import { pageUrl } from './prose.ts'
import { typeMembers } from './type-names.ts'
import type { UpstreamEntry, UpstreamSchema } from './upstream.ts'
import { hex } from './verify.ts'

/** All that is known in words about a layer. */
export interface Documentation {
  readonly entries: ReadonlyMap<string, EntryDocumentation>
  readonly types: ReadonlyMap<string, TypeDocumentation>
}

/** Joins schema, upstream's prose and the facts. */
export function createDocumentation(
  schema: Schema,
  upstream: UpstreamSchema,
  prose: Prose,
  facts: MethodFacts,
): Documentation {
  const upstreamByName = new Map(upstream.e.map(entry => [entry.name, entry]))
  const entries = new Map<string, EntryDocumentation>()
  for (const combinator of [...schema.constructors, ...schema.functions]) {
    const entry = upstreamByName.get(combinator.name)
    if (entry === undefined) throw new Error(`${combinator.name} is in the schema but not upstream`)
    entries.set(combinator.name, entryDocumentation(combinator, entry, prose, facts))
  }
  return { entries, types: typeDocumentation(schema, upstream, prose) }
}

function entryDocumentation(
  combinator: Combinator,
  entry: UpstreamEntry,
  prose: Prose,
  facts: MethodFacts,
): EntryDocumentation {
  const tl = printCombinator(combinator)
  const fields: FieldDocumentation[] = []
  combinator.fields.forEach((field, index) => {
    if (field.type.kind === 'nat') return
    fields.push({
      name: field.name,
      type: fieldType(field),
      required: field.condition === undefined,
      description: prose(entry.arguments[index]?.comment),
    })
  })
  const isMethod = combinator.kind === 'function'
  const documentation: EntryDocumentation = {
    kind: isMethod ? 'method' : 'constructor',
    name: combinator.name,
    id: hex(combinator.id),
    description: prose(entry.comment),
    fields,
    result: printType(combinator.result),
    tl,
    url: pageUrl(entry),
    errors: isMethod ? facts.errorsOf(combinator.name) : [],
  }
  return isMethod ? { ...documentation, access: facts.accessOf(combinator.name) } : documentation
}

function fieldType(field: Field): string {
  return printField({ ...field, name: '' })
}

function typeDocumentation(schema: Schema, upstream: UpstreamSchema, prose: Prose): Map<string, TypeDocumentation> {
  const types = new Map<string, TypeDocumentation>()
  for (const [name, constructors] of typeMembers(schema)) {
    types.set(name, {
      kind: 'type',
      name,
      description: prose(upstream.u[name]),
      constructors,
      url: `https://core.telegram.org/type/${name}`,
    })
  }
  return types
}
