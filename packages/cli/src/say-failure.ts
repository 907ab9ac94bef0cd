import { exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** Says on stderr why the command failed, in one line and a hint, and returns the exit code for it. */
export function sayFailure(error: unknown, terminal: Terminal): number {
  const failure = error instanceof Error ? error : new Error(String(error))
  terminal.note(`${terminal.noteStyle('red', 'error:')} ${failure.message}`)
  if ('hint' in failure && typeof failure.hint === 'string') terminal.note(terminal.noteStyle('dim', failure.hint))
  return exitCodeOf(failure)
}

function exitCodeOf(error: Error): number {
  if ('exitCode' in error && typeof error.exitCode === 'number') return error.exitCode
  if ('error_code' in error) return exitCodes.rpcError
  return error.name === 'UsageError' || error.name === 'TlEncodeError' ? exitCodes.usage : exitCodes.failure
}
