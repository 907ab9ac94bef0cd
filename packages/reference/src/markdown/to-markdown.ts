import type { Entry, Reference } from '../model/model.ts'
import { constructorMarkdown } from './constructor.ts'
import { errorMarkdown } from './error.ts'
import { layerMarkdown } from './layer.ts'
import { methodMarkdown } from './method.ts'
import { typeMarkdown } from './type.ts'

/**
 * The Markdown twin of a page, with the head that sites with the Just the Docs theme read. It says all that the page
 * says; its links are relative and lead to the HTML pages.
 */
export function toMarkdown(entry: Entry, reference: Reference): string {
  switch (entry.kind) {
    case 'method':
      return methodMarkdown(reference, entry)
    case 'constructor':
      return constructorMarkdown(reference, entry)
    case 'type':
      return typeMarkdown(reference, entry)
    case 'error':
      return errorMarkdown(reference, entry)
    case 'layer':
      return layerMarkdown(reference, entry)
  }
}
