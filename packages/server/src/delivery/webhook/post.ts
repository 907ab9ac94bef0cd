import type { Clock } from '../../clock.ts'

/** A request to be posted. */
export interface PostRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What came back: at most {@link answerBytesMax} of the body, as text. */
export interface PostAnswer {
  readonly status: number
  readonly text: string
  /** Milliseconds that the server asks to wait, by `Retry-After`. */
  readonly retryAfterMs: number | undefined
}

/** Sending a request did not get an answer. `reached` is false when the server certainly did not see it. */
export class PostError extends Error {
  readonly code: string
  readonly reached: boolean

  constructor(code: string, explanation: string, reached: boolean) {
    super(`[${code}] ${explanation}`)
    this.name = 'PostError'
    this.code = code
    this.reached = reached
  }
}

/**
 * Posts a request and reads a bounded answer. Redirections are not followed: the body would go to somebody else.
 *
 * @param timeoutMs - from connecting to the end of the answer
 * @throws {PostError} `TIMEOUT`, or the code of the network's error
 * @throws `signal.reason` when the signal aborts
 */
export async function post(
  request: PostRequest,
  options: { readonly clock: Clock; readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<PostAnswer> {
  const { clock, timeoutMs, signal } = options
  signal.throwIfAborted()
  const late = new AbortController()
  const timer = clock.schedule(clock.now() + timeoutMs, () => late.abort())
  try {
    const { url, headers, body } = request
    const both = AbortSignal.any([signal, late.signal])
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: both })
    return {
      status: response.status,
      text: await readBounded(response),
      retryAfterMs: retryAfterOf(response, clock.now()),
    }
  } catch (error) {
    signal.throwIfAborted()
    if (late.signal.aborted) throw new PostError('TIMEOUT', `no answer within ${timeoutMs} ms`, true)
    throw networkError(error)
  } finally {
    timer.cancel()
  }
}

/** Answers of gateways are small; what follows is not read. */
export const answerBytesMax: number = 64 * 1024

async function readBounded(response: Response): Promise<string> {
  if (response.body === null) return ''
  const parts: Uint8Array[] = []
  let room = answerBytesMax
  // Leaving the loop early cancels the stream, and with it the connection.
  for await (const part of response.body) {
    parts.push(part.subarray(0, room))
    room -= part.length
    if (room <= 0) break
  }
  return Buffer.concat(parts).toString('utf8')
}

function retryAfterOf(response: Response, nowMs: number): number | undefined {
  const value = response.headers.get('retry-after')
  if (value === null) return undefined
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000
  const atMs = Date.parse(value)
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs)
}

/** With these the request did not leave. */
const notReached: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
])

function networkError(error: unknown): PostError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'NETWORK'
  return new PostError(code, 'the server could not be reached, or broke off', !notReached.has(code))
}
