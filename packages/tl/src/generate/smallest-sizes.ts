import type { Combinator, Field, TypeExpression } from '../schema.ts'

const primitiveSizes = { int: 4, long: 8, double: 8, string: 4, bytes: 4, int128: 16, int256: 32, int512: 64 } as const

/** A lower bound is as safe as the exact one; types that lean on each other settle within a few rounds. */
const roundsMax = 8

/**
 * Computes the least number of bytes that a value of each type takes, which bounds the count of a vector by the
 * bytes that remain.
 */
export function smallestSizes(
  types: ReadonlyMap<string, readonly Combinator[]>,
  constructors: ReadonlyMap<string, Combinator>,
): (type: TypeExpression) => number {
  const bodies = new Map<string, number>()

  function smallest(type: TypeExpression): number {
    switch (type.kind) {
      case 'nat':
        return 4
      case 'primitive':
        return primitiveSizes[type.name]
      case 'true':
        return 0
      case 'number':
        return 0
      case 'variable':
        return 4
      case 'vector':
        return type.bare ? 4 : 8
      case 'repetition':
        return typeof type.count === 'number' ? type.count * sum(type.fields) : 0
      case 'type':
        return type.bare ? body(type.name) : 4 + (types.has(type.name) ? body(type.name) : 0)
    }
  }

  function body(name: string): number {
    const group = constructors.has(name) ? [constructors.get(name) as Combinator] : (types.get(name) ?? [])
    return group.length === 0 ? 0 : Math.min(...group.map(combinator => bodies.get(combinator.name) ?? 0))
  }

  function sum(fields: readonly Field[]): number {
    return fields.reduce((total, field) => total + (field.condition === undefined ? smallest(field.type) : 0), 0)
  }

  for (let round = 0; round < roundsMax; round++) {
    let changed = false
    for (const combinator of constructors.values()) {
      const size = sum(combinator.fields)
      changed ||= size !== (bodies.get(combinator.name) ?? 0)
      bodies.set(combinator.name, size)
    }
    if (!changed) break
  }
  return smallest
}
