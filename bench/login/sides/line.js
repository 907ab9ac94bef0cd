// One process of the benchmark, told by its parent what to do: a message { run, words } is answered with what came out
// and with the processor time that this process took for it, in microseconds.

/** Serves the parent's commands, each a function of its words. */
export function serveParent(commands) {
  process.on('message', async ({ run, words }) => {
    try {
      const before = process.cpuUsage()
      const result = await commands[run](...words)
      const { user, system } = process.cpuUsage(before)
      process.send({ result, cpu: user + system })
    } catch (error) {
      process.send({ failure: String(error?.stack ?? error) })
    }
  })
  process.on('disconnect', () => process.exit())
  process.send('ready')
}
