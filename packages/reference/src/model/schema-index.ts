import type { Combinator, Schema, TypeExpression } from '@chappe/tl'
import { printType } from '@chappe/tl'

/** Who makes, takes and answers a type. Names, in the order of the schema. */
interface TypeUse {
  readonly constructors: readonly string[]
  readonly returnedBy: readonly string[]
  /** Methods with a parameter of the type. */
  readonly acceptedBy: readonly string[]
  /** Constructors with a field of the type. */
  readonly partOf: readonly string[]
}

/** A schema by names. */
export interface SchemaIndex {
  readonly methods: ReadonlyMap<string, Combinator>
  readonly constructors: ReadonlyMap<string, Combinator>
  /** Types that have constructors, in the order of the schema. */
  readonly types: readonly string[]
  /** Types that lines mention but none declares: there are some in schemas that are a part of something. */
  readonly undeclaredTypes: readonly string[]
  use(type: string): TypeUse
}

/** Indexes a schema. */
export function indexSchema(schema: Schema): SchemaIndex {
  const uses = new Map<string, Uses>()
  const useOf = (type: string): Uses => {
    const known = uses.get(type)
    if (known !== undefined) return known
    const fresh: Uses = { constructors: [], returnedBy: [], acceptedBy: [], partOf: [] }
    uses.set(type, fresh)
    return fresh
  }
  for (const member of schema.constructors) {
    useOf(typeName(member.result)).constructors.push(member.name)
    for (const type of fieldTypes(member)) useOf(type).partOf.push(member.name)
  }
  for (const method of schema.functions) {
    for (const type of typesWithin(method.result)) useOf(type).returnedBy.push(method.name)
    for (const type of fieldTypes(method)) useOf(type).acceptedBy.push(method.name)
  }
  const types = new Set(schema.constructors.map(member => typeName(member.result)))
  return {
    methods: byName(schema.functions),
    constructors: byName(schema.constructors),
    types: [...types],
    undeclaredTypes: [...uses.keys()].filter(name => isTypeName(name) && !types.has(name)),
    use: type => uses.get(type) ?? unused,
  }
}

interface Uses {
  readonly constructors: string[]
  readonly returnedBy: string[]
  readonly acceptedBy: string[]
  readonly partOf: string[]
}

const unused: TypeUse = { constructors: [], returnedBy: [], acceptedBy: [], partOf: [] }

function byName(combinators: readonly Combinator[]): ReadonlyMap<string, Combinator> {
  return new Map(combinators.map(combinator => [combinator.name, combinator]))
}

// Constructors, which bare types may name, begin in lower case.
function isTypeName(name: string): boolean {
  return /^[A-Z]/.test(name.slice(name.lastIndexOf('.') + 1))
}

/** The name of the type that a constructor belongs to. */
export function typeName(result: TypeExpression): string {
  return result.kind === 'type' ? result.name : printType(result)
}

function fieldTypes(combinator: Combinator): ReadonlySet<string> {
  return new Set(combinator.fields.flatMap(field => typesWithin(field.type)))
}

/** The names within a type: `Vector<InputUser>` is both a Vector and an InputUser. */
function typesWithin(type: TypeExpression): string[] {
  switch (type.kind) {
    case 'vector':
      return ['Vector', ...typesWithin(type.item)]
    case 'variable':
      return ['X']
    case 'primitive':
    case 'type':
      return [type.name]
    case 'true':
      return ['true']
    case 'nat':
    case 'number':
      return []
    case 'repetition':
      return type.fields.flatMap(field => typesWithin(field.type))
  }
}
