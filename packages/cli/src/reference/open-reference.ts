import { createNewestExamples, type Reference, withExamples } from '@chappe/reference'
import { officialReference, readRecordedAnswers, referenceOfSchema } from '@chappe/reference/node'
import { implementedMethods } from '@chappe/server'
import type { Schema } from '@chappe/tl'

/**
 * Opens the reference: of the newest layer with examples, of any other schema without them, since programs are written
 * against the types of the newest.
 */
export function openReference(schema?: Schema): Reference {
  if (schema !== undefined) return referenceOfSchema(schema, { implemented: implementedMethods })
  const reference = officialReference({ implemented: implementedMethods })
  return withExamples(reference, createNewestExamples(readRecordedAnswers()))
}
