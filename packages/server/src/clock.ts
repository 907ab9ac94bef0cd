/** A source of time and of wake-ups. Everything in the server that depends on time takes one, so that a test can own it. */
export interface Clock {
  /** Returns milliseconds since the Unix epoch. */
  now(): number
  /**
   * Runs a task once, at or soon after a moment.
   *
   * @param atMs - milliseconds since the Unix epoch; a moment that has passed runs the task at the next opportunity
   * @returns a handle whose `cancel` may be called at any time, also after the task has run
   */
  schedule(atMs: number, task: () => void): { cancel(): void }
}

/** The clock of the machine. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(atMs, task) {
    let timer: NodeJS.Timeout | undefined
    const wait = (): void => {
      const leftMs = atMs - Date.now()
      // setTimeout fires at once for delays above 2^31 − 1 ms, so that a far moment is reached in steps.
      timer = setTimeout(leftMs > timeoutMsMax ? wait : task, Math.min(Math.max(leftMs, 0), timeoutMsMax)).unref()
    }
    wait()
    return { cancel: () => clearTimeout(timer) }
  },
}

const timeoutMsMax = 0x7fffffff
