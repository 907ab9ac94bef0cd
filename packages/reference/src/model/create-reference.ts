import type { Schema } from '@chappe/tl'
import { EntryFactory, type ProseSource } from './entry-factory.ts'
import { findEntry } from './find.ts'
import { createFlows } from './flows/flows.ts'
import type { LayerHistory } from './layer-history.ts'
import { noHistory, upTo } from './layer-history.ts'
import type { Entry, EntryKind, EntryOfKind, Reference, Source } from './model.ts'

/** What a reference is made from. */
export interface ReferenceOptions {
  readonly schema: Schema
  /** Descriptions; without them every page says that there are none. */
  readonly prose?: ProseSource
  /** The layers that are known; those above the schema's own are left out. Default: none. */
  readonly history?: LayerHistory
  /** The methods that a data center answers; without it nothing is said about that. */
  readonly implemented?: Iterable<string>
  /** What the foot of pages names. */
  readonly sources?: readonly Source[]
}

/**
 * Creates the reference of a schema. Entries are made when they are asked for and then kept, so that one page costs
 * little; the lists make them all.
 */
export function createReference(options: ReferenceOptions): Reference {
  const { schema, sources = [] } = options
  const { layer } = schema
  const history = options.history ?? noHistory
  const { implemented } = options
  const factory = new EntryFactory({
    schema,
    history: layer === undefined ? history : upTo(history, layer, schema),
    ...(options.prose && { prose: options.prose }),
    ...(implemented && { implemented: new Set(implemented) }),
  })
  const made = new Map<string, Entry | undefined>()

  function get<Kind extends EntryKind>(kind: Kind, name: string): EntryOfKind<Kind> | undefined {
    const key = `${kind} ${name}`
    if (!made.has(key)) made.set(key, factory.create(kind, name))
    return made.get(key) as EntryOfKind<Kind> | undefined
  }

  function all<Kind extends EntryKind>(kind: Kind): () => readonly EntryOfKind<Kind>[] {
    let list: readonly EntryOfKind<Kind>[] | undefined
    return () => {
      list ??= factory.names(kind).flatMap(name => get(kind, name) ?? [])
      return list
    }
  }

  const methods = all('method')
  const constructors = all('constructor')
  const types = all('type')
  const errors = all('error')
  const layers = all('layer')
  return {
    layer,
    sources,
    get methods() {
      return methods()
    },
    get constructors() {
      return constructors()
    },
    get types() {
      return types()
    },
    get errors() {
      return errors()
    },
    get layers() {
      return layers()
    },
    flows: createFlows((kind, name) => factory.has(kind, name)),
    get names() {
      return factory.allNames()
    },
    find: name => findEntry(name, get),
    get,
  }
}
