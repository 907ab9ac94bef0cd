import type { FieldEntry, FlowNeighbour, MethodEntry, MethodExample, Reference } from '../model/model.ts'
import { answerText, permissionTitles } from '../model/permission-words.ts'
import { declarationSections, fieldRow, fieldTableHead } from './declaration.ts'
import { frontMatter } from './front-matter.ts'
import { plainText } from './links.ts'
import { escapeText, MarkdownWriter } from './writer.ts'

/** The twin of a method's page. */
export function methodMarkdown(reference: Reference, method: MethodEntry): string {
  const page = new MarkdownWriter(reference, method.urls.html)
  page.heading(1, `Method: ${escapeText(method.name)}`)
  page.paragraph('[Back to methods index](index.html)')
  page.paragraph(method.description)
  for (const warning of method.warnings) page.paragraph(`**Careful:** ${warning.text}`)
  parameters(page, method)
  page.heading(3, `Return type: ${page.type(method.result)}`)
  permissions(page, method)
  errors(page, method)
  flow(page, reference, method)
  notes(page, method)
  const example = reference.examples?.method(method.name)
  if (example !== undefined) examples(page, example)
  declarationSections(page, method)
  const head = frontMatter({
    title: method.name,
    description: plainText(method.description),
    parent: 'Methods',
    redirectFrom: method.urls.redirectFrom,
  })
  return head + page.text()
}

function parameters(page: MarkdownWriter, method: MethodEntry): void {
  page.heading(3, 'Parameters:')
  if (method.parameters.length === 0) page.paragraph('None.')
  page.table(
    fieldTableHead,
    method.parameters.map(parameter => fieldRow(page, parameter, requiredText(parameter))),
  )
  if (method.flagWords.length > 0) {
    const words = method.flagWords.map(word => `\`${word}\``).join(' and ')
    page.paragraph(`${words}: computed from the optional parameters that are given.`)
  }
}

function requiredText(parameter: FieldEntry): string {
  if (!parameter.required) return 'Optional'
  return parameter.filledBy === undefined ? 'Yes' : `Yes; filled by ${parameter.filledBy} when left out`
}

function permissions(page: MarkdownWriter, method: MethodEntry): void {
  for (const [key, title] of permissionTitles) {
    const permission = method.access[key]
    const date = permission.date === undefined ? '' : `, ${permission.date}`
    page.heading(3, `${title}: **${answerText(permission)}**`)
    page.paragraph(`Source: ${permission.source}${date}.${permission.note === undefined ? '' : ` ${permission.note}`}`)
  }
  if (method.implemented !== undefined) {
    page.heading(3, `Does our data center answer it: **${method.implemented ? 'YES' : 'NO'}**`)
  }
}

function errors(page: MarkdownWriter, method: MethodEntry): void {
  page.heading(3, 'Errors:')
  if (method.errors.length === 0) page.paragraph('None is known to be particular to this method.')
  page.table(
    ['Code', 'Name', 'Meaning', 'What to do'],
    method.errors.map(error => [
      String(error.code),
      page.link(error.title, error.linkTo),
      error.description,
      error.remedy,
    ]),
  )
  page.paragraph('Every method can answer the general ones besides: 303 migrations, 401, 420 `FLOOD_WAIT_X` and 500.')
}

function flow(page: MarkdownWriter, reference: Reference, method: MethodEntry): void {
  const place = method.flow
  if (place === undefined) return
  const whole = reference.flows.find(candidate => candidate.id === place.flow)
  page.heading(3, `Flow: ${whole?.title ?? place.flow}`)
  page.paragraph(whole?.description ?? '')
  const line = (word: string, step: FlowNeighbour): string =>
    `${word} ${page.link(step.label, step.linkTo)}: ${step.when}`
  page.list([...place.before.map(step => line('after', step)), ...place.after.map(step => line('then', step))])
}

function notes(page: MarkdownWriter, method: MethodEntry): void {
  for (const note of method.notes) {
    page.heading(3, `About \`${note.parameter}\``)
    page.paragraph(note.text)
  }
}

function examples(page: MarkdownWriter, example: MethodExample): void {
  page.heading(3, 'Example:')
  if (example.before !== undefined) page.paragraph(example.before)
  if (example.program !== undefined) page.code(example.program, 'ts')
  if (example.answer !== undefined) {
    page.paragraph('The answer of our data center:')
    page.code(example.answer, 'ts')
  }
  if (example.everything !== undefined) {
    page.paragraph('With every parameter:')
    page.code(example.everything, 'ts')
  }
  if (example.command !== undefined) {
    page.paragraph('From the command line:')
    page.code(example.command, 'sh')
  }
  wireTable(page, example.wire)
}

/** The bytes of an example, a part a row. */
export function wireTable(page: MarkdownWriter, wire: MethodExample['wire']): void {
  if (wire.length === 0) return
  page.paragraph('On the wire:')
  page.table(
    ['Offset', 'Bytes', 'Field', 'Meaning'],
    wire.map(part => [String(part.offset), `\`${part.hex}\``, `\`${part.field}\``, escapeText(part.meaning)]),
  )
}
