import type { EntryRef, Reference, TypeEntry } from '../model/model.ts'
import { historySection } from './declaration.ts'
import { frontMatter } from './front-matter.ts'
import { plainText, summaryOf } from './links.ts'
import { escapeText, MarkdownWriter } from './writer.ts'

/** The twin of a type's page. */
export function typeMarkdown(reference: Reference, type: TypeEntry): string {
  const page = new MarkdownWriter(reference, type.urls.html)
  page.heading(1, `Type: ${escapeText(type.name)}`)
  page.paragraph('[Back to types index](index.html)')
  page.paragraph(type.description)
  if (!type.builtIn) {
    page.heading(3, 'Possible values (constructors):')
    page.table(
      ['Name', 'Description'],
      type.constructors.map(ref => [
        page.link(ref.name, ref.linkTo),
        summaryOf(reference.get('constructor', ref.name)?.description ?? ''),
      ]),
    )
  }
  section(page, 'Methods that return it:', type.returnedBy)
  section(page, 'Methods that accept it:', type.acceptedBy)
  section(page, 'Constructors with a field of it:', type.partOf)
  historySection(page, type.history)
  if (type.urls.official !== undefined) {
    page.paragraph(`In Telegram's documents: [${escapeText(type.name)}](${type.urls.official})`)
  }
  const head = frontMatter({
    title: type.name,
    description: plainText(type.description),
    parent: 'Types',
    redirectFrom: type.urls.redirectFrom,
  })
  return head + page.text()
}

function section(page: MarkdownWriter, title: string, refs: readonly EntryRef[]): void {
  if (refs.length === 0) return
  page.heading(3, title)
  page.paragraph(page.names(refs))
}
