/** What a parent asks of a side: one of its commands, and the words for it. */
interface Order {
  readonly run: string
  readonly words: readonly never[]
}

/**
 * Serves the parent's orders, one at a time. Each is answered with what came out and with the processor time that this
 * process took for it, in microseconds.
 */
export function serveParent(commands: Readonly<Record<string, (...words: never[]) => unknown>>): void {
  process.on('message', async ({ run, words }: Order) => {
    try {
      const before = process.cpuUsage()
      const result = await commands[run]?.(...words)
      const { user, system } = process.cpuUsage(before)
      process.send?.({ result, cpu: user + system })
    } catch (error) {
      process.send?.({ failure: error instanceof Error ? error.stack : String(error) })
    }
  })
  process.on('disconnect', () => process.exit())
  process.send?.('ready')
}
