/** Reading and writing the objects of the key exchange, nothing else of the schema. */

import type {
  client_DH_inner_data,
  dh_gen_fail,
  dh_gen_ok,
  dh_gen_retry,
  p_q_inner_data,
  p_q_inner_data_dc,
  p_q_inner_data_temp,
  p_q_inner_data_temp_dc,
  req_DH_params,
  req_pq,
  req_pq_multi,
  resPQ,
  server_DH_inner_data,
  server_DH_params_fail,
  server_DH_params_ok,
  set_client_DH_params,
} from '@chappe/schema/mtproto'
import { mtproto } from '@chappe/schema/mtproto'
import type { TlObject } from '@chappe/tl/runtime'
import { encodeToBytes, TlDecodeError, TlReader } from '@chappe/tl/runtime'

/** A call as a value: its parameters beside its name. */
type Call<Name extends string, Parameters> = Parameters & { readonly _: Name }

/** Opens an exchange: the call in use, or its old form. */
export type ReqPq = Call<'req_pq_multi', req_pq_multi> | Call<'req_pq', req_pq>
export type ReqDHParams = Call<'req_DH_params', req_DH_params>
export type SetClientDHParams = Call<'set_client_DH_params', set_client_DH_params>

/** What a client sends in the clear. */
export type HandshakeRequest = ReqPq | ReqDHParams | SetClientDHParams

/** What a server sends in the clear. */
export type HandshakeAnswer =
  | resPQ
  | server_DH_params_ok
  | server_DH_params_fail
  | dh_gen_ok
  | dh_gen_retry
  | dh_gen_fail

/** The four forms of the client's secret: with or without data center, permanent or temporary. */
export type PqInnerData = p_q_inner_data | p_q_inner_data_dc | p_q_inner_data_temp | p_q_inner_data_temp_dc

/** What travels encrypted within the exchange. */
type HandshakeInnerData = PqInnerData | server_DH_inner_data | client_DH_inner_data

type HandshakeObject = HandshakeRequest | HandshakeAnswer | HandshakeInnerData

/** An object and how many bytes it took; what stands behind it is padding. */
export interface DecodedObject {
  readonly object: TlObject
  readonly length: number
}

/** Writes a call, an answer or inner data as a boxed object. */
export function encodeObject(object: HandshakeObject): Uint8Array {
  return encodeToBytes(mtproto, object)
}

/** Reads one boxed object from the front; undefined when there is none. */
export function decodeObject(bytes: Uint8Array): DecodedObject | undefined {
  return decodeBy(bytes, reader => mtproto.decode(reader))
}

/** Reads one call, or else one object, from the front: clients also send `msgs_ack` in the clear. */
export function decodeRequest(bytes: Uint8Array): DecodedObject | undefined {
  return decodeBy(bytes, reader => mtproto.decodeCall(reader)) ?? decodeObject(bytes)
}

/** Narrows an object of the exchange by its constructor. */
export function isObject<Name extends HandshakeObject['_']>(
  object: TlObject,
  name: Name,
): object is Extract<HandshakeObject, { readonly _: Name }> {
  return object._ === name
}

function decodeBy(bytes: Uint8Array, decode: (reader: TlReader) => unknown): DecodedObject | undefined {
  try {
    const reader = new TlReader(bytes)
    const object = decode(reader)
    if (typeof object !== 'object' || object === null || !('_' in object)) return undefined
    return { object: object as TlObject, length: reader.position }
  } catch (error) {
    if (error instanceof TlDecodeError) return undefined
    throw error
  }
}
