/** A timer that was set; cancelling twice, or after it fired, is harmless. */
export interface Timer {
  cancel(): void
}

/** The only source of time in the client, so that tests can hold time still. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /**
   * Runs `task` once when the clock reaches `atMs`, or as soon as possible when that has passed.
   * A timer keeps a process alive only with `keepAlive`; default false.
   */
  setTimer(atMs: number, task: () => void, options?: { readonly keepAlive?: boolean }): Timer
  /** Runs `task` after the code that is running now, so that calls made together are sent together. */
  defer(task: () => void): void
}
