/** A route of the console's API. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With `:name` where a value stands. */
  readonly path: string
  /** Names that it takes after the question mark. */
  readonly query?: readonly string[]
  /** Names of the JSON object that it takes; those with a question mark may be left out. */
  readonly body?: readonly string[]
  /** What it does, in a few words. */
  readonly does: string
}

/** All routes of the API: what the console's first page lists, and which parameters there are. */
export const apiRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: '/api/inbox', query: ['phone_number'], does: 'What phones would have received, oldest first' },
  { method: 'DELETE', path: '/api/inbox', query: ['phone_number'], does: 'Empties the inbox' },
  { method: 'GET', path: '/api/health', does: 'Whether it is up, for how many seconds, with how many connections' },
  { method: 'GET', path: '/api/bots', does: 'The bots' },
  { method: 'POST', path: '/api/bots', body: ['name', 'username', 'dc?'], does: 'Makes a bot and shows its token' },
  { method: 'POST', path: '/api/bots/:username/token', does: 'Replaces a token and ends its sessions' },
  { method: 'GET', path: '/api/bans', does: 'The banned numbers' },
  { method: 'POST', path: '/api/bans', body: ['phone_number'], does: 'Bans a number and ends its sessions' },
  { method: 'DELETE', path: '/api/bans/:phone_number', does: 'Lifts a ban' },
  { method: 'GET', path: '/api/payments', does: 'Logins that have to be paid for' },
  { method: 'POST', path: '/api/payments/:id/settle', does: 'The money has arrived: sends the code' },
  { method: 'POST', path: '/api/payments/:id/fail', does: 'The money will not arrive' },
  {
    method: 'POST',
    path: '/api/web-tokens',
    body: ['phone_number', 'lifetimeSeconds?'],
    does: 'Makes a token by which a web page lets somebody in',
  },
]
