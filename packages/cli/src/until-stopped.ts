/** Resolves when the process is asked to end, by Ctrl-C or by a signal; a second request ends it at once. */
export async function untilStopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const keepAlive = setInterval(() => undefined, 0x7fffffff)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  await promise
  clearInterval(keepAlive)
}
