import type { DeviceProof } from './answer-challenges.ts'

/** One call on its way to the server. */
export interface Call {
  /** As in the schema: `auth.resendCode`. */
  readonly method: string
  readonly parameters: object
  readonly signal: AbortSignal | undefined
  /** The data center to call; absent means the home, whichever that is. */
  readonly dc?: number | undefined
  /** False where a person waits in front of a form: a flood wait or a fault is told at once, not waited for. */
  readonly waits?: boolean | undefined
  /** What the server asked this call to prove of the program; it goes out in the wrapper that takes it along. */
  readonly proof?: DeviceProof | undefined
}

/** Carries a call on and resolves with its answer. */
export type CallNext = (call: Call) => Promise<unknown>

/**
 * Stands between the caller and the server: may change the call, make it again, look at the answer or refuse it.
 *
 * It is to call `next` before its first `await` wherever it can, since calls made together travel together.
 */
export type Interceptor = (call: Call, next: CallNext) => Promise<unknown>

/** Puts interceptors in front of `last`; the first one sees a call first and its answer last. */
export function chainInterceptors(interceptors: readonly Interceptor[], last: CallNext): CallNext {
  return interceptors.reduceRight<CallNext>((next, interceptor) => call => interceptor(call, next), last)
}
