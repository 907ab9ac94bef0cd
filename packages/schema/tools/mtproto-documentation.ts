// Words about the MTProto service schema, from our own data file.

import type { Schema } from '@chappe/tl'
import { printCombinator, printType } from '@chappe/tl'
import type { EntryDocumentation, TypeDocumentation } from '../src/docs.ts'
import type { Documentation } from './documentation.ts'
import { readData } from './sources.ts'
import { typeMembers } from './type-names.ts'
import { hex } from './verify.ts'

interface MtprotoNotes {
  readonly pages: Readonly<Record<string, { readonly url: string; readonly notes: Readonly<Record<string, string>> }>>
}

/** Documentation of every MTProto combinator; fails when one has no note, or a note has no combinator. */
export function mtprotoDocumentation(schema: Schema): Documentation {
  const notes = readNotes()
  const entries = new Map<string, EntryDocumentation>()
  for (const combinator of [...schema.constructors, ...schema.functions]) {
    const note = notes.get(combinator.name)
    if (note === undefined) throw new Error(`data/mtproto-notes.json says nothing about ${combinator.name}`)
    notes.delete(combinator.name)
    const tl = printCombinator(combinator)
    entries.set(combinator.name, {
      kind: combinator.kind === 'function' ? 'method' : 'constructor',
      name: combinator.name,
      id: hex(combinator.id),
      description: `${note.description}\n\n\`${tl}\``,
      fields: [],
      result: printType(combinator.result),
      tl,
      url: note.url,
      errors: [],
    })
  }
  if (notes.size > 0)
    throw new Error(`data/mtproto-notes.json names what is not there: ${[...notes.keys()].join(', ')}`)
  return { entries, types: typeDocumentation(schema, entries) }
}

function readNotes(): Map<string, { description: string; url: string }> {
  const notes = new Map<string, { description: string; url: string }>()
  for (const page of Object.values(readData<MtprotoNotes>('mtproto-notes.json').pages)) {
    for (const [name, description] of Object.entries(page.notes)) notes.set(name, { description, url: page.url })
  }
  return notes
}

function typeDocumentation(
  schema: Schema,
  entries: ReadonlyMap<string, EntryDocumentation>,
): Map<string, TypeDocumentation> {
  const types = new Map<string, TypeDocumentation>()
  for (const [name, constructors] of typeMembers(schema)) {
    const first = entries.get(constructors[0] ?? '')
    if (first === undefined) continue
    const list = constructors.map(member => `\`${member}\``).join(', ')
    types.set(name, { kind: 'type', name, description: `One of ${list}.`, constructors, url: first.url })
  }
  return types
}
