import { entriesOf, summaryOfEntry } from '../json/index-json.ts'
import { folders } from '../model/addresses.ts'
import type { Entry, EntryKind, Reference } from '../model/model.ts'
import { frontMatter } from './front-matter.ts'
import { MarkdownWriter } from './writer.ts'

/** The Markdown twin of an index: every name of a kind with one sentence, by namespace. */
export function indexMarkdown(kind: EntryKind, reference: Reference): string {
  const folder = folders[kind]
  const title = folder.charAt(0).toUpperCase() + folder.slice(1)
  const page = new MarkdownWriter(reference, `${folder}/index.html`)
  page.heading(1, title)
  for (const [namespace, entries] of Map.groupBy(entriesOf(kind, reference), namespaceOf)) {
    if (namespace !== '') page.heading(2, namespace)
    page.table(
      ['Name', 'Description'],
      entries.map(entry => [page.link(nameOf(entry), entry.urls.html), summaryOfEntry(entry)]),
    )
  }
  return frontMatter({ title, description: `All ${folder} of the Telegram API` }) + page.text()
}

function namespaceOf(entry: Entry): string {
  return 'namespace' in entry ? entry.namespace : ''
}

function nameOf(entry: Entry): string {
  return entry.kind === 'error' ? entry.title : entry.name
}
