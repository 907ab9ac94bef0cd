import type { LayerEntry, LayerLine } from '@chappe/reference'
import type { Terminal } from '../terminal.ts'
import { createPage, type Page } from './page.ts'

/** Shows what changed with a layer. */
export function showLayer(layer: LayerEntry, terminal: Terminal): void {
  const page = createPage(terminal)
  const { methods, constructors, types } = layer.counts
  page.title(`layer ${layer.name}`, 'layer')
  page.text(`${methods} methods, ${constructors} constructors, ${types} types.`)
  if (layer.before === undefined) {
    page.text('The oldest layer that is known: there is nothing to compare it with.')
    return
  }
  page.text(`Compared with layer ${layer.before}:`)
  showLines('Added', layer.added, page)
  page.heading(`Changed (${layer.changed.length})`)
  page.list(layer.changed.map(({ name, kind, changes }) => ({ name, label: kind, description: changes.join('\n') })))
  showLines('Removed', layer.removed, page)
}

function showLines(heading: string, lines: readonly LayerLine[], page: Page): void {
  page.heading(`${heading} (${lines.length})`)
  const names = (kind: LayerLine['kind']) => lines.filter(line => line.kind === kind).map(({ name }) => name)
  page.list(
    [
      { name: 'methods', description: names('method').join(', ') },
      { name: 'constructors', description: names('constructor').join(', ') },
    ].filter(({ description }) => description !== ''),
  )
}
