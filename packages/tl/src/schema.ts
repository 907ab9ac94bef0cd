/**
 * The model of a TL schema: what the parser makes, the printer prints and the codec compiler reads.
 * Plain readonly data, so that other sources (a JSON schema, say) can build it as well.
 */

/** The names of the types that have an encoding of their own and no constructor number. */
export type PrimitiveName = 'int' | 'long' | 'double' | 'string' | 'bytes' | 'int128' | 'int256' | 'int512'

/** The built-in types by name, for membership tests. */
export const primitiveNames: ReadonlySet<string> = new Set<PrimitiveName>([
  'int',
  'long',
  'double',
  'string',
  'bytes',
  'int128',
  'int256',
  'int512',
])

/**
 * The type of a field, an item or a result.
 *
 * - `nat`: `#`, a 32-bit word; named `flags` or used by a condition it is a set of flags
 * - `true`: the bare `true` behind a flag, which takes no bytes
 * - `type`: a type (`auth.SentCode`, `%Message`) or, with a lower-case name, a constructor (`future_salt`)
 * - `variable`: a generic argument; `call` is true for `!X`, a function call whose answer is an X
 * - `repetition`: `4*[ int ]`, or `# [ t ]` with `count` undefined (the word before it counts)
 * - `number`: a natural number as an argument of a type, as in `Tuple<int,4>`
 */
export type TypeExpression =
  | { readonly kind: 'nat' }
  | { readonly kind: 'primitive'; readonly name: PrimitiveName }
  | { readonly kind: 'true' }
  | { readonly kind: 'type'; readonly name: string; readonly bare: boolean; readonly args?: readonly TypeExpression[] }
  | { readonly kind: 'vector'; readonly bare: boolean; readonly item: TypeExpression }
  | { readonly kind: 'variable'; readonly name: string; readonly call: boolean }
  | { readonly kind: 'repetition'; readonly count: string | number | undefined; readonly fields: readonly Field[] }
  | { readonly kind: 'number'; readonly value: number }

/** `flags.3?`: the field is there when bit 3 of the word `flags` is set. */
export interface Condition {
  readonly field: string
  /** 0 to 31 */
  readonly bit: number
}

/** One argument of a combinator. An anonymous argument (`# [ t ]`) has the empty name. */
export interface Field {
  readonly name: string
  readonly type: TypeExpression
  readonly condition?: Condition
}

/** An implicit argument, `{X:Type}`: takes no bytes. */
export interface Generic {
  readonly name: string
  readonly type: string
}

/** One line of a schema: a constructor of a type, or a function. */
export interface Combinator {
  readonly kind: 'constructor' | 'function'
  /** As written, with its namespace: `auth.sentCode`. */
  readonly name: string
  /** Unsigned, 32 bits: the number after `#`, or the CRC-32 of the line when it has none. */
  readonly id: number
  readonly generics: readonly Generic[]
  readonly fields: readonly Field[]
  /** The type that a constructor belongs to, or that of a function's answer. */
  readonly result: TypeExpression
  /** Whether the number stood in the text. */
  readonly explicitId: boolean
}

/** A whole schema, in the order of its text. */
export interface Schema {
  /** From a `// LAYER 227` comment; undefined without one. */
  readonly layer: number | undefined
  readonly constructors: readonly Combinator[]
  readonly functions: readonly Combinator[]
}

/**
 * Tells whether a field is a set of flags: it is computed when encoding and is not part of the value.
 * That is every `#` named `flags`, `flags2`, … and every `#` that a condition of the same line names.
 */
export function isFlagsField(fields: readonly Field[], field: Field): boolean {
  if (field.type.kind !== 'nat' || field.name === '') return false
  return /^flags\d*$/.test(field.name) || fields.some(other => other.condition?.field === field.name)
}

/** Tells whether a dotted name is that of a constructor: its last part starts in lower case. */
export function isConstructorName(name: string): boolean {
  return /^[a-z]/.test(name.slice(name.lastIndexOf('.') + 1))
}
