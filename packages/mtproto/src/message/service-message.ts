/**
 * The service messages that the two sessions exchange, as plain objects, over the compiled MTProto codec.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages}
 * @see {@link https://core.telegram.org/mtproto/service_messages_about_messages}
 */
import { mtproto } from '@chappe/schema/mtproto'
import { encodeToBytes, TlReader } from '@chappe/tl/runtime'
import { type ServiceName, serviceNameOf } from './constructor-ids.ts'

/** One salt and the seconds of server time between which it may be used. */
export interface FutureSalt {
  readonly valid_since: number
  readonly valid_until: number
  readonly salt: bigint
}

/** A constructor or function of the service schema, named and shaped as in its TL line. */
export type ServiceMessage =
  | { readonly _: 'rpc_answer_unknown' }
  | { readonly _: 'rpc_answer_dropped_running' }
  | { readonly _: 'rpc_answer_dropped'; readonly msg_id: bigint; readonly seq_no: number; readonly bytes: number }
  | {
      readonly _: 'future_salts'
      readonly req_msg_id: bigint
      readonly now: number
      readonly salts: readonly FutureSalt[]
    }
  | { readonly _: 'pong'; readonly msg_id: bigint; readonly ping_id: bigint }
  | { readonly _: 'destroy_session_ok'; readonly session_id: bigint }
  | { readonly _: 'destroy_session_none'; readonly session_id: bigint }
  | { readonly _: 'destroy_auth_key_ok' }
  | { readonly _: 'destroy_auth_key_none' }
  | { readonly _: 'destroy_auth_key_fail' }
  | {
      readonly _: 'new_session_created'
      readonly first_msg_id: bigint
      readonly unique_id: bigint
      readonly server_salt: bigint
    }
  | { readonly _: 'msg_copy'; readonly orig_message: unknown }
  | { readonly _: 'msgs_ack'; readonly msg_ids: readonly bigint[] }
  | {
      readonly _: 'bad_msg_notification'
      readonly bad_msg_id: bigint
      readonly bad_msg_seqno: number
      readonly error_code: number
    }
  | {
      readonly _: 'bad_server_salt'
      readonly bad_msg_id: bigint
      readonly bad_msg_seqno: number
      readonly error_code: number
      readonly new_server_salt: bigint
    }
  | { readonly _: 'msgs_state_req'; readonly msg_ids: readonly bigint[] }
  | { readonly _: 'msgs_state_info'; readonly req_msg_id: bigint; readonly info: Uint8Array }
  | { readonly _: 'msgs_all_info'; readonly msg_ids: readonly bigint[]; readonly info: Uint8Array }
  | {
      readonly _: 'msg_detailed_info'
      readonly msg_id: bigint
      readonly answer_msg_id: bigint
      readonly bytes: number
      readonly status: number
    }
  | {
      readonly _: 'msg_new_detailed_info'
      readonly answer_msg_id: bigint
      readonly bytes: number
      readonly status: number
    }
  | { readonly _: 'msg_resend_req'; readonly msg_ids: readonly bigint[] }
  | { readonly _: 'msg_resend_ans_req'; readonly msg_ids: readonly bigint[] }
  | { readonly _: 'http_wait'; readonly max_delay: number; readonly wait_after: number; readonly max_wait: number }
  | { readonly _: 'rpc_drop_answer'; readonly req_msg_id: bigint }
  | { readonly _: 'get_future_salts'; readonly num: number }
  | { readonly _: 'ping'; readonly ping_id: bigint }
  | { readonly _: 'ping_delay_disconnect'; readonly ping_id: bigint; readonly disconnect_delay: number }
  | { readonly _: 'destroy_session'; readonly session_id: bigint }
  | { readonly _: 'destroy_auth_key' }

/** Most ids in one `msgs_ack`, `msgs_state_req` or `msg_resend_req`. */
export const idsPerMessageMax = 8192

/** Writes a service message as a boxed body. */
export function encodeService(message: ServiceMessage): Uint8Array {
  return encodeToBytes(mtproto, message)
}

/** Writes `rpc_error`, the refusal of a call. */
export function encodeRpcError(error_code: number, error_message: string): Uint8Array {
  const value = { _: 'rpc_error', error_code, error_message } as const
  return encodeToBytes(mtproto, value)
}

/** Reads `rpc_error`; undefined when the bytes are not one. */
export function decodeRpcError(body: Uint8Array): { error_code: number; error_message: string } | undefined {
  return decodeWith(() => {
    const reader = new TlReader(body, { limits })
    const value = mtproto.decode(reader) as { error_code: number; error_message: string }
    reader.expectEnd()
    return value
  })
}

/** Reads a service message; undefined when the body is none, or is broken. */
export function decodeService(body: Uint8Array): ServiceMessage | undefined {
  const name = serviceNameOf(body)
  if (name === undefined) return undefined
  return decodeWith(() => {
    const reader = new TlReader(body, { limits })
    const value = isFunction(name) ? mtproto.decodeCall(reader) : mtproto.decode(reader)
    reader.expectEnd()
    return value as ServiceMessage
  })
}

/** Bounds of one service message: `future_salts`, the longest with structure, needs depth 2; ids are checked by count. */
const limits = { depthMax: 4, vectorCountMax: 1 << 17 }

const functions: ReadonlySet<ServiceName> = new Set<ServiceName>([
  'rpc_drop_answer',
  'get_future_salts',
  'ping',
  'ping_delay_disconnect',
  'destroy_session',
  'destroy_auth_key',
])

function isFunction(name: ServiceName): boolean {
  return functions.has(name)
}

/** A service message that cannot be read is a message without effect, whatever was wrong with it. */
function decodeWith<T>(decode: () => T): T | undefined {
  try {
    return decode()
  } catch {
    return undefined
  }
}
