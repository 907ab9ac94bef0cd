import type { ProtocolError, SecurityError } from '../errors.ts'
import type { RpcError } from '../rpc/rpc-error.ts'

/**
 * What a {@link ClientSession} tells its host. Every call ends by exactly one of `result`, `error` and `dropped`.
 */
export type ClientEvent =
  /** The answer of a call: a boxed object, unpacked. Its type has still to be checked by decoding it. */
  | { readonly _: 'result'; readonly handle: number; readonly result: Uint8Array }
  /** The server refused the call, or the call can never be sent as it is (a `ProtocolError`). */
  | { readonly _: 'error'; readonly handle: number; readonly error: RpcError | ProtocolError }
  /** A cancelled call is over: never sent, or the server said what became of it. Its effects are not undone. */
  | { readonly _: 'dropped'; readonly handle: number }
  /** The server has received the call and works on it. */
  | { readonly _: 'acknowledged'; readonly handle: number }
  /** An object that answers no call, boxed and unpacked: `Updates`, as a rule. */
  | { readonly _: 'updates'; readonly body: Uint8Array }
  /** The server has begun a session of its own for ours: updates may have been lost, so fetch the difference. */
  | { readonly _: 'new_session'; readonly unique_id: bigint }
  /** The session began anew under another `session_id`; unanswered calls go along. */
  | { readonly _: 'session_renewed'; readonly session_id: bigint }
  /** Another salt is in use: store it. */
  | { readonly _: 'salt'; readonly server_salt: bigint }
  /** The difference between the server's clock and ours changed (server minus local, milliseconds): store it. */
  | { readonly _: 'time'; readonly offsetMs: number }
  /** The server answered a ping. */
  | { readonly _: 'pong'; readonly roundTripMs: number }
  /** The connection must be closed. The key stays; connect again, with a growing pause. */
  | { readonly _: 'close'; readonly reason: SecurityError | ProtocolError }
