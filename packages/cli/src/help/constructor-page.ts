import type { ConstructorEntry, Reference } from '@chappe/reference'
import type { Terminal } from '../terminal.ts'
import { fieldItem, showHistory, showTl, someNames } from './entry-parts.ts'
import { createPage } from './page.ts'

/** Shows a constructor. */
export function showConstructor(constructor_: ConstructorEntry, reference: Reference, terminal: Terminal): void {
  const page = createPage(terminal)
  page.title(constructor_.name, `constructor #${constructor_.id}`)
  page.text(constructor_.description)

  page.heading('Fields')
  page.list(constructor_.fields.map(fieldItem))
  page.heading('Type')
  page.text(terminal.style('green', constructor_.memberOf.text), '  ')
  if (constructor_.returnedBy.length > 0) {
    page.heading('Answered by')
    page.text(someNames(constructor_.returnedBy), '  ')
  }
  if (constructor_.usedIn.length > 0) {
    page.heading('Used in')
    page.text(someNames(constructor_.usedIn), '  ')
  }
  const value = reference.examples?.constructor_(constructor_.name)?.value
  if (value !== undefined) {
    page.heading('Example')
    for (const line of value.split('\n')) page.line(`  ${line}`)
  }
  showHistory(constructor_, page)
  showTl(constructor_, page, terminal)
}
