import { access, allErrors, type ErrorFact, errorsOf, methodNames } from '@chappe/schema'
import type { EntryDocumentation, TypeDocumentation } from '@chappe/schema/docs'
import type { Combinator, Schema } from '@chappe/tl'
import { notByHand } from '../examples/not-by-hand.ts'
import { addressesOf, pageAddress } from './addresses.ts'
import { builtInTypes } from './built-in-types.ts'
import { byCodeThenName, errorEntry, errorRef } from './errors.ts'
import { fieldEntries, flagWords } from './fields.ts'
import { createFlows, placeIn } from './flows/flows.ts'
import { declarationHistory, hex, printLine, typeHistory } from './history.ts'
import type { LayerHistory } from './layer-history.ts'
import { layerEntry } from './layers.ts'
import { missingProse } from './missing-prose.ts'
import type {
  ConstructorEntry,
  Declaration,
  Entry,
  EntryKind,
  EntryRef,
  Flow,
  MethodEntry,
  TypeEntry,
} from './model.ts'
import { parameterNotes } from './parameter-notes.ts'
import { permissionsOf } from './permissions.ts'
import { repairLinks } from './prose.ts'
import { indexSchema, type SchemaIndex, typeName } from './schema-index.ts'
import { boxedTypeRef, typeRef } from './type-ref.ts'
import { warningsFor } from './warnings.ts'

/** Descriptions of the names of one layer. */
export interface ProseSource {
  readonly layer: number
  describe(name: string): EntryDocumentation | TypeDocumentation | undefined
}

/** What entries are made from. */
export interface EntrySources {
  readonly schema: Schema
  readonly prose?: ProseSource
  readonly history: LayerHistory
  readonly implemented?: ReadonlySet<string>
}

/** Makes the entries of a schema, one at a time. */
export class EntryFactory {
  readonly #sources: EntrySources
  readonly #index: SchemaIndex
  #flows: readonly Flow[] | undefined
  #errors: ReadonlyMap<string, KnownError> | undefined

  constructor(sources: EntrySources) {
    this.#sources = sources
    this.#index = indexSchema(sources.schema)
  }

