import { api } from '@chappe/schema/api'
import { access } from '@chappe/schema/facts'
import { newestLayer, schemaOfLayer } from '@chappe/schema/layers'
import type { Schema } from '@chappe/tl'
import type { ExampleSource } from '../model/model.ts'
import { createExamples } from './create-examples.ts'
import type { RecordedAnswer } from './recorded-answer.ts'

/**
 * Makes the examples of any schema: of another than the newest layer's, programs and commands only where our client
 * would send the bytes that the schema asks for.
 */
export function examplesFor(schema: Schema, answers?: ReadonlyMap<string, RecordedAnswer>): ExampleSource {
  const isNewest = schema === schemaOfLayer(newestLayer)
  return createExamples(schema, {
    ...(isNewest ? { codec: api } : { client: api }),
    access,
    ...(answers !== undefined && { answers }),
  })
}

/** Makes the examples of the newest layer. */
export function createNewestExamples(answers?: ReadonlyMap<string, RecordedAnswer>): ExampleSource {
  return examplesFor(schemaOfLayer(newestLayer) ?? nothing, answers)
}

const nothing: Schema = { layer: undefined, constructors: [], functions: [] }
