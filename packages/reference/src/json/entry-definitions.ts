import { flag, type JsonSchema, listOf, oneOf, part, record, text, whole } from './schema-builder.ts'

const markdown = text('Markdown')
const $schema = text('The address of this schema, relative to the file')

const declaration = {
  name: text(),
  namespace: text(),
  id: part('id'),
  tl: text('The line of the schema'),
  description: markdown,
  hasProse: flag('Whether a source describes it'),
  flagWords: listOf(text()),
  history: listOf(part('event')),
  urls: part('urls'),
}

const proseLayer = whole('The layer that the descriptions were written for, when it is another')

/** The definitions of the kinds of pages. */
export const entryDefinitions: Readonly<Record<string, JsonSchema>> = {
  method: record(
    {
      $schema,
      kind: { const: 'method' },
      ...declaration,
      parameters: listOf(part('field')),
      result: part('typeRef'),
      errors: listOf(part('errorRow')),
      access: record({
        users: part('permission'),
        bots: part('permission'),
        business: part('permission'),
        beforeLogin: part('permission'),
      }),
      warnings: listOf(part('warning')),
      callable: flag('Whether it makes sense as a call of its own'),
      notes: listOf(part('note')),
    },
    {
      proseLayer,
      flow: part('flowPlace'),
      implemented: flag('Whether the Chappe data center answers it'),
      example: part('methodExample'),
    },
  ),
  constructor: record(
    {
      $schema,
      kind: { const: 'constructor' },
      ...declaration,
      fields: listOf(part('field')),
      memberOf: part('typeRef'),
      usedIn: listOf(part('ref')),
      returnedBy: listOf(part('ref')),
    },
    { proseLayer, example: part('constructorExample') },
  ),
  type: record({
    $schema,
    kind: { const: 'type' },
    name: text(),
    namespace: text(),
    description: markdown,
    hasProse: flag(),
    builtIn: flag('Whether the language itself has it'),
    constructors: listOf(part('ref')),
    returnedBy: listOf(part('ref')),
    acceptedBy: listOf(part('ref')),
    partOf: listOf(part('ref')),
    history: listOf(part('event')),
    urls: part('urls'),
  }),
  error: record({
    $schema,
    kind: { const: 'error' },
    name: text('With %d in the place of a number'),
    title: text(),
    codes: listOf(whole()),
    description: markdown,
    hasProse: flag(),
    variants: listOf(record({ code: whole(), description: markdown })),
    remedy: markdown,
    thrownBy: listOf(part('ref')),
    general: flag('Whether any call can meet it'),
    urls: part('urls'),
  }),
  layer: record(
    {
      $schema,
      kind: { const: 'layer' },
      name: text(),
      layer: whole(),
      counts: record({ methods: whole(), constructors: whole(), types: whole() }),
      added: listOf(part('line')),
      removed: listOf(part('line')),
      changed: listOf(part('change')),
      urls: part('urls'),
    },
    { before: whole('The known layer that it is compared with') },
  ),
  index: record({
    $schema,
    kind: { const: 'index' },
    of: oneOf('methods', 'constructors', 'types', 'errors', 'layers'),
    entries: listOf(
      record(
        { name: text(), summary: text('One sentence'), html: text(), json: text(), markdown: text() },
        { id: part('id'), access: record({ users: text(), bots: text(), business: text(), beforeLogin: text() }) },
      ),
    ),
  }),
}