  /** The names of a kind, in the order of the model. */
  names(kind: EntryKind): readonly string[] {
    switch (kind) {
      case 'method':
        return [...this.#index.methods.keys()]
      case 'constructor':
        return [...this.#index.constructors.keys()]
      case 'type':
        return [...[...this.#index.types, ...this.#undeclared()].toSorted(), ...this.#builtIns()]
      case 'error':
        return [...this.#knownErrors().keys()].sort()
      case 'layer':
        return this.#sources.history.layers.toReversed().map(String)
    }
  }

  /** Every name of the schema, then the errors by title. */
  allNames(): readonly string[] {
    const ofSchema = (['method', 'constructor', 'type'] as const).flatMap(kind => this.names(kind))
    return [...ofSchema, ...this.names('error').map(name => name.replaceAll('%d', 'X'))]
  }

  /** Tells whether there is an entry of the name; cheaper than making it. */
  has(kind: EntryKind, name: string): boolean {
    switch (kind) {
      case 'method':
        return this.#index.methods.has(name)
      case 'constructor':
        return this.#index.constructors.has(name)
      case 'type':
        return (
          this.#index.use(name).constructors.length > 0 ||
          this.#builtIns().includes(name) ||
          this.#index.undeclaredTypes.includes(name)
        )
      case 'error':
        return this.#knownErrors().has(name)
      case 'layer':
        return this.#sources.history.layers.includes(Number(name))
    }
  }

  /** Makes an entry; undefined when there is none of the name. */
  create(kind: EntryKind, name: string): Entry | undefined {
    if (!this.has(kind, name)) return undefined
    switch (kind) {
      case 'method':
        return this.#methodEntry(name)
      case 'constructor':
        return this.#constructorEntry(name)
      case 'type':
        return this.#typeEntry(name)
      case 'error':
        return this.#errorEntry(name)
      case 'layer':
        return layerEntry(Number(name), this.#sources.history, (of, other) => this.has(of, other))
    }
  }

  #methodEntry(name: string): MethodEntry | undefined {
    const combinator = this.#index.methods.get(name)
    if (combinator === undefined) return undefined
    const prose = this.#proseOf('method', name)
    const parameters = fieldEntries(combinator, fieldDescriptions(prose))
    const names = parameters.map(parameter => parameter.name)
    const errors = errorsOf(name).map(fact => errorRef(fact, names))
    const byHand = notByHand.get(name)
    const flow = placeIn(this.#allFlows(), name)
    const { implemented } = this.#sources
    return {
      kind: 'method',
      ...this.#declaration(combinator, prose),
      parameters,
      result: typeRef(combinator.result),
      errors: errors.sort(byCodeThenName),
      access: permissionsOf(name, access(name)),
      ...(flow && { flow }),
      warnings: warningsFor(
        name,
        byHand,
        errors.map(error => error.name),
      ),
      callable: byHand === undefined,
      ...(implemented && { implemented: implemented.has(name) }),
      notes: parameterNotes(parameters),
    }
  }

  #constructorEntry(name: string): ConstructorEntry | undefined {
    const combinator = this.#index.constructors.get(name)
    if (combinator === undefined) return undefined
    const prose = this.#proseOf('constructor', name)
    const type = typeName(combinator.result)
    const use = this.#index.use(type)
    return {
      kind: 'constructor',
      ...this.#declaration(combinator, prose),
      fields: fieldEntries(combinator, fieldDescriptions(prose)),
      memberOf: boxedTypeRef(type),
      usedIn: [...refs('method', use.acceptedBy), ...refs('constructor', use.partOf)],
      returnedBy: refs('method', use.returnedBy),
    }
  }

  #declaration(combinator: Combinator, prose: EntryDocumentation | undefined): Declaration {
    const { name } = combinator
    const kind = combinator.kind === 'function' ? 'method' : 'constructor'
    const described = prose !== undefined && prose.description !== ''
    const history = declarationHistory(this.#sources.history.declaration(combinator.kind, name))
    return {
      name,
      namespace: namespaceOf(name),
      id: hex(combinator.id),
      tl: printLine(combinator),
      description: described ? repairLinks(prose.description) : missingProse(kind),
      hasProse: described,
      ...this.#proseLayer(prose !== undefined),
      flagWords: flagWords(combinator),
      history,
      urls: addressesOf(kind, name, prose?.url),
    }
  }

  #typeEntry(name: string): TypeEntry {
    const builtIn = this.#builtIns().includes(name)
    const prose = this.#proseOf('type', name)
    const text = builtIn ? builtInTypes[name] : prose && repairLinks(prose.description)
    const use = this.#index.use(name)
    return {
      kind: 'type',
      name,
      namespace: namespaceOf(name),
      description: text || missingProse('type'),
      hasProse: text !== undefined && text !== '',
      builtIn,
      constructors: refs('constructor', use.constructors),
      returnedBy: refs('method', use.returnedBy),
      acceptedBy: builtIn ? [] : refs('method', use.acceptedBy),
      partOf: builtIn ? [] : refs('constructor', use.partOf),
      history: builtIn ? [] : typeHistory(this.#sources.history.members(name)),
      urls: addressesOf('type', name, prose?.url),
    }
  }

  #errorEntry(name: string): Entry | undefined {
    const known = this.#knownErrors().get(name)
    return known && errorEntry(name, known.facts, refs('method', known.methods))
  }

  #proseOf<Kind extends Described['kind']>(kind: Kind, name: string): Extract<Described, { kind: Kind }> | undefined {
    const prose = this.#sources.prose?.describe(name)
    return prose?.kind === kind ? (prose as Extract<Described, { kind: Kind }>) : undefined
  }

  #proseLayer(hasProse: boolean): { readonly proseLayer?: number } {
    const { prose, schema } = this.#sources
    return hasProse && prose !== undefined && prose.layer !== schema.layer ? { proseLayer: prose.layer } : {}
  }

  #allFlows(): readonly Flow[] {
    this.#flows ??= createFlows((kind, name) => this.has(kind, name))
    return this.#flows
  }

  #undeclared(): readonly string[] {
    return this.#index.undeclaredTypes.filter(name => !Object.hasOwn(builtInTypes, name))
  }

  #builtIns(): readonly string[] {
    return Object.keys(builtInTypes).filter(name => this.#index.use(name).constructors.length === 0)
  }

  #knownErrors(): ReadonlyMap<string, KnownError> {
    this.#errors ??= gatherErrors(this.#index.methods)
    return this.#errors
  }
}

type Described =
  | (EntryDocumentation & { readonly kind: 'method' })
  | (EntryDocumentation & { readonly kind: 'constructor' })
  | TypeDocumentation

interface KnownError {
  readonly facts: ErrorFact[]
  readonly methods: string[]
}

function gatherErrors(methods: ReadonlyMap<string, Combinator>): ReadonlyMap<string, KnownError> {
  const errors = new Map<string, KnownError>()
  for (const method of methodNames()) {
    for (const fact of errorsOf(method)) {
      const known = errors.get(fact.name) ?? { facts: [], methods: [] }
      errors.set(fact.name, known)
      known.facts.push(fact)
      if (methods.has(method) && !known.methods.includes(method)) known.methods.push(method)
    }
  }
  // Those that no method is known to answer.
  for (const fact of allErrors()) if (!errors.has(fact.name)) errors.set(fact.name, { facts: [fact], methods: [] })
  return errors
}

function fieldDescriptions(prose: EntryDocumentation | undefined): (field: string) => string | undefined {
  return name => {
    const field = prose?.fields.find(candidate => candidate.name === name)
    return field && repairLinks(field.description)
  }
}

function refs(kind: EntryKind, names: readonly string[]): EntryRef[] {
  return names.map(name => ({ kind, name, linkTo: pageAddress(kind, name) }))
}

function namespaceOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('.')))
}
