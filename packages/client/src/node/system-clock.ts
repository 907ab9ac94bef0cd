import type { Clock } from '../clock.ts'

/** Longest delay of `setTimeout`; a longer one would fire at once. */
const delayMsMax = 2 ** 31 - 1

/** The clock and timers of the process. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(atMs, task, options) {
    const timer = setTimeout(task, Math.min(Math.max(0, atMs - Date.now()), delayMsMax))
    if (!options?.keepAlive) timer.unref()
    return { cancel: () => clearTimeout(timer) }
  },
  // After the callbacks of this turn of the event loop, and before it sleeps.
  defer: task => void setImmediate(task),
}
