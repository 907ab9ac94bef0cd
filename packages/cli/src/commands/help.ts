import { allNames, describe, type EntryDocumentation, type TypeDocumentation } from '@chappe/schema/docs'
import { closestNames } from '../closest-names.ts'
import { usageError } from '../command-error.ts'
import type { Terminal } from '../terminal.ts'
import { terminalText } from '../terminal-text.ts'

/** Shows the page of a method, constructor or type in the terminal. */
export function showHelp(name: string, terminal: Terminal): void {
  const entry = describe(name)
  if (entry === undefined) {
    const close = closestNames(name, allNames())
    throw usageError(
      `there is no method, constructor or type named ${name}`,
      close.length > 0 ? `Did you mean ${close.join(', ')}?` : 'Names are spelled as in the schema: auth.resendCode.',
    )
  }
  if (entry.kind === 'type') showType(entry, terminal)
  else showEntry(entry, terminal)
}

function showEntry(entry: EntryDocumentation, terminal: Terminal): void {
  const heading = (text: string) => terminal.out(`\n${terminal.style('bold', text)}`)
  terminal.out(
    `${terminal.style(['bold', 'cyan'], entry.name)}  ${terminal.style('dim', `${entry.kind} #${entry.id}`)}`,
  )
  terminal.out(terminalText(entry.description) || 'The schema has no description of it.')

  heading(entry.kind === 'method' ? 'Parameters' : 'Fields')
  const width = Math.max(0, ...entry.fields.map(field => field.name.length))
  for (const field of entry.fields) {
    const optional = field.required ? '' : terminal.style('dim', ' (optional)')
    terminal.out(`  ${field.name.padEnd(width)}  ${terminal.style('green', field.type)}${optional}`)
    if (field.description) terminal.out(`  ${' '.repeat(width)}  ${terminalText(field.description)}`)
  }
  if (entry.fields.length === 0) terminal.out('  none')

  heading('Result')
  terminal.out(`  ${terminal.style('green', entry.result)}`)
  if (entry.kind === 'method') showMethodFacts(entry, terminal, heading)

  heading('TL')
  terminal.out(`  ${entry.tl}`)
  terminal.out(`\n${terminal.style('dim', entry.url)}`)
}

function showMethodFacts(entry: EntryDocumentation, terminal: Terminal, heading: (text: string) => void): void {
  const { access, errors } = entry
  if (access !== undefined) {
    heading('Who may call it')
    const yesNo = (yes: boolean) => (yes ? terminal.style('green', 'yes') : terminal.style('red', 'no'))
    terminal.out(
      `  users ${yesNo(access.users)}, bots ${yesNo(access.bots)}, before login ${yesNo(access.beforeLogin)}`,
    )
    terminal.out(`  over a business connection ${yesNo(access.businessConnection === 'yes')}`)
  }
  heading('Errors')
  for (const error of errors) {
    terminal.out(
      `  ${String(error.code).padEnd(4)} ${terminal.style('yellow', error.name)}  ${terminalText(error.description)}`,
    )
  }
  terminal.out(
    errors.length === 0
      ? '  none listed; any method may answer FLOOD_WAIT_X and the general ones'
      : '  and those that any method may answer',
  )
}

function showType(type: TypeDocumentation, terminal: Terminal): void {
  terminal.out(`${terminal.style(['bold', 'cyan'], type.name)}  ${terminal.style('dim', 'type')}`)
  terminal.out(terminalText(type.description) || 'The schema has no description of it.')
  terminal.out(`\n${terminal.style('bold', 'Constructors')}`)
  for (const name of type.constructors) {
    const entry = describe(name)
    const what = entry !== undefined && entry.kind !== 'type' ? terminalText(entry.description).split('\n')[0] : ''
    terminal.out(`  ${name}  ${terminal.style('dim', what ?? '')}`)
  }
  terminal.out(`\n${terminal.style('dim', type.url)}`)
}
