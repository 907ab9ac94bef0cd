import type { Clock } from '../clock.ts'
import { rpcError } from './rpc-errors.ts'

/** What a session tells of its earlier messages. */
export interface MessageStates {
  callState(msg_id: bigint): 'running' | 'done' | 'failed' | 'unknown'
  /** Tells once when the call has ended, also when it has not arrived yet; returns a way to stop listening. */
  onFinished(msg_id: bigint, listener: (state: 'done' | 'failed') => void): () => void
}

/** Milliseconds that a call waits for a message that has not arrived at all. */
export const ARRIVAL_WAIT_MS = 500

/** Milliseconds that a call waits for a message that is being worked on. */
export const RUNNING_WAIT_MS = 30_000

/**
 * Waits until earlier calls of the session have been answered.
 *
 * @param own - the waiting call itself, which must not wait for itself
 * @throws {RpcError} 400 `MSG_WAIT_FAILED` when one of them ended in an error, `MSG_WAIT_TIMEOUT` when one does not
 *   arrive within half a second or does not end within thirty
 * @see {@link https://core.telegram.org/method/invokeAfterMsg}
 */
export async function waitForMessages(
  session: MessageStates,
  msg_ids: readonly bigint[],
  own: bigint,
  clock: Clock,
): Promise<void> {
  if (msg_ids.includes(own)) throw rpcError('MSG_WAIT_FAILED')
  const endings = await Promise.all(msg_ids.map(msg_id => waitForMessage(session, msg_id, clock)))
  if (endings.includes('failed')) throw rpcError('MSG_WAIT_FAILED')
  if (endings.includes('late')) throw rpcError('MSG_WAIT_TIMEOUT')
}

async function waitForMessage(
  session: MessageStates,
  msg_id: bigint,
  clock: Clock,
): Promise<'done' | 'failed' | 'late'> {
  const state = session.callState(msg_id)
  if (state === 'done' || state === 'failed') return state
  const { promise, resolve } = Promise.withResolvers<'done' | 'failed' | 'late'>()
  const stopListening = session.onFinished(msg_id, resolve)
  const begin = clock.now()
  const arrival = clock.schedule(begin + ARRIVAL_WAIT_MS, () => {
    if (session.callState(msg_id) === 'unknown') resolve('late')
  })
  const end = clock.schedule(begin + RUNNING_WAIT_MS, () => resolve('late'))
  try {
    return await promise
  } finally {
    stopListening()
    arrival.cancel()
    end.cancel()
  }
}
