import type { ExampleSource, Reference } from './model.ts'

/** The same reference with examples: all of its views show them. */
export function withExamples(reference: Reference, examples: ExampleSource): Reference {
  // The lists are made when asked for, and stay so.
  return Object.create(reference, { examples: { value: examples, enumerable: true } }) as Reference
}
