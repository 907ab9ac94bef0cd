import { describe, type EntryDocumentation, type TypeDocumentation } from '@chappe/schema/docs'
import type { ErrorFact } from '@chappe/schema/facts'
import type { Terminal } from '../terminal.ts'
import { wrapText } from '../wrap-text.ts'
import { createPage, firstSentence, type ListItem, type Page } from './page.ts'

/** Shows a method or a constructor. */
export function showEntry(entry: EntryDocumentation, terminal: Terminal): void {
  const page = createPage(terminal)
  const isMethod = entry.kind === 'method'
  page.title(entry.name, `${entry.kind} #${entry.id}`)
  page.text(entry.description || 'The schema has no description of it.')

  page.heading(isMethod ? 'Parameters' : 'Fields')
  page.list(entry.fields.map(fieldItem))

  page.heading(isMethod ? 'Result' : 'Type')
  page.text(`${terminal.style('green', entry.result)}${isMethod ? choices(entry.result) : ''}`, '  ')
  if (isMethod) {
    showAccess(entry, page, terminal)
    page.heading('Errors')
    showErrors(entry.errors, page)
  }

  page.heading('TL')
  page.line(terminal.style('dim', wrapText(entry.tl, terminal.width, '  ')))
  page.url(entry.url)
}

/** Shows a type with its constructors. */
export function showType(type: TypeDocumentation, terminal: Terminal): void {
  const page = createPage(terminal)
  page.title(type.name, 'type')
  page.text(type.description || 'The schema has no description of it.')
  page.heading('Constructors')
  page.list(
    type.constructors.map(name => {
      const entry = describe(name)
      return { name, description: entry === undefined ? '' : firstSentence(entry.description) }
    }),
  )
  page.url(type.url)
}

/** What an answer can be, where that says more than the name of its type. */
function choices(result: string): string {
  const type = describe(result)
  if (type?.kind !== 'type' || type.constructors.length < 2) return ''
  const shown = type.constructors.slice(0, choicesMax)
  return `: ${shown.join(', ')}${type.constructors.length > choicesMax ? ', …' : ''}`
}

const choicesMax = 12

function fieldItem({ name, type, required, description }: EntryDocumentation['fields'][number]): ListItem {
  const bare = type.replace(/^\w+\.\d+\?/, '')
  return { name, label: required ? bare : `${bare}, optional`, description }
}

function showAccess({ access }: EntryDocumentation, page: Page, terminal: Terminal): void {
  if (access === undefined) return
  const yes = terminal.style('green', 'yes')
  const no = terminal.style('red', 'no')
  const business = { yes, no, seen: `${yes} (seen in clients, not in the official list)` }
  const rows = [
    ['users', access.users ? yes : no],
    ['bots', access.botsKnown ? (access.bots ? yes : no) : 'not known'],
    ['before login', access.beforeLogin ? yes : no],
    ['over a business connection', business[access.businessConnection]],
  ] as const
  page.heading('Who may call it')
  for (const [who, answer] of rows) page.line(`  ${who.padEnd(26)}  ${answer}`)
}

function showErrors(errors: readonly ErrorFact[], page: Page): void {
  page.list(
    errors.map(({ code, name, description }) => ({
      name: `${code}  ${name.replace('%d', 'X')}`,
      description,
    })),
  )
  page.text(
    errors.length === 0
      ? 'None are listed, but any method may answer the general ones: 420 FLOOD_WAIT_X, 401 AUTH_KEY_UNREGISTERED, 500.'
      : 'Any method may answer the general ones besides: 420 FLOOD_WAIT_X, 401 AUTH_KEY_UNREGISTERED, 500.',
    '  ',
  )
}
