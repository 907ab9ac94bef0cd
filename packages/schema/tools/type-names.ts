// How TL types are spelled in the declarations.

import type { Schema, TypeExpression } from '@chappe/tl'

/** Spells TL types as TypeScript, as seen from inside a namespace. */
export class TypeNames {
  readonly #moduleAlias: string
  readonly #namespaces = new Map<string, Set<string>>()
  readonly #aliased = new Set<string>()

  /** @param moduleAlias the name under which the module imports itself, for names that a namespace hides */
  constructor(schema: Schema, moduleAlias: string) {
    this.#moduleAlias = moduleAlias
    for (const name of declaredNames(schema)) {
      const { namespace, local } = splitName(name)
      if (namespace === '') continue
      const locals = this.#namespaces.get(namespace)
      if (locals === undefined) this.#namespaces.set(namespace, new Set([local]))
      else locals.add(local)
    }
  }

  /** True when some name had to be reached through the module's import of itself. */
  get usesModuleAlias(): boolean {
    return this.#aliased.size > 0
  }

  /** The TypeScript type of a field's value, without its condition. */
  value(type: TypeExpression, namespace: string): string {
    switch (type.kind) {
      case 'nat':
        return 'number'
      case 'true':
        return 'true'
      case 'primitive':
        return primitive(type.name)
      case 'vector':
        return `readonly ${this.value(type.item, namespace)}[]`
      case 'variable':
        return type.call ? this.reference('MethodCall', namespace) : 'unknown'
      case 'type':
        return this.#named(type.name, namespace)
      default:
        return 'unknown'
    }
  }

  /** A declared name as it must be written inside `namespace`. */
  reference(name: string, namespace: string): string {
    if (namespace === '' || name.includes('.')) return name
    if (this.#namespaces.get(namespace)?.has(name) !== true) return name
    this.#aliased.add(name)
    return `${this.#moduleAlias}.${name}`
  }

  #named(name: string, namespace: string): string {
    if (name === 'Bool') return 'boolean'
    // Any boxed value: the schema cannot say more.
    if (name === 'Object') return 'unknown'
    return this.reference(name, namespace)
  }
}

function primitive(name: string): string {
  switch (name) {
    case 'int':
    case 'double':
      return 'number'
    case 'long':
      return 'bigint'
    case 'string':
      return 'string'
    default:
      return 'Uint8Array'
  }
}

/** Every name that becomes a declaration: constructors, functions (their parameters) and types. */
export function declaredNames(schema: Schema): ReadonlySet<string> {
  const names = new Set<string>()
  for (const combinator of [...schema.constructors, ...schema.functions]) names.add(combinator.name)
  for (const type of typeMembers(schema).keys()) names.add(type)
  return names
}

/** The constructors of each type, both in the order of the schema. */
export function typeMembers(schema: Schema): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>()
  for (const { name, result } of schema.constructors) {
    if (result.kind !== 'type' || result.name === 'Object') continue
    const list = members.get(result.name)
    if (list === undefined) members.set(result.name, [name])
    else list.push(name)
  }
  return members
}

/** `auth.sentCode` → namespace `auth`, local name `sentCode`; the namespace is empty when there is none. */
export function splitName(name: string): { namespace: string; local: string } {
  const dot = name.indexOf('.')
  return dot < 0 ? { namespace: '', local: name } : { namespace: name.slice(0, dot), local: name.slice(dot + 1) }
}
