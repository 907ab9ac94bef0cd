import { exitCodes } from './exit-codes.ts'
import { Interrupted } from './stop.ts'
import type { Terminal } from './terminal.ts'
import { wrapText } from './wrap-text.ts'

/**
 * Says why the command failed and returns the exit code for it. For people: a line and a hint on stderr. For programs
 * (`--json`): one object on stdout, `{ "error": { "code", "message", … } }`, in the place of the answer.
 */
export function sayFailure(error: unknown, terminal: Terminal, json: boolean): number {
  if (error instanceof Interrupted) {
    // The cursor stands behind "^C".
    if (terminal.isScreen) terminal.note()
    return error.exitCode
  }
  const failure = error instanceof Error ? error : new Error(String(error))
  if (json) terminal.out(JSON.stringify({ error: facts(failure) }))
  else {
    terminal.note(wrapText(`${terminal.noteStyle('red', 'error:')} ${oneLine(failure.message)}`, terminal.width))
    const hint = textOf(failure, 'hint')
    if (hint !== undefined) terminal.note(terminal.noteStyle('dim', wrapText(hint, terminal.width)))
  }
  return exitCodeOf(failure)
}

function facts(failure: Error): Record<string, unknown> {
  const rpc = rpcErrorOf(failure)
  const hint = textOf(failure, 'hint')
  return {
    code: rpc === undefined ? (textOf(failure, 'code') ?? 'FAILED') : rpc.error_message,
    ...(rpc && { error_code: rpc.error_code, error_message: rpc.error_message }),
    message: oneLine(failure.message),
    ...(hint !== undefined && { hint }),
  }
}

/** A refusal of the server: the error itself, or what it was told with a hint of ours. */
function rpcErrorOf(failure: Error): RpcFacts | undefined {
  return [failure, failure.cause].find((error): error is RpcFacts => isRpcLike(error))
}

interface RpcFacts {
  readonly error_code: number
  readonly error_message: string
}

// The class itself is not imported: a command that fails at its first option would pay for it.
function isRpcLike(error: unknown): error is RpcFacts {
  return error instanceof Error && 'error_code' in error && typeof error.error_code === 'number'
}

function exitCodeOf(error: Error): number {
  if ('exitCode' in error && typeof error.exitCode === 'number') return error.exitCode
  if ('error_code' in error) return exitCodes.rpcError
  return error.name === 'UsageError' || error.name === 'TlEncodeError' ? exitCodes.usage : exitCodes.failure
}

function textOf(error: object, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Text from the other side must not move the cursor or look like lines of ours. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, ' ').trim()
}
