import { readFileSync } from 'node:fs'
import { CommanderError } from 'commander'
import { usageError } from './command-error.ts'
import { ignoreEmptyVariables } from './empty-variables.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { sayFailure } from './say-failure.ts'
import { watchStopRequests } from './stop.ts'
import { allowEarlyReaders, createTerminal } from './terminal.ts'
import { refuseUnknownCommand } from './unknown-command.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
const words = process.argv.slice(2)
const terminal = createTerminal()
allowEarlyReaders()
const program = createProgram(terminal, version, watchStopRequests())
ignoreEmptyVariables(program, process.env)

try {
  if (words.length === 0) program.outputHelp()
  else {
    refuseUnknownCommand(program, words)
    await program.parseAsync(words, { from: 'user' })
  }
} catch (error) {
  const isHelp = error instanceof CommanderError && error.exitCode === exitCodes.success
  // Looked for by hand: a command line that cannot be read has no options yet.
  if (!isHelp) process.exitCode = sayFailure(explain(error), terminal, words.includes('--json'))
}

// Commander's complaints come with its own prefix and suggestion; ours have a hint line.
function explain(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error
  const [message = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const [word = ''] = words
  const help = program.commands.some(command => command.name() === word) ? `chappe help ${word}` : 'chappe --help'
  return usageError(message, suggestion?.replace(/^\((.*)\)$/, '$1') ?? `See "${help}".`)
}
