/** How much a line matters, from the least to the most. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What may stand in a log line: plain facts. Keys, codes, hashes and message bodies never do. */
export type LogFields = Readonly<Record<string, string | number | bigint | boolean | undefined>>

/**
 * Receives what the data center has to say. `event` is a stable dotted name (`rpc.call`, `tcp.closed`);
 * the fields are its values.
 */
export interface Log {
  debug(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  error(event: string, fields?: LogFields): void
}

/** One line of the log before it is written. */
export interface LogEntry {
  readonly level: LogLevel
  readonly event: string
  readonly fields: LogFields
}

/**
 * Makes a log that hands every entry at or above `level` to `write`.
 *
 * Fields whose name says that they hold a secret (a key, code, hash, token, password or salt, except the public
 * `auth_key_id` and `fingerprint`) are replaced by `[redacted]`, so that a careless line cannot leak one.
 */
export function createLog(level: LogLevel | 'silent', write: (entry: LogEntry) => void): Log {
  const floor = level === 'silent' ? Number.POSITIVE_INFINITY : order.indexOf(level)
  const emit = (at: LogLevel, event: string, fields: LogFields): void => {
    if (order.indexOf(at) >= floor) write({ level: at, event, fields: redact(fields) })
  }
  return {
    debug: (event, fields = {}) => emit('debug', event, fields),
    info: (event, fields = {}) => emit('info', event, fields),
    warn: (event, fields = {}) => emit('warn', event, fields),
    error: (event, fields = {}) => emit('error', event, fields),
  }
}

/** A log that says nothing: the default of a data center inside another program. */
export const silentLog: Log = createLog('silent', () => {})

/** Writes an entry as one line: time, level, event and `name=value` pairs. Control characters are escaped. */
export function formatLogEntry(entry: LogEntry, nowMs: number): string {
  const pairs = Object.entries(entry.fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${formatValue(value)}`)
  return `${new Date(nowMs).toISOString()} ${entry.level} ${entry.event}${pairs.join('')}`
}

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

const secretNames: readonly string[] = ['key', 'code', 'hash', 'token', 'password', 'secret', 'salt', 'nonce', 'body']
const publicNames: ReadonlySet<string> = new Set(['auth_key_id', 'error_code', 'fingerprint'])

function redact(fields: LogFields): LogFields {
  const clean: Record<string, LogFields[string]> = {}
  for (const [name, value] of Object.entries(fields)) {
    const secret = !publicNames.has(name) && secretNames.some(word => name.toLowerCase().includes(word))
    clean[name] = secret && value !== undefined ? '[redacted]' : value
  }
  return clean
}

function formatValue(value: LogFields[string]): string {
  const text = String(value)
  // Values may come from outside: a line break in one of them must not look like a second log line.
  return /^[\w.:+/@[\]-]+$/.test(text) ? text : JSON.stringify(text)
}
