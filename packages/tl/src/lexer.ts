import { TlSyntaxError } from './errors.ts'

/** One word or sign of a TL text. */
export interface Token {
  readonly kind: 'name' | 'number' | 'sign' | 'section' | 'end'
  readonly text: string
  readonly line: number
  readonly column: number
}

/** The tokens of a text, ended by one of kind `end`, and the layer its comments name. */
export interface LexedText {
  readonly tokens: readonly Token[]
  readonly layer: number | undefined
}

/** Longest text that is read: the largest schema known has about 400 kB. */
const schemaTextMax: number = 16 * 1024 * 1024

const pattern =
  /(?<space>\s+)|(?<line>\/\/[^\n]*)|(?<block>\/\*[\s\S]*?\*\/)|(?<section>---(?:types|functions)---)|(?<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)|(?<number>\d+)|(?<id>#[0-9A-Fa-f]+)|(?<sign>[#:;=?!%*(){}[\]<>,.])/y

/**
 * Splits a text into tokens. `flags.3?` is one name, a dot and a number; `#1234abcd` is one sign token.
 *
 * @throws {TlSyntaxError} at a character that TL does not have, or when the text is longer than `schemaTextMax`
 */
export function lex(text: string): LexedText {
  if (text.length > schemaTextMax) throw new TlSyntaxError(`the text is longer than ${schemaTextMax} characters`, 1, 1)
  const tokens: Token[] = []
  let layer: number | undefined
  let line = 1
  let lineStart = 0
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex
    const column = start - lineStart + 1
    const match = pattern.exec(text)
    if (match?.groups === undefined) {
      throw new TlSyntaxError(`unexpected ${describeCharacter(text, start)}`, line, column)
    }
    const found = match[0]
    const groups = match.groups
    if (groups['line'] !== undefined) {
      const named = /^\/\/\s*LAYER\s+(\d+)\s*$/i.exec(found)
      if (named !== null) layer = Number(named[1])
    } else if (groups['space'] === undefined && groups['block'] === undefined) {
      tokens.push({ kind: kindOf(groups), text: found, line, column })
    }
    for (let at = found.indexOf('\n'); at >= 0; at = found.indexOf('\n', at + 1)) {
      line++
      lineStart = start + at + 1
    }
  }
  tokens.push({ kind: 'end', text: 'the end of the text', line, column: text.length - lineStart + 1 })
  return { tokens, layer }
}

function kindOf(groups: Record<string, string | undefined>): Token['kind'] {
  if (groups['name'] !== undefined) return 'name'
  if (groups['number'] !== undefined) return 'number'
  if (groups['section'] !== undefined) return 'section'
  return 'sign'
}

function describeCharacter(text: string, at: number): string {
  if (text.startsWith('/*', at)) return 'comment without an end'
  return `character ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))}`
}
