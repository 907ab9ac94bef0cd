import { readFileSync } from 'node:fs'
import type { ErrorFact, MethodAccess } from './facts.ts'

/** One field of a constructor or parameter of a method, in words. */
export interface FieldDocumentation {
  readonly name: string
  /** As in the schema, with its condition: `flags.0?string`. */
  readonly type: string
  readonly required: boolean
  /** Markdown; empty when the source says nothing. */
  readonly description: string
}

/** A constructor or method in words. */
export interface EntryDocumentation {
  readonly kind: 'constructor' | 'method'
  readonly name: string
  /** Eight hex digits. */
  readonly id: string
  /** Markdown in which `{@link name}` refers to TL names; empty when the source says nothing. */
  readonly description: string
  readonly fields: readonly FieldDocumentation[]
  /** The type of the constructor, or of the method's answer. */
  readonly result: string
  /** The declaration in TL. */
  readonly tl: string
  /** The page in Telegram's own documents. */
  readonly url: string
  /** Errors that the method is known to answer; empty for constructors. */
  readonly errors: readonly ErrorFact[]
  /** Who may call the method; absent for constructors. */
  readonly access?: MethodAccess
}

/** A type in words. */
export interface TypeDocumentation {
  readonly kind: 'type'
  readonly name: string
  /** Markdown in which `{@link name}` refers to TL names; empty when the source says nothing. */
  readonly description: string
  readonly constructors: readonly string[]
  /** The page in Telegram's own documents. */
  readonly url: string
}

/**
 * Describes a constructor, method or type of the newest layer in words. The first call reads the prose, about 3 MB;
 * programs that do not ask never load it.
 *
 * @param name TL name: `auth.resendCode`, `auth.sentCode` or `auth.SentCode`
 */
export function describe(name: string): EntryDocumentation | TypeDocumentation | undefined {
  return prose().get(name)
}

/** The names of everything that {@link describe} knows: constructors, methods, types, in the order of the schema. */
export function allNames(): readonly string[] {
  return [...prose().keys()]
}

let loaded: ReadonlyMap<string, EntryDocumentation | TypeDocumentation> | undefined

function prose(): ReadonlyMap<string, EntryDocumentation | TypeDocumentation> {
  if (loaded === undefined) {
    const text = readFileSync(new URL('../gen/docs.json', import.meta.url), 'utf8')
    const { entries, types } = JSON.parse(text) as { entries: EntryDocumentation[]; types: TypeDocumentation[] }
    loaded = new Map([...entries, ...types].map(entry => [entry.name, entry]))
  }
  return loaded
}
