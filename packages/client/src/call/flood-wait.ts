import { isRpcError, type RpcError } from '@chappe/mtproto'
import type { Clock } from '../clock.ts'
import { innerCall } from './inner-call.ts'
import type { Interceptor } from './interceptor.ts'
import { sleep } from './sleep.ts'

/** How {@link waitForFlood} behaves. */
export interface FloodWaitOptions {
  readonly clock: Clock
  /** Longest wait the client takes upon itself, in seconds; a longer one goes to the caller. Default 10; 0 never waits. */
  readonly secondsMax?: number
  /** How often one call is made again, default 3. */
  readonly attemptsMax?: number
}

/**
 * Waits and calls again when the server answers `FLOOD_WAIT_X` with a short X. Methods of `auth.` never wait, nor do
 * other calls of a login: there a person is in front of a form, and the number of seconds is for them.
 *
 * @see {@link https://core.telegram.org/api/errors#420-flood}
 */
export function waitForFlood(options: FloodWaitOptions): Interceptor {
  const { clock, secondsMax = 10, attemptsMax = 3 } = options
  return async (call, next) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await next(call)
      } catch (error) {
        const seconds = isRpcError(error) ? waitSeconds(error) : undefined
        if (seconds === undefined || seconds > secondsMax) throw error
        if (attempt >= attemptsMax || call.waits === false || innerCall(call).method.startsWith('auth.')) throw error
        await sleep(clock, seconds * 1000, call.signal)
      }
    }
  }
}

/** The seconds that an error asks to wait, undefined for all other errors. */
function waitSeconds(error: RpcError): number | undefined {
  if (error.errorName !== 'FLOOD_WAIT' && error.errorName !== 'FLOOD_PREMIUM_WAIT') return undefined
  // FLOOD_WAIT_0 has been seen: the wait is over within the second.
  return error.argument === undefined ? undefined : Math.max(1, error.argument)
}
