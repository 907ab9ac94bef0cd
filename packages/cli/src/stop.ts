/** Somebody asked the command to end: by Ctrl-C or by a signal. Its exit code is the one that shells give such an end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly exitCode: number

  constructor(signal: StopSignal) {
    super(`ended by ${signal}`)
    this.exitCode = 128 + stopSignals[signal]
  }
}

const stopSignals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const
type StopSignal = keyof typeof stopSignals

/**
 * A second request within this time, in milliseconds, counts as the first: a terminal sends Ctrl-C to every process of the
 * group, and the launcher passes its own on.
 */
const sameRequestMs = 500

/**
 * Watches for requests to end. The first one aborts the signal with {@link Interrupted}, so that a command can finish
 * cleanly; the next one ends the process at once.
 */
export function watchStopRequests(): AbortSignal {
  const controller = new AbortController()
  let firstAt = 0
  for (const name of Object.keys(stopSignals) as StopSignal[]) {
    process.on(name, () => {
      const now = performance.now()
      if (controller.signal.aborted && now - firstAt > sameRequestMs) process.exit(128 + stopSignals[name])
      if (controller.signal.aborted) return
      firstAt = now
      controller.abort(new Interrupted(name))
    })
  }
  return controller.signal
}

/** Resolves when the command is asked to end. */
export async function untilStopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return
  const { promise, resolve } = Promise.withResolvers<void>()
  stop.addEventListener('abort', () => resolve(), { once: true })
  await promise
}
