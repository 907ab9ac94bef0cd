import type { JsonSchema } from '../src/json/schema-builder.ts'

/**
 * Checks a JSON value against a JSON Schema; knows the keywords that the published one uses, and no others.
 *
 * @returns one line per fault, with the path to it; empty when the value is valid
 */
export function faultsOf(value: unknown, schema: JsonSchema, root: JsonSchema = schema, path = '$'): string[] {
  const faults: string[] = []
  for (const [keyword, expected] of Object.entries(schema)) {
    const check = keywords[keyword]
    if (check === undefined) faults.push(`${path}: the validator does not know the keyword ${keyword}`)
    else faults.push(...check({ value, expected, schema, root, path }))
  }
  return faults
}

interface Question {
  readonly value: unknown
  readonly expected: unknown
  readonly schema: JsonSchema
  readonly root: JsonSchema
  readonly path: string
}

type Check = (question: Question) => string[]

const ignored: Check = () => []

const keywords: Readonly<Record<string, Check>> = {
  $schema: ignored,
  $defs: ignored,
  title: ignored,
  description: ignored,
  format: ignored,
  additionalProperties: ignored,
  $ref: ({ value, expected, root, path }) => faultsOf(value, definition(String(expected), root), root, path),
  type: ({ value, expected, path }) => (typeOf(value, expected) ? [] : [`${path}: not of type ${expected}`]),
  const: ({ value, expected, path }) => (value === expected ? [] : [`${path}: not ${expected}`]),
  enum: ({ value, expected, path }) =>
    (expected as unknown[]).includes(value) ? [] : [`${path}: ${value} is not one of ${expected}`],
  pattern: ({ value, expected, path }) =>
    typeof value === 'string' && new RegExp(String(expected)).test(value)
      ? []
      : [`${path}: does not match ${expected}`],
  items: ({ value, expected, root, path }) =>
    Array.isArray(value)
      ? value.flatMap((item, index) => faultsOf(item, expected as JsonSchema, root, `${path}[${index}]`))
      : [],
  required: ({ value, expected, path }) =>
    missingMembers(value, expected as string[]).map(name => `${path}: ${name} is missing`),
  properties: question => memberFaults(question),
  oneOf: ({ value, expected, root, path }) => {
    const results = (expected as JsonSchema[]).map(option =>
      isOfOtherKind(value, option, root) ? [`${path}.kind: another`] : faultsOf(value, option, root, path),
    )
    const fitting = results.filter(faults => faults.length === 0).length
    if (fitting === 1) return []
    // The form whose kind is right says best what is wrong.
    const nearest = results.find(faults => !faults.some(fault => fault.includes('.kind: ')))
    return [`${path}: fits ${fitting} of the forms`, ...(nearest ?? [])]
  },
}

// One fault is enough to refuse a form, and this one is found without reading the whole value.
function isOfOtherKind(value: unknown, option: JsonSchema, root: JsonSchema): boolean {
  const reference = option['$ref']
  const form = typeof reference === 'string' ? definition(reference, root) : option
  const { kind } = (form['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  return kind !== undefined && 'const' in kind && kind['const'] !== (value as { kind?: unknown }).kind
}

function missingMembers(value: unknown, names: readonly string[]): string[] {
  return typeof value === 'object' && value !== null ? names.filter(name => !(name in value)) : []
}

function memberFaults({ value, expected, schema, root, path }: Question): string[] {
  if (typeof value !== 'object' || value === null) return []
  const members = expected as Readonly<Record<string, JsonSchema>>
  return Object.entries(value).flatMap(([name, member]) => {
    const form = members[name]
    if (form !== undefined) return faultsOf(member, form, root, `${path}.${name}`)
    return schema['additionalProperties'] === false ? [`${path}: ${name} is not expected`] : []
  })
}

function definition(reference: string, root: JsonSchema): JsonSchema {
  const name = reference.replace('#/$defs/', '')
  const found = (root['$defs'] as Readonly<Record<string, JsonSchema>>)[name]
  if (found === undefined) throw new Error(`the schema has no definition of ${name}`)
  return found
}

function typeOf(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}
