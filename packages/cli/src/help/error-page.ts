import type { ErrorEntry } from '@chappe/reference'
import type { Terminal } from '../terminal.ts'
import { wrapText } from '../wrap-text.ts'
import { createPage } from './page.ts'

/** Shows an error of the API. */
export function showError(error: ErrorEntry, terminal: Terminal): void {
  const page = createPage(terminal)
  page.title(error.title, 'error')
  page.text(`${error.codes.map(code => `${code} (${classes[code] ?? 'an error'})`).join(', ')}: ${error.description}`)
  for (const { code, description } of error.variants) page.text(`${code}: ${description}`)
  page.heading('What to do')
  page.text(error.remedy, '  ')
  page.heading(`Methods that answer it (${error.thrownBy.length})`)
  if (error.thrownBy.length === 0) page.text('None is listed: an error that any method may answer.', '  ')
  else page.line(wrapText(error.thrownBy.map(({ name }) => name).join('  '), terminal.width, '  '))
  if (error.urls.official !== undefined) page.url(error.urls.official)
}

/** What the classes of errors have in common. @see https://core.telegram.org/api/errors */
const classes: Readonly<Record<number, string>> = {
  303: 'go to another data center',
  400: 'the request is wrong',
  401: 'log in first',
  403: 'not allowed',
  404: 'not found',
  406: 'not acceptable',
  420: 'too often',
  500: 'the server failed',
}
