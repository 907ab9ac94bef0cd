import type { LayerChange, LayerEntry, LayerLine, Reference } from '../model/model.ts'
import { frontMatter } from './front-matter.ts'
import { MarkdownWriter } from './writer.ts'

/** The twin of a layer's page. */
export function layerMarkdown(reference: Reference, layer: LayerEntry): string {
  const page = new MarkdownWriter(reference, layer.urls.html)
  const { methods, constructors, types } = layer.counts
  page.heading(1, `Layer ${layer.layer}`)
  page.paragraph('[Back to layers index](index.html)')
  page.paragraph(`${methods} methods, ${constructors} constructors, ${types} types.`)
  page.paragraph(beforeText(layer))
  lines(page, 'Added methods:', ofKind(layer.added, 'method'))
  lines(page, 'Added constructors:', ofKind(layer.added, 'constructor'))
  changes(page, 'Changed methods:', ofKind(layer.changed, 'method'))
  changes(page, 'Changed constructors:', ofKind(layer.changed, 'constructor'))
  lines(page, 'Removed methods:', ofKind(layer.removed, 'method'))
  lines(page, 'Removed constructors:', ofKind(layer.removed, 'constructor'))
  const description = `What changed in layer ${layer.layer} of Telegram's API`
  return frontMatter({ title: `Layer ${layer.layer}`, description, parent: 'Layers' }) + page.text()
}

/** Says which layer it is compared with. */
function beforeText({ layer, before }: LayerEntry): string {
  if (before === undefined) return 'The oldest layer that is known here; what came before it is not.'
  const between = layer - before - 1
  const rest =
    between === 0
      ? ''
      : ` What the ${between === 1 ? 'layer' : `${between} layers`} between them changed is counted in.`
  return `Compared with [layer ${before}](${before}.html).${rest}`
}

function ofKind<Line extends LayerLine>(all: readonly Line[], kind: LayerLine['kind']): readonly Line[] {
  return all.filter(line => line.kind === kind)
}

function lines(page: MarkdownWriter, title: string, list: readonly LayerLine[]): void {
  if (list.length === 0) return
  page.heading(3, title)
  page.table(
    ['Name', 'Line'],
    list.map(line => [page.link(line.name, line.linkTo), `\`${line.tl}\``]),
  )
}

function changes(page: MarkdownWriter, title: string, list: readonly LayerChange[]): void {
  if (list.length === 0) return
  page.heading(3, title)
  page.table(
    ['Name', 'Changes'],
    list.map(change => [page.link(change.name, change.linkTo), change.changes.join('; ')]),
  )
}
