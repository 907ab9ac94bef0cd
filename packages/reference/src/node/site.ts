import type { Reference } from '../model/model.ts'
import { type Rendered, renderNotFound, renderPath } from '../render.ts'
import { readContent } from './content.ts'

/**
 * The whole site of a reference, rendered when asked for: what a web server mounts. The function takes a path from the
 * root of the site; where nothing is, it answers a page with the status 404.
 */
export function siteOf(reference: Reference): (path: string) => Rendered {
  const content = readContent()
  return path => renderPath(reference, path, content) ?? renderNotFound(reference, path, content)
}
