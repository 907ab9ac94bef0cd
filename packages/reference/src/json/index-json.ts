import { summaryOf } from '../markdown/links.ts'
import { folders } from '../model/addresses.ts'
import type { Entry, EntryKind, MethodEntry, Reference } from '../model/model.ts'
import { schemaAddress } from './to-json.ts'

/** The JSON twin of an index: every name of a kind with one sentence, its addresses and, for methods, who may call it. */
export function indexJsonText(kind: EntryKind, reference: Reference): string {
  const of = folders[kind]
  const entries = entriesOf(kind, reference).map(indexRow)
  return `${JSON.stringify({ $schema: schemaAddress(`${of}/index.json`), kind: 'index', of, entries }, undefined, 1)}\n`
}

/** The entries of a kind, in the order of the model. */
export function entriesOf(kind: EntryKind, reference: Reference): readonly Entry[] {
  switch (kind) {
    case 'method':
      return reference.methods
    case 'constructor':
      return reference.constructors
    case 'type':
      return reference.types
    case 'error':
      return reference.errors
    case 'layer':
      return reference.layers
  }
}

/** One sentence on an entry, plain text. */
export function summaryOfEntry(entry: Entry): string {
  if (entry.kind !== 'layer') return summaryOf(entry.description)
  const { added, changed, removed } = entry
  return entry.before === undefined
    ? 'The oldest layer that is known here.'
    : `${added.length} added, ${changed.length} changed and ${removed.length} removed since layer ${entry.before}.`
}

function indexRow(entry: Entry): object {
  const { html, json, markdown } = entry.urls
  const row = {
    name: entry.kind === 'error' ? entry.title : entry.name,
    summary: summaryOfEntry(entry),
    html,
    json,
    markdown,
  }
  if (entry.kind === 'constructor') return { ...row, id: entry.id }
  return entry.kind === 'method' ? { ...row, id: entry.id, access: answers(entry) } : row
}

function answers({ access }: MethodEntry): object {
  const { users, bots, business, beforeLogin } = access
  return { users: users.answer, bots: bots.answer, business: business.answer, beforeLogin: beforeLogin.answer }
}
