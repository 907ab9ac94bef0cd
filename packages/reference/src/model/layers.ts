import { type Combinator, diffSchemas, type Schema } from '@chappe/tl'
import { addressesOf, pageAddress } from './addresses.ts'
import type { HasPage } from './flows/flows.ts'
import { declarationChanges, printLine } from './history.ts'
import type { LayerHistory } from './layer-history.ts'
import type { LayerEntry, LayerLine } from './model.ts'
import { typeName } from './schema-index.ts'

/** The page of a layer: what came, went and changed since the known layer before it. */
export function layerEntry(layer: number, history: LayerHistory, hasPage: HasPage): LayerEntry | undefined {
  const schema = history.schema(layer)
  if (schema === undefined) return undefined
  const name = String(layer)
  const base = { kind: 'layer', name, layer, counts: countsOf(schema), urls: addressesOf('layer', name) } as const
  const before = history.layers.filter(known => known < layer).at(-1)
  const older = before === undefined ? undefined : history.schema(before)
  if (before === undefined || older === undefined) return { ...base, added: [], removed: [], changed: [] }
  const diff = diffSchemas(older, schema)
  const line = (combinator: Combinator): LayerLine => layerLine(combinator, hasPage)
  return {
    ...base,
    before,
    added: diff.added.map(line),
    removed: diff.removed.map(line),
    changed: diff.changed.map(change => ({
      ...line(change.after),
      before: printLine(change.before),
      changes: declarationChanges(change.before, change.after),
    })),
  }
}

function layerLine(combinator: Combinator, hasPage: HasPage): LayerLine {
  const { name } = combinator
  const kind = combinator.kind === 'function' ? 'method' : 'constructor'
  return { kind, name, tl: printLine(combinator), ...(hasPage(kind, name) && { linkTo: pageAddress(kind, name) }) }
}

function countsOf(schema: Schema): LayerEntry['counts'] {
  const types = new Set(schema.constructors.map(member => typeName(member.result)))
  return { methods: schema.functions.length, constructors: schema.constructors.length, types: types.size }
}
