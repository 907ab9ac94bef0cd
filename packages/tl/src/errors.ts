/** The text is not TL: says where, and what was expected there. */
export class TlSyntaxError extends Error {
  override readonly name = 'TlSyntaxError'
  readonly code = 'SYNTAX'
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number

  constructor(what: string, line: number, column: number) {
    super(`[SYNTAX] line ${line}, column ${column}: ${what}`)
    this.line = line
    this.column = column
  }
}

/** The schema can be read but not compiled: says which line, and what to change. */
export class TlSchemaError extends Error {
  override readonly name = 'TlSchemaError'
  readonly code = 'SCHEMA'
  /** The combinator at fault. */
  readonly combinator: string

  constructor(combinator: string, what: string) {
    super(`[SCHEMA] ${combinator}: ${what}`)
    this.combinator = combinator
  }
}
