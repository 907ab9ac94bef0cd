import type { ProtocolError, SecurityError } from '../errors.ts'
import type { CreatedKey } from '../exchange/exchange.ts'
import type { ServerSession } from '../session/server-session.ts'

/** What a {@link ServerConnection} tells its host. */
export type ServerEvent =
  /** Bytes to write now: an answer of the key exchange, a transport error, a quick acknowledgement. */
  | { readonly _: 'send'; readonly bytes: Uint8Array }
  /** A packet came under a key not seen here yet. Look it up and call `provideKey`; packets wait meanwhile. */
  | { readonly _: 'key_needed'; readonly auth_key_id: bigint }
  /** A key was agreed on. Store it durably, then call `keyStored`. */
  | { readonly _: 'key_created'; readonly key: CreatedKey }
  /** A call: a boxed query, without gzip around it. Answer it by `session.answer`. */
  | { readonly _: 'call'; readonly session: ServerSession; readonly msg_id: bigint; readonly body: Uint8Array }
  /** The client wants no answer of a running call; stop it when that is worth it. Its answer goes nowhere. */
  | { readonly _: 'drop_answer'; readonly session: ServerSession; readonly msg_id: bigint }
  /** The first message of a session came. */
  | { readonly _: 'session_created'; readonly session: ServerSession }
  /** The client had another session of its key destroyed. */
  | { readonly _: 'session_destroyed'; readonly session: ServerSession }
  /** The client wants its key forgotten: delete it, call `session.answerDestroyAuthKey`, then `sessions.forgetKey`. */
  | { readonly _: 'destroy_auth_key'; readonly session: ServerSession; readonly msg_id: bigint }
  /** Close the socket once everything sent is written, and call `closed`. */
  | { readonly _: 'close'; readonly reason: SecurityError | ProtocolError }
