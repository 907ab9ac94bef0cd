import type { ErrorEntry, Reference } from '../model/model.ts'
import { frontMatter } from './front-matter.ts'
import { plainText } from './links.ts'
import { escapeText, MarkdownWriter } from './writer.ts'

/** The twin of an error's page. */
export function errorMarkdown(reference: Reference, error: ErrorEntry): string {
  const page = new MarkdownWriter(reference, error.urls.html)
  page.heading(1, `Error: ${escapeText(error.title)}`)
  page.paragraph('[Back to errors index](index.html)')
  page.paragraph(error.description)
  for (const variant of error.variants) page.paragraph(`Also described so (${variant.code}): ${variant.description}`)
  page.heading(3, `Code: **${error.codes.join(', ')}**`)
  page.heading(3, 'What to do:')
  page.paragraph(error.remedy)
  page.heading(3, 'Thrown by:')
  page.paragraph(thrownByText(page, error))
  const description = plainText(error.description)
  return frontMatter({ title: error.title, description, parent: 'Errors' }) + page.text()
}

function thrownByText(page: MarkdownWriter, error: ErrorEntry): string {
  const names = page.names(error.thrownBy)
  if (error.general) return names === '' ? 'Any method.' : `Any method; listed for ${names}`
  return names === '' ? 'No method in particular is known to answer it.' : names
}
