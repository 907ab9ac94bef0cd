import { entryDefinitions } from './entry-definitions.ts'
import { partDefinitions } from './part-definitions.ts'
import type { JsonSchema } from './schema-builder.ts'

/**
 * The published schema of all JSON twins (JSON Schema 2020-12), at `schema.json` of the site. `kind` tells them apart.
 *
 * @see https://json-schema.org/draft/2020-12
 */
export const jsonSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A page of the Chappe API reference',
  description:
    'One method, constructor, type, error or layer of the Telegram API, or an index of them. Descriptions are Markdown; ' +
    'links in them are relative to the page, all other addresses to the root of the site.',
  oneOf: ['method', 'constructor', 'type', 'error', 'layer', 'index'].map(kind => ({ $ref: `#/$defs/${kind}` })),
  $defs: { ...entryDefinitions, ...partDefinitions },
}
