import type { Clock } from '../../clock.ts'
import { type PostAnswer, PostError, type PostRequest, post } from './post.ts'

/** What an answer means. */
export type Verdict =
  | { readonly taken: true }
  /** `again`: the same request may succeed later. */
  | { readonly taken: false; readonly again: boolean; readonly failure: string }

/** How a request is repeated. */
export interface RepeatOptions {
  readonly clock: Clock
  readonly attemptsMax: number
  readonly attemptTimeoutMs: number
  /** Whether a repeat of a request that may have arrived does no harm. Else only certain failures are repeated. */
  readonly idempotent: boolean
  readonly signal: AbortSignal
}

/**
 * Posts a request until it was taken, with growing pauses in between.
 *
 * @param request - makes the request anew for each attempt: a signature holds the time
 * @throws what the last attempt failed with, when there was no taker
 */
export async function postUntilTaken(
  request: (nowMs: number) => PostRequest,
  judge: (answer: PostAnswer) => Verdict,
  options: RepeatOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { verdict, retryAfterMs } = await postOnce(request(options.clock.now()), judge, options)
    if (verdict.taken) return
    const pauseMs = retryAfterMs ?? pauseFirstMs * 2 ** (attempt - 1)
    if (!verdict.again || attempt >= options.attemptsMax || pauseMs > pauseMaxMs) {
      throw new PostError(
        'NOT_TAKEN',
        attempt === 1 ? verdict.failure : `${verdict.failure} (attempt ${attempt})`,
        true,
      )
    }
    await pause(pauseMs, options)
  }
}

const pauseFirstMs = 200
/** Who asks to wait longer is given up: a client waits for the answer. */
const pauseMaxMs = 10_000

/** Judges by status alone: 2xx is taken; 408, 425, 429 and 5xx may be repeated. */
export function judgeStatus({ status, text }: PostAnswer): Verdict {
  if (status >= 200 && status < 300) return { taken: true }
  const again = status === 408 || status === 425 || status === 429 || status >= 500
  return { taken: false, again, failure: `HTTP ${status}${text === '' ? '' : `: ${text.slice(0, textLengthMax)}`}` }
}

/** Far more than the log keeps: what it blots out must not be cut in two before. */
const textLengthMax = 2_000

async function postOnce(
  request: PostRequest,
  judge: (answer: PostAnswer) => Verdict,
  options: RepeatOptions,
): Promise<{ readonly verdict: Verdict; readonly retryAfterMs: number | undefined }> {
  try {
    const answer = await post(request, {
      clock: options.clock,
      timeoutMs: options.attemptTimeoutMs,
      signal: options.signal,
    })
    const verdict = judge(answer)
    // A server that broke while it worked may have done it all the same.
    const uncertain = answer.status >= 500 && answer.status !== 503
    if (!verdict.taken && uncertain && !options.idempotent)
      return { verdict: { ...verdict, again: false }, retryAfterMs: undefined }
    return { verdict, retryAfterMs: answer.retryAfterMs }
  } catch (error) {
    if (!(error instanceof PostError)) throw error
    const again = options.idempotent || !error.reached
    return { verdict: { taken: false, again, failure: error.message }, retryAfterMs: undefined }
  }
}

/** @throws `signal.reason` when the signal aborts first */
function pause(ms: number, { clock, signal }: RepeatOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const abort = (): void => {
    timer.cancel()
    reject(signal.reason)
  }
  const timer = clock.schedule(clock.now() + ms, () => {
    signal.removeEventListener('abort', abort)
    resolve()
  })
  signal.addEventListener('abort', abort, { once: true })
  return promise
}
