import { raw, html as template } from 'hono/html'

/** Text that is HTML already; everything else is escaped when it is put into a template. */
export type Html = ReturnType<typeof raw>

/** What a template takes between its pieces. */
export type Part = Html | string | number | false | undefined | readonly Part[]

/** Builds HTML from a template; strings are escaped, lists are joined. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  // Only promises among the parts would make the answer a promise, and the type of parts has none.
  return template(strings, ...parts) as Html
}

/** Takes text as HTML that was made elsewhere. */
export function trusted(text: string): Html {
  return raw(text)
}

/** Nothing, where a template wants a part. */
export const nothing: Html = raw('')
