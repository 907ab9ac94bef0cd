import { PolicyError } from './policy-error.ts'

/**
 * Reads one object of settings key by key and notices what nobody asked for, so that a misspelt setting is an error
 * rather than silently without effect.
 */
export class SettingsReader {
  readonly #values: Readonly<Record<string, unknown>>
  readonly #path: string
  readonly #asked = new Set<string>()

  /** @throws {PolicyError} when `value` is not a plain object */
  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new PolicyError(path, `an object is expected, got ${describe(value)}`)
    }
    this.#values = value as Record<string, unknown>
    this.#path = path
  }

  /** Returns the path of a setting, for messages. */
  pathOf(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`
  }

  /** Returns the raw value of a setting, or undefined when it is left out. */
  take(key: string): unknown {
    this.#asked.add(key)
    return this.#values[key]
  }

  /** Reads a whole number from `min` to `max`. */
  integer(key: string, fallback: number, min: number, max: number): number {
    const value = this.take(key) ?? fallback
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      throw new PolicyError(
        this.pathOf(key),
        `a whole number from ${min} to ${max} is expected, got ${describe(value)}`,
      )
    }
    return value
  }

  /** Reads true or false. */
  boolean<T extends boolean | undefined>(key: string, fallback: T): boolean | T {
    const value = this.take(key) ?? fallback
    if (value !== fallback && typeof value !== 'boolean') {
      throw new PolicyError(this.pathOf(key), `true or false is expected, got ${describe(value)}`)
    }
    return value as boolean | T
  }

  /** Reads one of some words. */
  word<T extends string>(key: string, fallback: T, words: readonly T[]): T {
    const value = this.take(key) ?? fallback
    const found = words.find(word => word === value)
    if (found === undefined) {
      throw new PolicyError(this.pathOf(key), `one of ${words.join(', ')} is expected, got ${describe(value)}`)
    }
    return found
  }

  /**
   * Reads text of a certain form.
   *
   * @param expected - the form in words, for messages
   */
  text(key: string, fallback: string, form: RegExp, expected: string): string {
    return textOf(this.take(key) ?? fallback, this.pathOf(key), form, expected)
  }

  /** Reads a list, each item by `read`, which gets the item and its path. */
  list<T>(key: string, fallback: readonly T[], read: (item: unknown, path: string) => T): readonly T[] {
    const value = this.take(key)
    if (value === undefined) return fallback
    if (!Array.isArray(value)) throw new PolicyError(this.pathOf(key), `a list is expected, got ${describe(value)}`)
    return value.map((item: unknown, index) => read(item, `${this.pathOf(key)}[${index}]`))
  }

  /** @throws {PolicyError} when the object has a setting that was not read */
  end(): void {
    const unknown = Object.keys(this.#values).find(key => !this.#asked.has(key))
    if (unknown !== undefined) {
      throw new PolicyError(
        this.pathOf(unknown),
        `there is no such setting; known here: ${[...this.#asked].join(', ')}`,
      )
    }
  }
}

/** Reads text of a certain form, as an item of a list. @throws {PolicyError} */
export function textOf(value: unknown, path: string, form: RegExp, expected: string): string {
  if (typeof value === 'string' && form.test(value)) return value
  throw new PolicyError(path, `${expected}, got ${describe(value)}`)
}

/** Says in a few words what a value is. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40))
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : typeof value
}
