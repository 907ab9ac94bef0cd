import { beforeLoginSource, errors as errorLines, methods as methodLines, sources } from '../gen/facts-table.js'
import { errorArgument, errorNameForms } from './error-names.ts'

/** Who may call a method, and from where that is known. */
export interface MethodAccess {
  /** Whether people's accounts may call it. */
  readonly users: boolean
  /** Whether bots may call it; false as well when no source says (see `botsKnown`). */
  readonly bots: boolean
  /** False when no source says whether bots may call it. */
  readonly botsKnown: boolean
  /** Whether a key that nobody is logged in with may call it. */
  readonly beforeLogin: boolean
  /**
   * Whether a bot may wrap it in `invokeWithBusinessConnection`: `yes` and `no` by the official list;
   * `seen` when it is not listed, but a client is known to do it.
   */
  readonly businessConnection: 'yes' | 'no' | 'seen'
  /** Where each of these is known from, one sentence each. */
  readonly sources: { readonly callers: string; readonly beforeLogin: string; readonly businessConnection: string }
}

/** One error. */
export interface ErrorFact {
  /** The number that goes with the name: 303, 400, 401, 403, 404, 406, 420 or 500. */
  readonly code: number
  /** The name with `%d` in the place of a number: `FLOOD_WAIT_%d`. */
  readonly name: string
  /** Markdown in which `{@link name}` refers to TL names; empty when the source says nothing. */
  readonly description: string
}

/** An error as met: its fact with the number that stood in its name. */
export interface DescribedError extends ErrorFact {
  /** The number in the name met, 30 for `FLOOD_WAIT_30`; undefined when there is none. */
  readonly argument: number | undefined
}

/**
 * Tells who may call a method of the newest layer.
 *
 * @returns undefined for names that are no method
 * @see https://core.telegram.org/api/auth and https://core.telegram.org/api/bots/connected-business-bots
 */
export function access(method: string): MethodAccess | undefined {
  const line = tables().methods.get(method)
  if (line === undefined) return undefined
  const { bits, callers, business } = line
  return {
    users: (bits & 1) !== 0,
    bots: (bits & 2) !== 0,
    botsKnown: (bits & 32) === 0,
    beforeLogin: (bits & 4) !== 0,
    businessConnection: (bits & 8) !== 0 ? 'yes' : (bits & 16) !== 0 ? 'seen' : 'no',
    sources: {
      callers: sources[callers] ?? '',
      beforeLogin: beforeLoginSource,
      businessConnection: sources[business] ?? '',
    },
  }
}

/** Lists the errors that a method is known to answer; empty when none are known or it is no method. */
export function errorsOf(method: string): readonly ErrorFact[] {
  const { methods, errors } = tables()
  const facts: ErrorFact[] = []
  for (const index of methods.get(method)?.errors ?? []) {
    const fact = errors[index]
    if (fact !== undefined) facts.push(fact)
  }
  return facts
}

/**
 * Every error that is known, also those that no method is known to answer. One that is described differently for several
 * methods or codes comes once for each.
 */
export function allErrors(): readonly ErrorFact[] {
  return tables().errors
}

/**
 * Explains an error by its name as met, `FLOOD_WAIT_30`, or by its general name, `FLOOD_WAIT_%d`. The number met stands
 * in the description.
 *
 * @param code tells errors apart that share a name; without it the first known is described
 */
export function describeError(name: string, code?: number): DescribedError | undefined {
  const { byName } = tables()
  const known = errorNameForms(name).find(form => byName.has(form))
  const candidates = known === undefined ? undefined : byName.get(known)
  const fact = candidates?.find(candidate => candidate.code === code) ?? candidates?.[0]
  if (fact === undefined) return undefined
  const argument = errorArgument(name, fact.name)
  if (argument === undefined) return { ...fact, argument }
  return { ...fact, description: fact.description.replace(/\{\w+\}/, String(argument)), argument }
}

/** Lists the methods that are known to answer an error, by its general name (`SEND_CODE_UNAVAILABLE`, `SLOWMODE_WAIT_%d`). */
export function methodsWithError(name: string): readonly string[] {
  const { methods, errors } = tables()
  const found: string[] = []
  for (const [method, line] of methods) {
    if (line.errors.some(index => errors[index]?.name === name)) found.push(method)
  }
  return found
}

/** Tells whether a name is a method of the newest layer. */
export function isMethod(name: string): boolean {
  return tables().methods.has(name)
}

/** The names of all methods, in the order of the schema. */
export function methodNames(): IterableIterator<string> {
  return tables().methods.keys()
}

interface MethodLine {
  readonly bits: number
  readonly callers: number
  readonly business: number
  readonly errors: readonly number[]
}

interface Tables {
  readonly methods: ReadonlyMap<string, MethodLine>
  readonly errors: readonly ErrorFact[]
  readonly byName: ReadonlyMap<string, readonly ErrorFact[]>
}

let parsed: Tables | undefined

// The texts are split at the first question: a program that never asks pays nothing.
function tables(): Tables {
  parsed ??= { methods: parseMethods(), ...parseErrors() }
  return parsed
}

function parseMethods(): ReadonlyMap<string, MethodLine> {
  const methods = new Map<string, MethodLine>()
  for (const line of methodLines.split('\n')) {
    const [name = '', bits = '', callers = '', business = '', errors = ''] = line.split(' ')
    methods.set(name, {
      bits: Number.parseInt(bits, 36),
      callers: Number.parseInt(callers, 36),
      business: Number.parseInt(business, 36),
      errors: errors === '-' ? [] : errors.split(',').map(index => Number.parseInt(index, 36)),
    })
  }
  return methods
}

function parseErrors(): Pick<Tables, 'errors' | 'byName'> {
  const byName = new Map<string, ErrorFact[]>()
  const errors = errorLines.split('\n').map(line => {
    const [code = '', name = '', description = ''] = line.split('\t')
    const fact = { code: Number(code), name, description }
    const same = byName.get(name)
    if (same === undefined) byName.set(name, [fact])
    else same.push(fact)
    return fact
  })
  return { errors, byName }
}
