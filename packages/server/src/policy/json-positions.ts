/** Where something stands in a text; both count from 1. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** A text that is not JSON: where that shows, and what was expected there. */
export interface JsonFault {
  readonly at: TextPosition
  readonly expected: string
}

/**
 * Finds out where everything stands in a JSON text, by path, as settings are named: `media.sms.length`,
 * `ladders[0].media[1]`, '' for the whole. An object's member stands where its key does.
 *
 * @returns the places, and the path of a key that an object has twice; or the first fault of the text
 * @see RFC 8259
 */
export function jsonPositions(
  text: string,
):
  | { readonly places: ReadonlyMap<string, TextPosition>; readonly twice: string | undefined }
  | { readonly fault: JsonFault } {
  const walk = new Walk(text)
  try {
    walk.all()
    return walk
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { fault: { at: positionAt(text, error.at), expected: error.message } }
  }
}

/** Deeper nesting is no policy. */
const depthMax = 32

class Fault extends Error {
  readonly at: number

  constructor(at: number, expected: string) {
    super(expected)
    this.at = at
  }
}

/** A walk over a JSON text that notes places and minds the grammar. */
class Walk {
  readonly places: Map<string, TextPosition> = new Map()
  twice: string | undefined
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  all(): void {
    this.#note('')
    this.#value('', 0)
    this.#skipSpace()
    if (this.#at < this.#text.length) throw this.#expected('the end of the file')
  }

  #value(path: string, depth: number): void {
    this.#skipSpace()
    if (depth > depthMax) throw this.#expected(`no more than ${depthMax} levels`)
    switch (this.#text[this.#at]) {
      case '{':
        this.#object(path, depth)
        break
      case '[':
        this.#list(path, depth)
        break
      case '"':
        this.#string()
        break
      default:
        this.#word()
    }
  }

  #object(path: string, depth: number): void {
    this.#at++
    if (this.#take('}')) return
    do {
      this.#skipSpace()
      const keyAt = this.#at
      if (this.#text[keyAt] !== '"') throw this.#expected('the name of a setting in double quotes')
      const key = this.#string()
      const member = path === '' ? key : `${path}.${key}`
      if (this.places.has(member)) this.twice ??= member
      this.#note(member, keyAt)
      if (!this.#take(':')) throw this.#expected('a colon')
      this.#value(member, depth + 1)
    } while (this.#take(','))
    if (!this.#take('}')) throw this.#expected('a comma or }')
  }

  #list(path: string, depth: number): void {
    this.#at++
    if (this.#take(']')) return
    let index = 0
    do {
      const item = `${path}[${index++}]`
      this.#skipSpace()
      this.#note(item)
      this.#value(item, depth + 1)
    } while (this.#take(','))
    if (!this.#take(']')) throw this.#expected('a comma or ]')
  }

  /** Passes over a string and returns what it says. */
  #string(): string {
    const rest = /^"(?:[^"\\\n]|\\.)*"/.exec(this.#text.slice(this.#at))?.[0]
    if (rest === undefined) throw this.#expected('text that ends with a double quote on its line')
    this.#parse(rest, 'text without line breaks, with JSON escapes')
    this.#at += rest.length
    return JSON.parse(rest) as string
  }

  /** Passes over a number, true, false or null. */
  #word(): void {
    const word = /^[^\s,:{}[\]"]*/.exec(this.#text.slice(this.#at))?.[0] ?? ''
    this.#parse(word, 'a value')
    this.#at += word.length
  }

  #parse(token: string, expected: string): void {
    try {
      JSON.parse(token)
    } catch {
      throw this.#expected(expected)
    }
  }

  #take(mark: string): boolean {
    this.#skipSpace()
    if (this.#text[this.#at] !== mark) return false
    this.#at++
    return true
  }

  #skipSpace(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at++
  }

  #expected(what: string): Fault {
    return new Fault(this.#at, what)
  }

  #note(path: string, at: number = this.#at): void {
    this.places.set(path, positionAt(this.#text, at))
  }
}

function positionAt(text: string, at: number): TextPosition {
  const before = text.slice(0, at)
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') }
}
