// What the build makes, as texts by file name: read, converted, verified, printed.

import { generateCodec, parseSchema, type Schema } from '@chappe/tl'
import { createDocumentation } from './documentation.ts'
import { emitDocs, emitNotice } from './emit-docs.ts'
import { emitFactsTable, emitFactsTableTypes } from './emit-facts.ts'
import { emitLayersTable, emitLayersTableTypes } from './emit-layers.ts'
import { emitTypes } from './emit-types.ts'
import { createMethodFacts } from './facts.ts'
import { mtprotoDocumentation } from './mtproto-documentation.ts'
import { mtprotoSchema } from './mtproto-source.ts'
import { headerLines } from './output.ts'
import { createProse } from './prose.ts'
import { readDataText, type Sources } from './sources.ts'
import { schemaFromUpstream, type UpstreamSchema } from './upstream.ts'
import { verifyIds, withoutInventions } from './verify.ts'

/** Every schema that the build verifies, with the name it goes by in messages. */
export interface Schemas {
  readonly newest: Schema
  /** Newest first. */
  readonly older: readonly Schema[]
  readonly mtproto: Schema
  readonly oldRequests: Schema
}

/** Converts the sources into schemas, without what upstream added for itself. */
export function readSchemas(sources: Sources): Schemas {
  return {
    newest: layerSchema(sources.newest),
    older: sources.older.map(layerSchema),
    mtproto: mtprotoSchema(sources.mtproto),
    oldRequests: parseSchema(readDataText('old-requests.tl')),
  }
}

/**
 * Verifies every number of every schema.
 *
 * @throws {Error} naming what does not match
 */
export function verifySchemas(schemas: Schemas): { checked: number; exceptionsUsed: ReadonlySet<string> } {
  let checked = 0
  const exceptionsUsed = new Set<string>()
  for (const schema of [schemas.newest, ...schemas.older, schemas.mtproto, schemas.oldRequests]) {
    const result = verifyIds(schema, labelOf(schema, schemas))
    checked += result.checked
    for (const name of result.exceptionsUsed) exceptionsUsed.add(name)
  }
  return { checked, exceptionsUsed }
}

/** Prints all files of `gen/`; the same sources give the same bytes. */
export function buildFiles(sources: Sources): { files: ReadonlyMap<string, string>; checked: number } {
  const schemas = readSchemas(sources)
  const { checked } = verifySchemas(schemas)
  const { newest, older, mtproto, oldRequests } = schemas
  const upstream = { ...sources.newest, e: withoutInventions(sources.newest.e) }
  const header = headerLines(sources.files)
  const prose = createProse(upstream)
  const facts = createMethodFacts({ ...sources, newest: upstream }, newest, prose)
  const documentation = createDocumentation(newest, upstream, prose, facts)
  const files = new Map([
    ['api.js', codecModule(newest, 'api', header)],
    [
      'api.d.ts',
      emitTypes({
        schema: newest,
        documentation,
        header,
        moduleName: 'api',
        codecComment: `The codec of the Telegram API, layer ${newest.layer}.`,
      }),
    ],
    ['mtproto.js', codecModule(mtproto, 'mtproto', header)],
    [
      'mtproto.d.ts',
      emitTypes({
        schema: mtproto,
        documentation: mtprotoDocumentation(mtproto),
        header,
        moduleName: 'mtproto',
        codecComment: 'The codec of the MTProto service messages; it belongs to no layer.',
      }),
    ],
    ['layers-table.js', emitLayersTable([newest, ...older], oldRequests, header)],
    ['layers-table.d.ts', emitLayersTableTypes(header)],
    ['facts-table.js', emitFactsTable(newest, facts, header)],
    ['facts-table.d.ts', emitFactsTableTypes(header)],
    ['docs.json', emitDocs(documentation, sources.newest.l)],
    ['NOTICE', emitNotice(sources.files)],
  ])
  return { files, checked }
}

function layerSchema(upstream: UpstreamSchema): Schema {
  return schemaFromUpstream(withoutInventions(upstream.e), upstream.l)
}

function codecModule(schema: Schema, exportName: string, header: string): string {
  return `${header}\n${generateCodec(schema, { exportName })}`
}

function labelOf(schema: Schema, schemas: Schemas): string {
  if (schema === schemas.mtproto) return 'MTProto'
  return schema === schemas.oldRequests ? 'old requests' : `layer ${schema.layer}`
}
