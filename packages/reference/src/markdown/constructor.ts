import type { ConstructorEntry, ConstructorExample, Reference } from '../model/model.ts'
import { declarationSections, fieldRow, fieldTableHead } from './declaration.ts'
import { frontMatter } from './front-matter.ts'
import { plainText } from './links.ts'
import { wireTable } from './method.ts'
import { escapeText, MarkdownWriter } from './writer.ts'

/** The twin of a constructor's page. */
export function constructorMarkdown(reference: Reference, entry: ConstructorEntry): string {
  const page = new MarkdownWriter(reference, entry.urls.html)
  page.heading(1, `Constructor: ${escapeText(entry.name)}`)
  page.paragraph('[Back to constructors index](index.html)')
  page.paragraph(entry.description)
  page.heading(3, 'Attributes:')
  if (entry.fields.length === 0) page.paragraph('None.')
  page.table(
    fieldTableHead,
    entry.fields.map(field => fieldRow(page, field, field.required ? 'Yes' : 'Optional')),
  )
  page.heading(3, `Type: ${page.type(entry.memberOf)}`)
  if (entry.returnedBy.length > 0) page.paragraph(`Returned by: ${page.names(entry.returnedBy)}`)
  if (entry.usedIn.length > 0) page.paragraph(`Used in: ${page.names(entry.usedIn)}`)
  const example = reference.examples?.constructor_(entry.name)
  if (example !== undefined) examples(page, example)
  declarationSections(page, entry)
  const head = frontMatter({
    title: entry.name,
    description: plainText(entry.description),
    parent: 'Constructors',
    redirectFrom: entry.urls.redirectFrom,
  })
  return head + page.text()
}

function examples(page: MarkdownWriter, example: ConstructorExample): void {
  page.heading(3, 'Example:')
  page.code(example.value, 'ts')
  wireTable(page, example.wire)
}
