import { type DescribedError, describeError, errorsOf, methodNames } from '@chappe/schema/facts'
import type { Terminal } from '../terminal.ts'
import { wrapText } from '../wrap-text.ts'
import { createPage } from './page.ts'

/** An error of the API, and the methods that are known to answer it. */
export interface ErrorPage {
  readonly kind: 'error'
  /** With `X` in the place of a number. */
  readonly name: string
  /** Every `error_code` under which it is met, each with what it means there. */
  readonly meanings: readonly { readonly code: number; readonly description: string }[]
  readonly methods: readonly string[]
}

/** Looks an error up by its name: `PHONE_CODE_EXPIRED`, `FLOOD_WAIT_X` or, as met, `FLOOD_WAIT_30`. */
export function findError(name: string): ErrorPage | undefined {
  const error = /^[A-Z\d_%]+$/i.test(name) ? describeAny(name.toUpperCase()) : undefined
  if (error === undefined) return undefined
  const meanings = new Map<number, string>([[error.code, error.description]])
  const methods: string[] = []
  for (const method of methodNames()) {
    const facts = errorsOf(method).filter(fact => fact.name === error.name)
    if (facts.length > 0) methods.push(method)
    for (const { code, description } of facts) if (!meanings.has(code)) meanings.set(code, description)
  }
  return {
    kind: 'error',
    name: error.name.replace('%d', 'X'),
    meanings: [...meanings].map(([code, description]) => ({ code, description: description.replace(/\{\w+\}/, 'X') })),
    methods: methods.sort(),
  }
}

/** The names of all errors, for suggestions. */
export function errorNames(): string[] {
  const names = new Set<string>()
  for (const method of methodNames()) for (const { name } of errorsOf(method)) names.add(name.replace('%d', 'X'))
  return [...names]
}

/** Shows an error's page. */
export function showError(error: ErrorPage, terminal: Terminal): void {
  const page = createPage(terminal)
  page.title(error.name, 'error')
  for (const { code, description } of error.meanings) {
    page.text(`${code} (${classes[code] ?? 'an error'}): ${description || 'the schema has no description of it.'}`)
  }
  page.heading(`Methods that answer it (${error.methods.length})`)
  if (error.methods.length === 0) page.text('None is listed: an error that any method may answer.', '  ')
  else page.line(wrapText(error.methods.join('  '), terminal.width, '  '))
  page.url('https://core.telegram.org/api/errors')
}

/** What the classes of errors have in common. @see https://core.telegram.org/api/errors */
const classes: Readonly<Record<number, string>> = {
  303: 'go to another data center',
  400: 'the request is wrong',
  401: 'log in first',
  403: 'not allowed',
  404: 'not found',
  406: 'not acceptable',
  420: 'too often',
  500: 'the server failed',
}

// FLOOD_WAIT_X in the documents is FLOOD_WAIT_%d in the table and FLOOD_WAIT_30 on the wire.
function describeAny(name: string): DescribedError | undefined {
  return describeError(name) ?? describeError(name.replace(/(?<=_)X(?=_|$)/, '%d')) ?? describeError(`${name}_%d`)
}
