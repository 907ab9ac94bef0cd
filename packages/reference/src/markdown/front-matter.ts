/** The head of a page as sites with the Just the Docs theme read it. */
export interface FrontMatter {
  readonly title: string
  /** Plain text on one line. */
  readonly description: string
  /** The index that the page belongs to: `Methods`. */
  readonly parent?: string
  /** Addresses relative to the root of the site. */
  readonly redirectFrom?: readonly string[]
}

/** The name of the whole in the tree of pages. */
const treeRoot = 'Telegram RPC API'

/** Prints the head of a page. @see https://just-the-docs.com/docs/navigation/ */
export function frontMatter(head: FrontMatter): string {
  const { title, description, parent, redirectFrom = [] } = head
  const lines = [`title: ${quoted(title)}`, `description: ${quoted(description)}`]
  if (parent === undefined) lines.push(`parent: ${quoted(treeRoot)}`)
  else lines.push(`grand_parent: ${quoted(treeRoot)}`, `parent: ${quoted(parent)}`)
  for (const address of redirectFrom.slice(0, 1)) lines.push(`redirect_from: /${address}`)
  return `---\n${lines.join('\n')}\n---\n`
}

// A string of JSON is a string of YAML.
function quoted(text: string): string {
  return JSON.stringify(text)
}
