/**
 * `rpc_result#f35c6d01 req_msg_id:long result:Object = RpcResult`, by hand: the result stays bytes, since only the caller
 * knows its type.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages#response-to-an-rpc-query}
 */
import { constructorIdOf, rpc_result } from '../message/constructor-ids.ts'

/** Wraps a boxed result, a `gzip_packed` or an `rpc_error` as the answer to `req_msg_id`. */
export function encodeRpcResult(req_msg_id: bigint, result: Uint8Array): Uint8Array {
  const body = new Uint8Array(12 + result.length)
  const view = new DataView(body.buffer)
  view.setUint32(0, rpc_result, true)
  view.setBigUint64(4, req_msg_id, true)
  body.set(result, 12)
  return body
}

/** Whether a body is an `rpc_result`. */
export function isRpcResult(body: Uint8Array): boolean {
  return constructorIdOf(body) === rpc_result
}

/** Takes an `rpc_result` apart without copying; undefined when it is too short to hold an object. */
export function decodeRpcResult(body: Uint8Array): { req_msg_id: bigint; result: Uint8Array } | undefined {
  if (body.length < 16) return undefined
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  return { req_msg_id: view.getBigUint64(4, true), result: body.subarray(12) }
}
