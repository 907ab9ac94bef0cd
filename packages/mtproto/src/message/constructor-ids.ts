/**
 * Numbers of the constructors that the session must know without a codec: those it reads by hand, and those that decide
 * who handles a body (the session itself or the layer above).
 *
 * @see {@link https://core.telegram.org/schema/mtproto}
 */

/** Read and written by hand, because their contents are handed on as bytes. */
export const msg_container = 0x73f1f8dc
export const gzip_packed = 0x3072cfa1
export const rpc_result = 0xf35c6d01
export const rpc_error = 0x2144ca19

const serviceIds = {
  rpc_answer_unknown: 0x5e2ad36e,
  rpc_answer_dropped_running: 0xcd78e586,
  rpc_answer_dropped: 0xa43ad8b7,
  future_salts: 0xae500895,
  pong: 0x347773c5,
  destroy_session_ok: 0xe22045fc,
  destroy_session_none: 0x62d350c9,
  destroy_auth_key_ok: 0xf660e1d4,
  destroy_auth_key_none: 0x0a9f2259,
  destroy_auth_key_fail: 0xea109b13,
  new_session_created: 0x9ec20908,
  msg_copy: 0xe06046b2,
  msgs_ack: 0x62d6b459,
  bad_msg_notification: 0xa7eff811,
  bad_server_salt: 0xedab447b,
  msgs_state_req: 0xda69fb52,
  msgs_state_info: 0x04deb57d,
  msgs_all_info: 0x8cc0d131,
  msg_detailed_info: 0x276d3ec6,
  msg_new_detailed_info: 0x809db6df,
  msg_resend_req: 0x7d861a08,
  msg_resend_ans_req: 0x8610baeb,
  http_wait: 0x9299359f,
  rpc_drop_answer: 0x58e4a740,
  get_future_salts: 0xb921bd04,
  ping: 0x7abe77ec,
  ping_delay_disconnect: 0xf3427b8c,
  destroy_session: 0xe7512126,
  destroy_auth_key: 0xd1435160,
} as const

/** Name of a constructor or function that one of the two sessions handles itself. */
export type ServiceName = keyof typeof serviceIds

const serviceNames: ReadonlyMap<number, ServiceName> = new Map(
  Object.entries(serviceIds).map(([name, id]) => [id, name as ServiceName]),
)

/** Reads the constructor number at the start of a body: unsigned, 0 when there are fewer than four bytes. */
export function constructorIdOf(body: Uint8Array): number {
  if (body.length < 4) return 0
  return ((body[0] ?? 0) | ((body[1] ?? 0) << 8) | ((body[2] ?? 0) << 16) | ((body[3] ?? 0) << 24)) >>> 0
}

/** Names the service message that starts a body; undefined when the body is none. */
export function serviceNameOf(body: Uint8Array): ServiceName | undefined {
  return serviceNames.get(constructorIdOf(body))
}
