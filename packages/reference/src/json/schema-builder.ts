/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown
}

/** A string, with words on what it says. */
export function text(description?: string): JsonSchema {
  return { type: 'string', ...(description !== undefined && { description }) }
}

/** A whole number. */
export function whole(description?: string): JsonSchema {
  return { type: 'integer', ...(description !== undefined && { description }) }
}

/** Yes or no. */
export function flag(description?: string): JsonSchema {
  return { type: 'boolean', ...(description !== undefined && { description }) }
}

/** One of a closed set of words. */
export function oneOf(...values: readonly string[]): JsonSchema {
  return { enum: values }
}

/** A part that is defined once. */
export function part(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` }
}

/** A list. */
export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items }
}

/** An object with nothing but these members; those in `optional` may be missing. */
export function record(
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  }
}
