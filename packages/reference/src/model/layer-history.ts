import type { Combinator, Schema } from '@chappe/tl'
import type { Standing } from './history.ts'
import { indexSchema, type SchemaIndex } from './schema-index.ts'

/** The layers that are known, and what each name was in them. */
export interface LayerHistory {
  /** Ascending. */
  readonly layers: readonly number[]
  /** A line in each of the layers. */
  declaration(kind: Combinator['kind'], name: string): readonly Standing<Combinator>[]
  /** The names of the constructors of a type in each of the layers. */
  members(type: string): readonly Standing<readonly string[]>[]
  /** A whole layer; undefined for one that is not in `layers`. */
  schema(layer: number): Schema | undefined
}

/** No layers: for schemas that stand alone. */
export const noHistory: LayerHistory = {
  layers: [],
  declaration: () => [],
  members: () => [],
  schema: () => undefined,
}

/** Reads the history from whole schemas, each fetched when first needed. */
export function historyOf(layers: readonly number[], schemaOf: (layer: number) => Schema | undefined): LayerHistory {
  const ascending = layers.toSorted((a, b) => a - b)
  const indexes = new Map<number, SchemaIndex | undefined>()
  const indexOf = (layer: number): SchemaIndex | undefined => {
    if (!indexes.has(layer)) {
      const schema = schemaOf(layer)
      indexes.set(layer, schema && indexSchema(schema))
    }
    return indexes.get(layer)
  }
  return {
    layers: ascending,
    declaration: (kind, name) =>
      ascending.map(layer => {
        const index = indexOf(layer)
        return { layer, value: (kind === 'function' ? index?.methods : index?.constructors)?.get(name) }
      }),
    members: type =>
      ascending.map(layer => {
        const members = indexOf(layer)?.use(type).constructors ?? []
        return { layer, value: members.length === 0 ? undefined : members }
      }),
    schema: layer => (ascending.includes(layer) ? schemaOf(layer) : undefined),
  }
}

/** The same history up to a layer, with that layer as `schema` tells it. */
export function upTo(history: LayerHistory, layer: number, schema: Schema): LayerHistory {
  const below = history.layers.filter(known => known < layer)
  const index = indexSchema(schema)
  const until = <Value>(standings: readonly Standing<Value>[], value: Value | undefined): Standing<Value>[] => [
    ...standings.filter(standing => standing.layer < layer),
    { layer, value },
  ]
  return {
    layers: [...below, layer],
    declaration: (kind, name) =>
      until(history.declaration(kind, name), (kind === 'function' ? index.methods : index.constructors).get(name)),
    members: type => {
      const members = index.use(type).constructors
      return until(history.members(type), members.length === 0 ? undefined : members)
    },
    schema: asked => (asked === layer ? schema : asked < layer ? history.schema(asked) : undefined),
  }
}
