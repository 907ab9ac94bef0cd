import type { Clock } from '../clock.ts'

/** Runs a task with a signal that aborts with the caller's, or by a `TimeoutError` when the time is over. */
export async function withTimeLimit<T>(
  clock: Clock,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const timer = clock.setTimer(
    clock.now() + timeoutMs,
    () => limit.abort(new DOMException(`the call took more than ${timeoutMs} ms`, 'TimeoutError')),
    { keepAlive: true },
  )
  try {
    return await task(signal ? AbortSignal.any([signal, limit.signal]) : limit.signal)
  } finally {
    timer.cancel()
  }
}
