import { declarationsOf, knownLayers, schemaOfLayer } from '@chappe/schema/layers'
import { type Combinator, parseSchema } from '@chappe/tl'
import type { Standing } from './history.ts'
import { historyOf, type LayerHistory } from './layer-history.ts'

/** The history of Telegram's layers. Lines are read one by one, since one page needs few of them. */
export function officialHistory(): LayerHistory {
  const whole = historyOf(knownLayers, schemaOfLayer)
  return { ...whole, declaration: (kind, name) => standings(whole.layers, kind, name) }
}

function standings(layers: readonly number[], kind: Combinator['kind'], name: string): Standing<Combinator>[] {
  const byLayer = new Map<number, Combinator>()
  for (const line of declarationsOf(name)) {
    const combinator = line.kind === kind ? parseLine(kind, line.declaration) : undefined
    if (combinator === undefined) continue
    for (const layer of line.layers) byLayer.set(layer, combinator)
  }
  return layers.map(layer => ({ layer, value: byLayer.get(layer) }))
}

function parseLine(kind: Combinator['kind'], line: string): Combinator | undefined {
  return kind === 'function' ? parseSchema(`---functions---\n${line}`).functions[0] : parseSchema(line).constructors[0]
}
