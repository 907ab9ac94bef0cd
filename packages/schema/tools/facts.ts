// Facts about methods: who may call them and which errors they answer, each with where we know it from.

import type { Schema } from '@chappe/tl'
import type { ErrorFact, MethodAccess } from '../src/facts.ts'
import type { Prose } from './prose.ts'
import { readData, type Sources } from './sources.ts'
import type { UpstreamEntry, UpstreamSchema } from './upstream.ts'

/** Look-ups by method name. */
export interface MethodFacts {
  accessOf(method: string): MethodAccess
  errorsOf(method: string): readonly ErrorFact[]
  /** Every error known, those of no particular method included, sorted by name and code. */
  readonly allErrors: readonly ErrorFact[]
}

interface Callers {
  readonly users: boolean
  readonly bots: boolean
  readonly known: boolean
  readonly source: string
}

interface CallerData {
  readonly source: string
  readonly renamed: Readonly<Record<string, string>>
  readonly stated: readonly {
    readonly methods: readonly string[]
    readonly available: Available
    readonly source: string
  }[]
}

type Available = 'user' | 'bot' | 'both'

/** Gathers the facts for the methods of the newest layer. */
export function createMethodFacts(sources: Sources, schema: Schema, prose: Prose): MethodFacts {
  const methods = schema.functions.map(method => method.name)
  const callers = createCallers(sources)
  const before = readData<{ source: string; methods: readonly string[] }>('before-login.json')
  const business = readData<{
    source: string
    methods: readonly string[]
    seen: readonly { method: string; source: string }[]
  }>('business-connection.json')
  assertKnown(methods, [...before.methods, ...business.methods, ...business.seen.map(entry => entry.method)])

  const access = new Map<string, MethodAccess>()
  for (const method of methods) {
    const { users, bots, known, source } = callers(method)
    const seen = business.seen.find(entry => entry.method === method)
    access.set(method, {
      users,
      bots,
      botsKnown: known,
      beforeLogin: before.methods.includes(method),
      businessConnection: business.methods.includes(method) ? 'yes' : seen === undefined ? 'no' : 'seen',
      sources: { callers: source, beforeLogin: before.source, businessConnection: seen?.source ?? business.source },
    })
  }
  const errors = gatherErrors(sources, prose)
  return {
    accessOf: method => access.get(method) ?? unreachable(method),
    errorsOf: method => errors.byMethod.get(method) ?? [],
    allErrors: errors.all,
  }
}

// A schema that calls every method "user" says nothing; the newest one that tells users from bots is the witness.
function createCallers(sources: Sources): (method: string) => Callers {
  const witnesses = [sources.newest, ...sources.older].filter(tellsUsersFromBots)
  const data = readData<CallerData>('callers.json')
  const stated = (method: string): Callers | undefined => {
    for (const statement of data.stated) {
      if (statement.methods.includes(method)) return callersOf(statement.available, statement.source)
    }
    return undefined
  }
  const witnessed = (method: string): Callers | undefined => {
    for (const witness of witnesses) {
      const available = entryOf(witness, method)?.available
      if (available !== undefined) return callersOf(available, `published documentation, layer ${witness.l}`)
    }
    return undefined
  }
  const byErrors = (method: string): Callers | undefined => {
    const source = 'the error table: others are refused'
    if (sources.errors.userOnly[method] !== undefined) return callersOf('user', source)
    if (sources.errors.botOnly[method] !== undefined) return callersOf('bot', source)
    return undefined
  }
  return method => {
    const before = data.renamed[method]
    const former = before === undefined ? undefined : witnessed(before)
    return (
      stated(method) ??
      witnessed(method) ??
      byErrors(method) ??
      (former === undefined
        ? undefined
        : { ...former, source: `${former.source}, under its former name ${before}` }) ?? {
        users: true,
        bots: false,
        known: false,
        source: 'no source says whether bots may call it',
      }
    )
  }
}

function tellsUsersFromBots(schema: UpstreamSchema): boolean {
  return schema.e.some(entry => entry.available === 'bot' || entry.available === 'both')
}

const entryIndexes = new WeakMap<UpstreamSchema, Map<string, UpstreamEntry>>()

function entryOf(schema: UpstreamSchema, name: string): UpstreamEntry | undefined {
  let index = entryIndexes.get(schema)
  if (index === undefined) {
    index = new Map(schema.e.map(entry => [entry.name, entry]))
    entryIndexes.set(schema, index)
  }
  return index.get(name)
}

function callersOf(available: Available, source: string): Callers {
  return { users: available !== 'bot', bots: available !== 'user', known: true, source }
}

function gatherErrors(
  sources: Sources,
  prose: Prose,
): { all: readonly ErrorFact[]; byMethod: ReadonlyMap<string, readonly ErrorFact[]> } {
  const byMethod = new Map<string, readonly ErrorFact[]>()
  const all = new Map<string, ErrorFact>()
  const table = sources.errors
  for (const error of Object.values(table.errors)) remember(all, describeTableError(error, prose))
  for (const entry of sources.newest.e) {
    if (entry.kind !== 'method') continue
    const errors: ErrorFact[] = (entry.throws ?? []).map(thrown => {
      const description = prose(thrown.comment) || prose(table.errors[thrown.name]?.description)
      return { code: thrown.code, name: thrown.name, description }
    })
    for (const name of table.throws[entry.name] ?? []) {
      const error = table.errors[name]
      if (error === undefined || errors.some(known => known.name === name)) continue
      errors.push(describeTableError(error, prose))
    }
    errors.sort(byNameThenCode)
    byMethod.set(entry.name, errors)
    for (const error of errors) remember(all, error)
  }
  return { all: [...all.values()].sort(byNameThenCode), byMethod }
}

// `%d` stands for a number; the table names what it counts.
function describeTableError(error: Sources['errors']['errors'][string], prose: Prose): ErrorFact {
  const placeholder = error._paramNames?.[0]
  const description = prose(error.description)
  return {
    code: error.code,
    name: error.name,
    description: placeholder === undefined ? description : description.replaceAll('%d', `{${placeholder}}`),
  }
}

// The first description of a (code, name) stands for errors asked for without a method.
function remember(all: Map<string, ErrorFact>, error: ErrorFact): void {
  const key = `${error.code} ${error.name}`
  const known = all.get(key)
  if (known === undefined || known.description === '') all.set(key, error)
}

function byNameThenCode(a: ErrorFact, b: ErrorFact): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.code - b.code
}

function assertKnown(methods: readonly string[], named: readonly string[]): void {
  const unknown = named.filter(name => !methods.includes(name))
  if (unknown.length > 0) throw new Error(`data files name methods that the layer lacks: ${unknown.join(', ')}`)
}

function unreachable(method: string): never {
  throw new Error(`no facts about ${method}`)
}
