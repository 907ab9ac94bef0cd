import { isRpcError } from '@chappe/mtproto'
import type { Clock } from '../clock.ts'
import type { Interceptor } from './interceptor.ts'

/** One finished call. Parameters and answers are left out: they hold codes, names and texts of people. */
export interface CallLogEntry {
  readonly method: string
  /** Number of the data center that was called. */
  readonly dc: number | undefined
  readonly durationMs: number
  /** `ok`, the `error_message` of the server, or the name of another error. */
  readonly outcome: string
}

/** Tells `log` of every call that ends, each repetition apart. */
export function logCalls(clock: Clock, log: (entry: CallLogEntry) => void): Interceptor {
  return async (call, next) => {
    const startedAt = clock.now()
    const finish = (outcome: string): void => {
      const { method, dc } = call
      log({ method, dc, durationMs: clock.now() - startedAt, outcome })
    }
    try {
      const answer = await next(call)
      finish('ok')
      return answer
    } catch (error) {
      finish(outcomeOf(error))
      throw error
    }
  }
}

function outcomeOf(error: unknown): string {
  if (isRpcError(error)) return error.error_message
  return error instanceof Error ? error.name : 'Error'
}
