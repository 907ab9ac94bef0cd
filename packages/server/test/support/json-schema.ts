/** A value of JSON. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Schema = { readonly [key: string]: Json }

/**
 * Checks a value against a JSON Schema, as far as our schemas go: a word that is not known here is an error, so that no
 * rule of a schema is passed over.
 *
 * @returns the path of the first value that does not fit and the word that it breaks, or undefined
 * @see https://json-schema.org/draft/2020-12
 */
export function misfit(root: object, value: unknown): string | undefined {
  return check(root as Schema, root as Schema, value, '')
}

function check(root: Schema, schema: Schema, value: unknown, path: string): string | undefined {
  for (const [word, rule] of Object.entries(schema)) {
    const rules = words[word]
    if (rules === undefined) throw new TypeError(`the schema uses "${word}", which this checker does not know`)
    const problem = rules(rule as never, value, path, root, schema)
    if (problem !== undefined) return problem
  }
  return undefined
}

type Rule = (rule: never, value: unknown, path: string, root: Schema, schema: Schema) => string | undefined

const fits = (): undefined => undefined
const when = (isMisfit: boolean, path: string, word: string): string | undefined =>
  isMisfit ? `${path}: ${word}` : undefined
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const words: Readonly<Record<string, Rule>> = {
  $schema: fits,
  $id: fits,
  $defs: fits,
  title: fits,
  description: fits,
  default: fits,
  $ref: (rule: string, value, path, root) => {
    const target = rule
      .split('/')
      .slice(1)
      .reduce<Json>((node, key) => (node as Schema)[key] ?? null, root)
    return check(root, target as Schema, value, path)
  },
  type: (rule: string, value, path) => {
    const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
    const isIt = rule === 'integer' ? Number.isInteger(value) : actual === rule
    return when(!isIt, path, 'type')
  },
  enum: (rule: readonly Json[], value, path) => when(!rule.includes(value as Json), path, 'enum'),
  minimum: (rule: number, value, path) => when(typeof value === 'number' && value < rule, path, 'minimum'),
  maximum: (rule: number, value, path) => when(typeof value === 'number' && value > rule, path, 'maximum'),
  maxLength: (rule: number, value, path) => when(typeof value === 'string' && value.length > rule, path, 'maxLength'),
  pattern: (rule: string, value, path) =>
    when(typeof value === 'string' && !new RegExp(rule, 'u').test(value), path, 'pattern'),
  required: (rule: readonly string[], value, path) =>
    when(isObject(value) && rule.some(key => !Object.hasOwn(value, key)), path, 'required'),
  maxProperties: (rule: number, value, path) =>
    when(isObject(value) && Object.keys(value).length > rule, path, 'maxProperties'),
  additionalProperties: (_rule: false, value, path, _root, schema) => {
    const known = (schema.properties ?? {}) as Schema
    return when(
      isObject(value) && Object.keys(value).some(key => !Object.hasOwn(known, key)),
      path,
      'additionalProperties',
    )
  },
  properties: (rule: Readonly<Record<string, Schema>>, value, path, root) => {
    if (!isObject(value)) return undefined
    for (const [key, schema] of Object.entries(rule)) {
      const problem = Object.hasOwn(value, key) ? check(root, schema, value[key], `${path}.${key}`) : undefined
      if (problem !== undefined) return problem
    }
    return undefined
  },
  minItems: (rule: number, value, path) => when(Array.isArray(value) && value.length < rule, path, 'minItems'),
  maxItems: (rule: number, value, path) => when(Array.isArray(value) && value.length > rule, path, 'maxItems'),
  uniqueItems: (_rule: true, value, path) =>
    when(
      Array.isArray(value) && new Set(value.map(item => JSON.stringify(item))).size < value.length,
      path,
      'uniqueItems',
    ),
  prefixItems: (rule: readonly Schema[], value, path, root) =>
    eachItem(value, (item, index) => (rule[index] ? check(root, rule[index], item, `${path}[${index}]`) : undefined)),
  items: (rule: Schema, value, path, root, schema) => {
    const before = Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0
    return eachItem(value, (item, index) => (index < before ? undefined : check(root, rule, item, `${path}[${index}]`)))
  },
  contains: (rule: Schema, value, path, root) =>
    when(Array.isArray(value) && value.every(item => check(root, rule, item, path) !== undefined), path, 'contains'),
  anyOf: (rule: readonly Schema[], value, path, root) =>
    when(
      rule.every(schema => check(root, schema, value, path) !== undefined),
      path,
      'anyOf',
    ),
}

function eachItem(value: unknown, look: (item: unknown, index: number) => string | undefined): string | undefined {
  if (!Array.isArray(value)) return undefined
  for (const [index, item] of value.entries()) {
    const problem = look(item, index)
    if (problem !== undefined) return problem
  }
  return undefined
}
