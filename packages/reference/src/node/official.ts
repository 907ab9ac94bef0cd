import { describe } from '@chappe/schema/docs'
import { knownLayers, newestLayer, schemaOfLayer } from '@chappe/schema/layers'
import { parseSchema, type Schema } from '@chappe/tl'
import { createReference, type ReferenceOptions } from '../model/create-reference.ts'
import type { Reference, Source } from '../model/model.ts'
import { NoSchemaError } from '../model/no-schema-error.ts'
import { officialHistory } from '../model/official-history.ts'

/** What can be said about a reference besides its schema. */
export type OfficialOptions = Pick<ReferenceOptions, 'implemented'>

/**
 * The reference of a known layer of Telegram's API, with descriptions, errors and access.
 *
 * @param options `layer`: default the newest
 * @throws {NoSchemaError} for a layer without a schema of ours; the message names those with one
 */
export function officialReference(options: OfficialOptions & { readonly layer?: number } = {}): Reference {
  const { layer = newestLayer, ...rest } = options
  const schema = schemaOfLayer(layer)
  if (schema === undefined) throw new NoSchemaError(layer, knownLayers)
  return createReference({ schema, ...shared, ...rest })
}

/**
 * The reference of a schema in TL text. What is known about names of the official layers is said of the same names
 * there; for other names the pages say that nothing is known.
 *
 * @param text with a `// LAYER 228` comment its history continues that of the known layers
 * @throws {TlSyntaxError} with line and column
 */
export function referenceOfText(text: string, options: OfficialOptions = {}): Reference {
  return referenceOfSchema(parseSchema(text), options)
}

/** The same of a schema that was read already. */
export function referenceOfSchema(schema: Schema, options: OfficialOptions = {}): Reference {
  return createReference({ schema, ...shared, ...options })
}

const sources: readonly Source[] = [
  {
    name: 'Telegram’s documentation',
    gives: 'The schema and the descriptions of methods, constructors, types, parameters and errors.',
    url: 'https://core.telegram.org/api',
  },
  {
    name: '@mtcute/core and @mtcute/tl',
    gives: 'The same as collected, layer by layer, in npm packages under the MIT licence.',
    url: 'https://github.com/mtcute/mtcute',
  },
  {
    name: 'Telegram’s list of methods for business bots',
    gives: 'Which methods work over a business connection.',
    url: 'https://core.telegram.org/api/bots/connected-business-bots',
  },
  {
    name: 'Chappe',
    gives: 'Remedies, warnings, flows, notes on parameters, examples and the answers shown.',
  },
]

const shared: Pick<ReferenceOptions, 'prose' | 'history' | 'sources'> = {
  prose: { layer: newestLayer, describe },
  history: officialHistory(),
  sources,
}
