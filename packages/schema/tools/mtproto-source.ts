// The MTProto service schema: what the schema package has, completed by our own lines.

import type { Schema } from '@chappe/tl'
import { parseSchema } from '@chappe/tl'
import { readData, readDataText } from './sources.ts'
import type { UpstreamEntry } from './upstream.ts'
import { schemaFromUpstream } from './upstream.ts'

/** Joins both; a line that both have is an error, so that ours stay the ones that upstream lacks. */
export function mtprotoSchema(entries: readonly UpstreamEntry[]): Schema {
  const upstream = schemaFromUpstream(withFunctions(entries), undefined)
  const own = parseSchema(readDataText('mtproto.tl'))
  const known = new Set([...upstream.constructors, ...upstream.functions].map(combinator => combinator.name))
  const repeated = [...own.constructors, ...own.functions].filter(combinator => known.has(combinator.name))
  if (repeated.length > 0) {
    throw new Error(`data/mtproto.tl repeats ${repeated.map(combinator => combinator.name).join(', ')}`)
  }
  return {
    layer: undefined,
    constructors: [...upstream.constructors, ...own.constructors],
    functions: [...upstream.functions, ...own.functions],
  }
}

function withFunctions(entries: readonly UpstreamEntry[]): readonly UpstreamEntry[] {
  const { functions } = readData<{ functions: readonly string[] }>('mtproto-functions.json')
  const missing = functions.filter(name => !entries.some(entry => entry.name === `mt_${name}`))
  if (missing.length > 0) throw new Error(`data/mtproto-functions.json names what is not there: ${missing.join(', ')}`)
  return entries.map(entry =>
    functions.includes(entry.name.slice('mt_'.length)) ? { ...entry, kind: 'method' } : entry,
  )
}
