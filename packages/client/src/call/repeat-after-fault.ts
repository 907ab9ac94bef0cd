import { isRpcError, type RpcError } from '@chappe/mtproto'
import type { Clock } from '../clock.ts'
import { innerCall } from './inner-call.ts'
import type { Call, Interceptor } from './interceptor.ts'
import { sleep } from './sleep.ts'

/** How {@link repeatAfterFault} behaves. */
export interface FaultOptions {
  readonly clock: Clock
  /** How often one call is made again, default 3; 0 never. */
  readonly repeatsMax?: number
}

/** The pause before a call is made again doubles each time, from the first of these to the last, in milliseconds. */
export const faultPauses: { readonly minMs: number; readonly maxMs: number } = { minMs: 1000, maxMs: 60_000 }

/**
 * Calls again after a growing pause when the server failed at a call: 500 `RPC_CALL_FAIL`, −503 `Timeout` and the like.
 *
 * Whether a failed call was carried out is not known. So only those are repeated that do no harm when they are carried
 * out twice: those that read, and those that the server knows again by their `random_id`. An error whose name ends in
 * `_RETRY` says that nothing was done yet; any call is repeated then. The steps of a login are for the person in front of
 * it: a second `auth.resendCode` would use up another medium.
 *
 * @see {@link https://core.telegram.org/api/errors#500-internal}
 */
export function repeatAfterFault({ clock, repeatsMax = 3 }: FaultOptions): Interceptor {
  return async (call, next) => {
    for (let repeats = 0; ; repeats++) {
      try {
        return await next(call)
      } catch (error) {
        if (repeats >= repeatsMax || call.waits === false || !isRpcError(error)) throw error
        if (!isFault(error) || !mayBeRepeated(call, error)) throw error
        await sleep(clock, Math.min(faultPauses.maxMs, faultPauses.minMs * 2 ** repeats), call.signal)
      }
    }
  }
}

/** Codes that nobody knows are faults from 500 on, and below 0. */
function isFault({ error_code }: RpcError): boolean {
  return error_code >= 500 || error_code < 0
}

function mayBeRepeated(call: Call, { errorName }: RpcError): boolean {
  if (errorName.endsWith('_RETRY')) return true
  const { method, parameters } = innerCall(call)
  if ('random_id' in parameters) return errorName !== 'RANDOM_ID_DUPLICATE'
  return isReading(method, parameters)
}

function isReading(method: string, parameters: object): boolean {
  // An answer about the password is good once, and these two change what they are asked about.
  if ('password' in parameters) return false
  if ('increment' in parameters && parameters.increment === true) return false
  if ('revoke' in parameters && parameters.revoke === true) return false
  // A bot hears of it as of a button that was pressed.
  return /(^|\.)(get|search|resolve)/.test(method) && method !== 'messages.getBotCallbackAnswer'
}
