import { allNames, describe, type EntryDocumentation, type TypeDocumentation } from '@chappe/schema/docs'
import { closestNames } from '../closest-names.ts'
import { usageError } from '../command-error.ts'
import { showEntry, showType } from '../help/entry-page.ts'
import { type ErrorPage, errorNames, findError, showError } from '../help/error-page.ts'
import { findNamespace, type NamespacePage, showNamespace } from '../help/namespace-page.ts'
import type { Terminal } from '../terminal.ts'

/** Shows the page of whatever has the name, in the terminal or as JSON. */
export function showHelp(name: string, options: { readonly json?: boolean }, terminal: Terminal): void {
  const page = find(name)
  if (page === undefined) throw unknown(name)
  if (options.json) terminal.out(JSON.stringify(page))
  else show(page, terminal)
}

type HelpPage = EntryDocumentation | TypeDocumentation | ErrorPage | NamespacePage

function find(name: string): HelpPage | undefined {
  return describe(name) ?? findById(name) ?? findError(name) ?? findNamespace(name)
}

function show(page: HelpPage, terminal: Terminal): void {
  switch (page.kind) {
    case 'method':
    case 'constructor':
      showEntry(page, terminal)
      break
    case 'type':
      showType(page, terminal)
      break
    case 'error':
      showError(page, terminal)
      break
    case 'namespace':
      showNamespace(page, terminal)
      break
  }
}

/** A number as it is seen on the wire: `0xcae47523` or `#cae47523`. */
function findById(text: string): EntryDocumentation | undefined {
  const digits = /^(?:0x|#)([\da-f]{1,8})$/i.exec(text)?.[1]?.toLowerCase().padStart(8, '0')
  if (digits === undefined) return undefined
  for (const name of allNames()) {
    const entry = describe(name)
    if (entry !== undefined && entry.kind !== 'type' && entry.id === digits) return entry
  }
  return undefined
}

function unknown(name: string) {
  const close = closestNames(name, /^[A-Z\d_]+$/.test(name) ? errorNames() : allNames())
  return usageError(
    `there is no method, constructor, type, namespace or error named ${name}`,
    close.length > 0 ? `Did you mean ${close.join(', ')}?` : 'Names are spelled as in the schema: auth.resendCode.',
  )
}
