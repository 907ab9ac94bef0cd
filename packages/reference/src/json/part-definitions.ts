import { flag, type JsonSchema, listOf, oneOf, part, record, text, whole } from './schema-builder.ts'

const markdown = text('Markdown')
const address = text('Relative to the root of the site')

/** What the definitions of entries are made of. */
export const partDefinitions: Readonly<Record<string, JsonSchema>> = {
  id: { type: 'string', pattern: '^[0-9a-f]{8}$', description: 'The number of the declaration, eight hex digits' },
  urls: record(
    { html: address, json: address, markdown: address, redirectFrom: listOf(address) },
    { official: text() },
  ),
  ref: record({ kind: oneOf('method', 'constructor', 'type', 'error', 'layer'), name: text(), linkTo: address }),
  typeRef: record(
    {
      text: text('As TL spells it'),
      name: text('The part of the text that has a page'),
      vectors: whole('How many vectors are around the name'),
      kind: oneOf('primitive', 'true', 'boxed', 'bare', 'call', 'other'),
    },
    { linkTo: address },
  ),
  field: record(
    { name: text(), type: part('typeRef'), required: flag('As the schema says'), description: markdown },
    {
      flag: record({ word: text(), bit: whole() }),
      filledBy: text('Who fills it when a caller of the Chappe client leaves it out'),
    },
  ),
  errorRow: record({
    code: whole(),
    name: text('With %d in the place of a number'),
    title: text(),
    description: markdown,
    remedy: markdown,
    linkTo: address,
  }),
  permission: record(
    { answer: oneOf('yes', 'no', 'unknown', 'seen'), source: text('Where this is known from') },
    { date: { type: 'string', format: 'date' }, note: markdown },
  ),
  event: record(
    {
      layer: whole(),
      kind: oneOf('added', 'changed', 'removed', 'present since at least'),
      changes: listOf(markdown),
    },
    { after: whole('The known layer before'), tl: text('The line as of this layer') },
  ),
  flowPlace: record({
    flow: text(),
    step: text(),
    before: listOf(part('flowNeighbour')),
    after: listOf(part('flowNeighbour')),
  }),
  flowNeighbour: record({ label: text(), when: text() }, { method: text(), linkTo: address }),
  warning: record({ kind: oneOf('by hand', 'flood', 'irreversible'), text: markdown }),
  note: record({ parameter: text(), text: markdown }),
  wire: listOf(
    record({
      offset: whole(),
      hex: { type: 'string', pattern: '^([0-9a-f]{2})*$' },
      field: text(),
      meaning: text(),
    }),
  ),
  methodExample: record(
    { json: text('JSON'), wire: part('wire') },
    {
      program: text('TypeScript'),
      command: text('Shell'),
      everything: text('TypeScript'),
      before: markdown,
      answer: text('The answer of the Chappe data center'),
    },
  ),
  constructorExample: record({ value: text('TypeScript'), json: text('JSON'), wire: part('wire') }),
  line: record({ kind: oneOf('method', 'constructor'), name: text(), tl: text() }, { linkTo: address }),
  change: record(
    { kind: oneOf('method', 'constructor'), name: text(), tl: text(), before: text(), changes: listOf(markdown) },
    { linkTo: address },
  ),
}
