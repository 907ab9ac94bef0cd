import { allNames, describe } from '@chappe/schema/docs'
import type { Terminal } from '../terminal.ts'
import { createPage, firstSentence } from './page.ts'

/** All methods whose names begin alike: `auth`. */
export interface NamespacePage {
  readonly kind: 'namespace'
  readonly name: string
  readonly methods: readonly { readonly name: string; readonly description: string }[]
}

/** Looks a namespace up; undefined when no method is in it. */
export function findNamespace(name: string): NamespacePage | undefined {
  const prefix = `${name.replace(/\.$/, '')}.`
  const methods = allNames().flatMap(candidate => {
    const entry = candidate.startsWith(prefix) ? describe(candidate) : undefined
    return entry?.kind === 'method' ? [{ name: entry.name, description: firstSentence(entry.description) }] : []
  })
  return methods.length === 0 ? undefined : { kind: 'namespace', name: prefix.slice(0, -1), methods }
}

/** Shows the methods of a namespace. */
export function showNamespace(namespace: NamespacePage, terminal: Terminal): void {
  const page = createPage(terminal)
  page.title(namespace.name, `namespace, ${namespace.methods.length} methods`)
  page.list(namespace.methods)
}
