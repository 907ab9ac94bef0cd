/**
 * What to do about errors by their code, for names that say nothing by themselves. Markdown.
 *
 * @see https://core.telegram.org/api/errors
 */
export const remediesByCode: Readonly<Record<number, string>> = {
  303: 'Repeat the call in the data center that the name tells.',
  400: 'The request is wrong: correct what the name tells before calling again.',
  401: 'Nobody is logged in with this key: log in first.',
  403: 'This account may not do that; repeating the call does not help.',
  404: 'Nothing is there; check the names and ids sent.',
  406: 'Show no text of your own: the server sends one in {@link updateServiceNotification}.',
  420: 'Wait before calling again.',
  500: 'The server failed: call again after a pause that grows each time.',
}

/** Codes that say more than the last words of a name: whatever it is called, nobody is logged in, or a popup tells it. */
export const tellingCodes: ReadonlySet<number> = new Set([401, 406])
