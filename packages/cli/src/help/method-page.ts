import type { ErrorRef, FlowNeighbour, MethodEntry, Permission, Reference } from '@chappe/reference'
import type { Terminal } from '../terminal.ts'
import { wrapText } from '../wrap-text.ts'
import { choices, fieldItem, showHistory, showTl } from './entry-parts.ts'
import { createPage, type Page } from './page.ts'

/** Shows a method. */
export function showMethod(method: MethodEntry, reference: Reference, terminal: Terminal): void {
  const page = createPage(terminal)
  page.title(method.name, `method #${method.id}`)
  page.text(method.description)
  for (const { text } of method.warnings) page.text(`${terminal.style('yellow', 'Careful:')} ${text}`)

  page.heading('Parameters')
  page.list(method.parameters.map(fieldItem))
  for (const { text } of method.notes) page.text(text, '  ')
  page.heading('Result')
  page.text(`${terminal.style('green', method.result.text)}${choices(method.result, reference)}`, '  ')
  showAccess(method, page, terminal)
  page.heading('Errors')
  showErrors(method.errors, page)
  showFlow(method, page)
  showCommand(method, reference, page)
  showHistory(method, page)
  showTl(method, page, terminal)
}

function showAccess({ access, implemented }: MethodEntry, page: Page, terminal: Terminal): void {
  const rows: readonly (readonly [who: string, permission: Permission])[] = [
    ['users', access.users],
    ['bots', access.bots],
    ['before login', access.beforeLogin],
    ['over a business connection', access.business],
  ]
  page.heading('Who may call it')
  for (const [who, permission] of rows) {
    page.line(`  ${who.padEnd(26)}  ${answerOf(permission, terminal)}`)
    if (permission.note !== undefined) page.text(permission.note, '      ')
  }
  const sources = new Set(rows.map(([, { source, date }]) => (date === undefined ? source : `${source} (${date})`)))
  for (const source of sources) page.line(terminal.style('dim', wrapText(`Source: ${source}`, terminal.width, '  ')))
  if (implemented !== undefined) page.line(`  chappe's data center answers it: ${implemented ? 'yes' : 'not yet'}`)
}

function answerOf({ answer }: Permission, terminal: Terminal): string {
  switch (answer) {
    case 'yes':
      return terminal.style('green', 'yes')
    case 'no':
      return terminal.style('red', 'no')
    case 'seen':
      return `${terminal.style('green', 'yes')} (seen in clients, not in the official list)`
    case 'unknown':
      return 'not known'
  }
}

function showErrors(errors: readonly ErrorRef[], page: Page): void {
  page.list(
    errors.map(({ code, title, description, remedy }) => ({
      name: `${code}  ${title}`,
      description: [description, remedy].filter(text => text !== '').join('\n'),
    })),
  )
  page.text(
    `${errors.length === 0 ? 'None are listed, but any' : 'Any'} method may answer the general ones${
      errors.length === 0 ? '' : ' besides'
    }: 420 FLOOD_WAIT_X, 401 AUTH_KEY_UNREGISTERED, 500.`,
    '  ',
  )
}

function showFlow({ name, flow }: MethodEntry, page: Page): void {
  if (flow === undefined) return
  const line = (way: string, { label, when }: FlowNeighbour) => page.text(`${way} ${label}: ${when}`, '  ')
  page.heading('Before and after')
  // A call that may follow itself is told once.
  for (const neighbour of flow.before.filter(({ method }) => method !== name)) line('from', neighbour)
  for (const neighbour of flow.after) line('to', neighbour)
}

function showCommand({ name }: MethodEntry, reference: Reference, page: Page): void {
  const command = reference.examples?.method(name)?.command
  if (command === undefined) return
  page.heading('Example')
  page.line(`  ${command}`)
}
