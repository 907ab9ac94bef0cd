import type { Command } from 'commander'
import { closestNames } from './closest-names.ts'
import { usageError } from './command-error.ts'

/**
 * Refuses a command that does not exist, also one of another command. Commander would answer `--help` behind it with the
 * help of everything, as if that were an answer.
 *
 * @throws {CommandError}
 */
export function refuseUnknownCommand(parent: Command, words: readonly string[], path: readonly string[] = []): void {
  const [word, ...rest] = words
  if (word === undefined || word.startsWith('-') || parent.commands.length === 0) return
  const known = parent.commands.find(command => command.name() === word)
  if (known !== undefined) {
    refuseUnknownCommand(known, rest, [...path, word])
    return
  }
  const close = closestNames(
    word,
    parent.commands.map(command => command.name()),
  )
  const help = path.length === 0 ? 'chappe --help' : `chappe help ${path.join(' ')}`
  const isMethod = path.length === 0 && word.includes('.')
  throw usageError(
    `unknown command '${[...path, word].join(' ')}'`,
    isMethod
      ? `To call a method: chappe call ${word}`
      : close.length > 0
        ? `Did you mean ${close.join(', ')}?`
        : `See "${help}".`,
  )
}
