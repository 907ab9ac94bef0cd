import { type Reference, summaryOf } from '@chappe/reference'
import type { Terminal } from '../terminal.ts'
import { createPage } from './page.ts'

/** All methods whose names begin alike: `auth`. */
export interface NamespacePage {
  readonly kind: 'namespace'
  readonly name: string
  readonly methods: readonly { readonly name: string; readonly description: string }[]
}

/** Looks a namespace up; undefined when no method is in it. */
export function findNamespace(name: string, reference: Reference): NamespacePage | undefined {
  const prefix = `${name.replace(/\.$/, '')}.`
  const names = reference.names.filter(candidate => candidate.startsWith(prefix))
  const methods = names.flatMap(candidate => {
    const method = reference.get('method', candidate)
    return method === undefined ? [] : [{ name: method.name, description: summaryOf(method.description) }]
  })
  return methods.length === 0 ? undefined : { kind: 'namespace', name: prefix.slice(0, -1), methods }
}

/** Shows the methods of a namespace. */
export function showNamespace(namespace: NamespacePage, terminal: Terminal): void {
  const page = createPage(terminal)
  page.title(namespace.name, `namespace, ${namespace.methods.length} methods`)
  page.list(namespace.methods)
}
