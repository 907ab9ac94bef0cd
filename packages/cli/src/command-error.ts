import { exitCodes } from './exit-codes.ts'

/** The command cannot go on: `message` says what was wrong, `hint` what to do, `exitCode` how the process ends. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  /** Names the kind of failure for programs. */
  readonly code: string
  readonly hint: string | undefined
  readonly exitCode: number

  constructor(
    message: string,
    options: {
      readonly code?: string
      readonly hint?: string
      readonly exitCode?: number
      readonly cause?: unknown
    } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = options.code ?? 'FAILED'
    this.hint = options.hint
    this.exitCode = options.exitCode ?? exitCodes.failure
  }
}

/** A command line that cannot be understood. */
export function usageError(message: string, hint?: string): CommandError {
  return new CommandError(message, { code: 'USAGE', ...(hint !== undefined && { hint }), exitCode: exitCodes.usage })
}
