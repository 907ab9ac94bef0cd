import { folders } from './addresses.ts'
import type { Entry, EntryKind, EntryOfKind } from './model.ts'

/** Looks an entry up by kind and exact name. */
export type GetEntry = <Kind extends EntryKind>(kind: Kind, name: string) => EntryOfKind<Kind> | undefined

/** Finds an entry by its name as people write it, or by an address. */
export function findEntry(text: string, get: GetEntry): Entry | undefined {
  const wanted = text.trim().replace(/^\//, '')
  return byAddress(wanted, get) ?? byName(wanted, get)
}

const kinds = Object.keys(folders) as EntryKind[]

function byAddress(text: string, get: GetEntry): Entry | undefined {
  const kind = kinds.find(candidate => text.startsWith(`${folders[candidate]}/`))
  if (kind === undefined) return undefined
  const file = text
    .slice(folders[kind].length + 1)
    .replace(/\.(?:html|json|md)$/, '')
    .replace(/^_index$/, 'index')
  return kind === 'error' ? byError(file, get) : (get(kind, file) ?? get(kind, withDot(file)))
}

function byName(text: string, get: GetEntry): Entry | undefined {
  const layer = /^(?:layer\s*)?(\d+)$/i.exec(text)?.[1]
  if (layer !== undefined) return get('layer', layer)
  return bySchemaName(text, get) ?? bySchemaName(withDot(text), get) ?? byError(text, get)
}

function bySchemaName(name: string, get: GetEntry): Entry | undefined {
  return get('method', name) ?? get('constructor', name) ?? get('type', name)
}

// `FLOOD_WAIT_30`, `FLOOD_WAIT_X` and `flood_wait` are all FLOOD_WAIT_%d.
function byError(text: string, get: GetEntry): Entry | undefined {
  const name = text.toUpperCase()
  const spellings = [
    text,
    name,
    name.replace(/(?<=_)X(?=_|$)/, '%d'),
    name.replace(/(?<=_)X(?=MIN$)/, '%d'),
    name.replace(/\d+(?!.*\d)/, '%d'),
    `${name}_%d`,
    text.replaceAll('_', ' '),
    text.replace('_', ' ').replace(/_query$/, ' query'),
  ]
  for (const spelling of spellings) {
    const entry = get('error', spelling)
    if (entry !== undefined) return entry
  }
  return undefined
}

// The former spelling of addresses: `auth_resendCode`.
function withDot(name: string): string {
  return name.replace('_', '.')
}
