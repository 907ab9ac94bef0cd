import { createNewestExamples, type Entry, type Reference, toJsonText, withExamples } from '@chappe/reference'
import { officialReference } from '@chappe/reference/node'
import { allNames, describe } from '@chappe/schema/docs'
import { closestNames } from '../closest-names.ts'
import { usageError } from '../command-error.ts'
import { showConstructor } from '../help/constructor-page.ts'
import { showError } from '../help/error-page.ts'
import { showLayer } from '../help/layer-page.ts'
import { showMethod } from '../help/method-page.ts'
import { findNamespace, type NamespacePage, showNamespace } from '../help/namespace-page.ts'
import { showType } from '../help/type-page.ts'
import type { Terminal } from '../terminal.ts'

/** Shows the page of whatever has the name, in the terminal or as JSON. */
export function showHelp(name: string, options: { readonly json?: boolean }, terminal: Terminal): void {
  const reference = withExamples(officialReference(), createNewestExamples())
  const page = reference.find(name) ?? findById(name, reference) ?? findNamespace(name, reference)
  if (page === undefined) throw unknown(name, reference)
  if (options.json) terminal.out(jsonLine(page, reference))
  else show(page, reference, terminal)
}

function show(page: Entry | NamespacePage, reference: Reference, terminal: Terminal): void {
  switch (page.kind) {
    case 'method':
      showMethod(page, reference, terminal)
      break
    case 'constructor':
      showConstructor(page, reference, terminal)
      break
    case 'type':
      showType(page, reference, terminal)
      break
    case 'error':
      showError(page, terminal)
      break
    case 'layer':
      showLayer(page, terminal)
      break
    case 'namespace':
      showNamespace(page, terminal)
      break
  }
}

/** The same as the JSON twin of the page on the site, on one line. */
function jsonLine(page: Entry | NamespacePage, reference: Reference): string {
  return JSON.stringify(page.kind === 'namespace' ? page : JSON.parse(toJsonText(page, reference)))
}

/** A number as it is seen on the wire: `0xcae47523` or `#cae47523`. */
function findById(text: string, reference: Reference): Entry | undefined {
  const digits = /^(?:0x|#)([\da-f]{1,8})$/i.exec(text)?.[1]?.toLowerCase().padStart(8, '0')
  if (digits === undefined) return undefined
  for (const name of allNames()) {
    const entry = describe(name)
    if (entry !== undefined && entry.kind !== 'type' && entry.id === digits) return reference.get(entry.kind, name)
  }
  return undefined
}

function unknown(name: string, reference: Reference) {
  const isError = /^[A-Z\d_]+$/.test(name)
  const close = closestNames(name, isError ? reference.errors.map(({ title }) => title) : reference.names)
  return usageError(
    `there is no method, constructor, type, namespace or error named ${name}`,
    close.length > 0 ? `Did you mean ${close.join(', ')}?` : 'Names are spelled as in the schema: auth.resendCode.',
  )
}
