import { TlSyntaxError } from './errors.ts'
import { computeId } from './ids.ts'
import { type LexedText, lex, type Token } from './lexer.ts'
import type { Combinator, Condition, Field, Generic, PrimitiveName, Schema, TypeExpression } from './schema.ts'
import { isConstructorName, primitiveNames } from './schema.ts'

/**
 * Parses a TL schema: sections, comments, constructors and functions. Lines about types alone
 * (`New`, `Final`, `Empty`) and built-in declarations (`int ? = Int;`) are checked and left out of the model.
 * A line without a number gets the CRC-32 of its own text.
 *
 * @param text - a whole file; a `// LAYER n` comment sets the schema's layer
 * @throws {TlSyntaxError} with line and column
 * @see {@link https://core.telegram.org/mtproto/TL-formal}
 */
export function parseSchema(text: string): Schema {
  return new Parser(lex(text)).schema()
}

/** Deepest nesting of type expressions and repetitions; real schemas have two. */
const expressionDepthMax = 32

class Parser {
  readonly #text: LexedText
  #at = 0
  #depth = 0
  /** Names of the implicit arguments of the line being read. */
  #variables = new Set<string>()

  constructor(text: LexedText) {
    this.#text = text
  }

  schema(): Schema {
    const constructors: Combinator[] = []
    const functions: Combinator[] = []
    let kind: Combinator['kind'] = 'constructor'
    while (this.#peek().kind !== 'end') {
      if (this.#peek().kind === 'section') {
        kind = this.#next().text === '---types---' ? 'constructor' : 'function'
        continue
      }
      const combinator = this.#declaration(kind)
      if (combinator?.kind === 'constructor') constructors.push(combinator)
      else if (combinator?.kind === 'function') functions.push(combinator)
    }
    return { layer: this.#text.layer, constructors, functions }
  }

  #declaration(kind: Combinator['kind']): Combinator | undefined {
    const first = this.#expectKind('name', 'a combinator')
    if (['New', 'Final', 'Empty'].includes(first.text)) {
      this.#expectKind('name', 'a type')
      this.#expect(';')
      return undefined
    }
    if (!isConstructorName(first.text) && first.text !== '_') {
      throw this.#error(first, `a combinator's name starts in lower case, ${first.text} does not`)
    }
    const explicit = this.#id()
    this.#variables = new Set()
    if (this.#peek().text === '?') {
      this.#next()
      this.#expect('=')
      this.#expectKind('name', 'a type')
      this.#expect(';')
      return undefined
    }
    const generics = this.#generics()
    const fields: Field[] = []
    while (this.#peek().text !== '=') fields.push(...this.#arguments(fields))
    this.#expect('=')
    const result = this.#result()
    this.#expect(';')
    const combinator = {
      kind,
      name: first.text,
      id: explicit ?? 0,
      generics,
      fields,
      result,
      explicitId: explicit !== undefined,
    }
    return explicit === undefined ? { ...combinator, id: computeId(combinator) } : combinator
  }

  #id(): number | undefined {
    const token = this.#peek()
    if (!/^#./.test(token.text)) return undefined
    this.#next()
    if (token.text.length > 9) throw this.#error(token, 'a number has at most eight hexadecimal digits')
    return Number.parseInt(token.text.slice(1), 16)
  }

  #generics(): Generic[] {
    const generics: Generic[] = []
    while (this.#peek().text === '{') {
      this.#next()
      const names = [this.#expectKind('name', 'the name of an argument').text]
      while (this.#peek().kind === 'name') names.push(this.#next().text)
      this.#expect(':')
      const type = this.#peek().text === '#' ? this.#next().text : this.#expectKind('name', 'Type or #').text
      this.#expect('}')
      for (const name of names) {
        this.#variables.add(name)
        generics.push({ name, type })
      }
    }
    return generics
  }

  /** One argument, or several that share a type: `( a b : int )`. */
  #arguments(before: readonly Field[]): Field[] {
    const token = this.#peek()
    if (token.text === '(' && this.#isGroup()) return this.#group()
    if (token.kind === 'name' && this.#peek(1).text === ':') {
      this.#next()
      this.#next()
      return [this.#named(token, before)]
    }
    return [{ name: '', type: this.#argumentType() }]
  }

  #named(name: Token, before: readonly Field[]): Field {
    const condition = this.#condition(before)
    const type = this.#argumentType()
    return condition === undefined ? { name: name.text, type } : { name: name.text, type, condition }
  }

  #isGroup(): boolean {
    let ahead = 1
    while (this.#peek(ahead).kind === 'name') ahead++
    return ahead > 1 && this.#peek(ahead).text === ':'
  }

  #group(): Field[] {
    this.#expect('(')
    const names: Token[] = []
    while (this.#peek().text !== ':') names.push(this.#expectKind('name', 'the name of an argument'))
    this.#expect(':')
    const type = this.#argumentType()
    this.#expect(')')
    return names.map(name => ({ name: name.text, type }))
  }

  /** `flags.3?`, or `field?` for a whole word, which TL reads as bit 0 here. */
  #condition(before: readonly Field[]): Condition | undefined {
    const field = this.#peek()
    const dotted = this.#peek(1).text === '.' && this.#peek(2).kind === 'number' && this.#peek(3).text === '?'
    if (field.kind !== 'name' || !(dotted || this.#peek(1).text === '?')) return undefined
    this.#next()
    let bit = 0
    if (dotted) {
      this.#next()
      const digits = this.#next()
      bit = Number(digits.text)
      if (bit > 31) throw this.#error(digits, `a word of flags has bits 0 to 31, not ${digits.text}`)
    }
    this.#expect('?')
    const word = before.find(other => other.name === field.text)
    if (word?.type.kind !== 'nat') {
      throw this.#error(field, `${field.text} is not a # declared before this argument`)
    }
    return { field: field.text, bit }
  }

  #argumentType(): TypeExpression {
    const token = this.#peek()
    if (token.text === '!') {
      this.#next()
      const name = this.#expectKind('name', 'a generic argument')
      if (!this.#variables.has(name.text))
        throw this.#error(name, `${name.text} is not declared as {${name.text}:Type}`)
      return { kind: 'variable', name: name.text, call: true }
    }
    if (token.text === '[') return this.#repetition(undefined)
    if (this.#peek(1).text === '*' && (token.kind === 'number' || token.kind === 'name')) {
      this.#next()
      this.#next()
      return this.#repetition(token.kind === 'number' ? Number(token.text) : token.text)
    }
    return this.#term()
  }

  #repetition(count: string | number | undefined): TypeExpression {
    this.#enter()
    this.#expect('[')
    const fields: Field[] = []
    while (this.#peek().text !== ']') fields.push(...this.#arguments(fields))
    this.#expect(']')
    this.#depth--
    return { kind: 'repetition', count, fields }
  }

  #term(): TypeExpression {
    this.#enter()
    const type = this.#termInside()
    this.#depth--
    return type
  }

  #termInside(): TypeExpression {
    const token = this.#next()
    if (token.text === '#') return { kind: 'nat' }
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) }
    if (token.text === '(') {
      const type = this.#application()
      this.#expect(')')
      return type
    }
    if (token.text === '%') return this.#bare(token, this.#term())
    if (token.kind !== 'name') throw this.#error(token, `expected a type, found ${token.text}`)
    return this.#typeNamed(token, this.#angled())
  }

  /** `Vector t` with arguments set apart by spaces, as in parentheses or in a result. */
  #application(): TypeExpression {
    const head = this.#peek()
    if (head.kind !== 'name' || this.#peek(1).text === '<') return this.#term()
    this.#next()
    const args: TypeExpression[] = []
    while (!/^[);>,]$/.test(this.#peek().text) && this.#peek().kind !== 'end') args.push(this.#term())
    return this.#typeNamed(head, args)
  }

  #angled(): TypeExpression[] {
    const args: TypeExpression[] = []
    if (this.#peek().text !== '<') return args
    do {
      this.#next()
      args.push(this.#application())
    } while (this.#peek().text === ',')
    this.#expect('>')
    return args
  }

  #typeNamed(token: Token, args: readonly TypeExpression[]): TypeExpression {
    const name = token.text
    if (/^vector$/i.test(name)) {
      const [item, ...rest] = args
      if (item === undefined || rest.length > 0) throw this.#error(token, `${name} takes one type: ${name}<int>`)
      return { kind: 'vector', bare: name === 'vector', item }
    }
    if (args.length > 0) return { kind: 'type', name, bare: isConstructorName(name), args }
    if (this.#variables.has(name)) return { kind: 'variable', name, call: false }
    if (primitiveNames.has(name)) return { kind: 'primitive', name: name as PrimitiveName }
    if (name === 'true') return { kind: 'true' }
    return { kind: 'type', name, bare: isConstructorName(name) }
  }

  #bare(token: Token, type: TypeExpression): TypeExpression {
    if (type.kind === 'type' || type.kind === 'vector') return { ...type, bare: true }
    throw this.#error(token, '% makes a type bare and needs one after it, as in %Message')
  }

  #result(): TypeExpression {
    const token = this.#peek()
    const type = this.#application()
    if (type.kind === 'type' && !type.bare) return type
    if (type.kind === 'vector' && !type.bare) return type
    // Functions of simple schemas answer `int` and the like; the cloud schema never does.
    if (type.kind === 'variable' || type.kind === 'primitive') return type
    throw this.#error(token, `a result is a boxed type, not ${token.text}`)
  }

  #enter(): void {
    if (++this.#depth > expressionDepthMax) {
      throw this.#error(this.#peek(), `expressions nest at most ${expressionDepthMax} deep`)
    }
  }

  #peek(ahead = 0): Token {
    const { tokens } = this.#text
    return tokens[Math.min(this.#at + ahead, tokens.length - 1)] as Token
  }

  #next(): Token {
    const token = this.#peek()
    if (token.kind === 'end') throw this.#error(token, `the text ends inside a declaration`)
    this.#at++
    return token
  }

  #expect(sign: string): void {
    const token = this.#peek()
    if (token.text !== sign || token.kind === 'end') throw this.#error(token, `expected ${sign}, found ${token.text}`)
    this.#at++
  }

  #expectKind(kind: Token['kind'], what: string): Token {
    const token = this.#peek()
    if (token.kind !== kind) throw this.#error(token, `expected ${what}, found ${token.text}`)
    this.#at++
    return token
  }

  #error(token: Token, what: string): TlSyntaxError {
    return new TlSyntaxError(what, token.line, token.column)
  }
}
