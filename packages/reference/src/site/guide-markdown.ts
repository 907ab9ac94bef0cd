import { linkPages } from '../markdown/links.ts'
import type { Reference } from '../model/model.ts'
import type { Guide } from './context.ts'

/** The Markdown twin of a guide: names become links, and links start at the guide's own folder. */
export function guideMarkdown({ slug, title, markdown }: Guide, reference: Reference): string {
  const fromFolder = markdown.replace(/\]\((?!https?:|\.\.\/|#|\{)/g, '](../')
  return `# ${title}\n\n${linkPages(reference, fromFolder, `guides/${slug}.html`)}`
}
