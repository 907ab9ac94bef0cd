import { summaryOfEntry } from '../json/index-json.ts'
import { folders } from '../model/addresses.ts'
import type { Flow, LayerEntry, Reference } from '../model/model.ts'
import { plainText } from './links.ts'

/**
 * The file `llms.txt`: what the site is and where its machine forms lie, for programs that read rather than browse.
 *
 * @see https://llmstxt.org
 */
export function llmsText(reference: Reference): string {
  const { layer, methods, constructors, types, errors } = reference
  const of = layer === undefined ? 'a TL schema' : `layer ${layer} of the Telegram API`
  const blocks = [
    '# Chappe API reference',
    `> Every method, constructor, type and error of ${of}: ${methods.length} methods, ${constructors.length} constructors, ` +
      `${types.length} types, ${errors.length} errors.`,
    'Each page has twins beside it: the same address with `.md` for Markdown and `.json` for data, whose form is in ' +
      '[schema.json](schema.json). Addresses are made of names: `methods/auth.sendCode.md`, ' +
      '`constructors/auth.sentCode.md`, `types/auth.SentCode.md`, `errors/FLOOD_WAIT_X.md`, `layers/227.md`.',
    section('Indexes', Object.values(folders).map(indexLine)),
    ...reference.flows.map(flow => section(flow.title, flowLines(flow, reference))),
    section('Layers', reference.layers.map(layerLine)),
  ]
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.join('\n')}`
}

function indexLine(folder: string): string {
  return `- [${folder}](${folder}/index.md): every name with one sentence; as data: [index.json](${folder}/index.json)`
}

function flowLines(flow: Flow, reference: Reference): string[] {
  return flow.steps.flatMap(({ method }) => {
    const entry = method === undefined ? undefined : reference.get('method', method)
    return entry === undefined ? [] : [`- [${entry.name}](${entry.urls.markdown}): ${summaryOfEntry(entry)}`]
  })
}

function layerLine(entry: LayerEntry): string {
  return `- [layer ${entry.layer}](${entry.urls.markdown}): ${plainText(summaryOfEntry(entry))}`
}
