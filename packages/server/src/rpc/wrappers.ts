/**
 * Takes the wrappers off a call. They are read by hand, one after the other, so that what they say counts even when the
 * method inside is one that nobody knows, and so that they may come in any order.
 *
 * @see {@link https://core.telegram.org/api/invoking}
 */
import { api } from '@chappe/schema/api'
import { isTlDecodeError, TlReader } from '@chappe/tl/runtime'
import type { DeviceProof } from '../domain/checks/device-proof.ts'
import type { InitConnection } from './init-connection.ts'
import { rpcError, unknownConstructorError } from './rpc-errors.ts'

/** What the wrappers of one call said. */
export interface Wrappers {
  /** `invokeWithLayer`. */
  readonly layer: number | undefined
  /** `initConnection`, not yet checked. */
  readonly init: InitConnection | undefined
  /** Messages of this session that have to be finished first: `invokeAfterMsg`, `invokeAfterMsgs`. */
  readonly afterMsgIds: readonly bigint[]
  /** `invokeWithoutUpdates`. */
  readonly withoutUpdates: boolean
  /** `invokeWithTakeout`. */
  readonly takeout_id: bigint | undefined
  /** `invokeWithMessagesRange` was there. */
  readonly messagesRange: boolean
  /** `invokeWithBusinessConnection`. */
  readonly connection_id: string | undefined
  /** `invokeWithGooglePlayIntegrity`, `invokeWithApnsSecret`, `invokeWithReCaptcha`. */
  readonly proofs: readonly DeviceProof[]
}

/** A call without its wrappers. */
export interface UnwrappedCall {
  readonly wrappers: Wrappers
  /** The boxed call inside, at least four bytes. */
  readonly query: Uint8Array
}

/** Unpacks a gzip or zlib stream; throws when it is broken or would give more than `maxBytes`. */
export type Inflate = (packed: Uint8Array, maxBytes: number) => Uint8Array

/** Bytes that a packed call may unpack to. */
const UNPACKED_BYTES_MAX = 4 * 1024 * 1024

/** Messages that one call may wait for. */
export const AFTER_MSGS_MAX = 64

/**
 * Reads wrappers until the number of a method comes that is none. Each kind may occur once; `invokeAfterMsg` and
 * `invokeAfterMsgs` are one kind, and a `gzip_packed` may stand in front of any query, also once.
 *
 * The wrappers that carry a proof (`invokeWithReCaptcha`, `invokeWithApnsSecret`, `invokeWithGooglePlayIntegrity`) are
 * kept for whoever asks for one, and say nothing elsewhere.
 *
 * @throws {RpcError} 400 `INPUT_FETCH_ERROR` for a wrapper that repeats or is malformed, `INPUT_REQUEST_TOO_LONG` for
 *   one that says more than we keep
 */
export function unwrapCall(body: Uint8Array, inflate: Inflate): UnwrappedCall {
  const seen = new Set<WrapperKind>()
  const wrappers: { -readonly [Key in keyof Wrappers]: Wrappers[Key] } = { ...noWrappers }
  let reader = new TlReader(body)
  for (;;) {
    const start = reader.position
    const kind = reader.remaining < 4 ? undefined : kindOf(reader.int())
    if (kind === undefined) {
      reader.position = start
      return { wrappers, query: reader.rawView(wholeWords(reader.remaining)) }
    }
    if (seen.has(kind)) throw rpcError('INPUT_FETCH_ERROR')
    seen.add(kind)
    if (kind === 'gzip_packed') reader = new TlReader(unpack(reader, inflate))
    else if (isProof(kind)) wrappers.proofs = [...wrappers.proofs, readGuarded(() => readProof(kind, reader))]
    else
      Object.assign(
        wrappers,
        readGuarded(() => readWrapper(kind, reader)),
      )
  }
}

const noWrappers: Wrappers = {
  layer: undefined,
  init: undefined,
  afterMsgIds: [],
  withoutUpdates: false,
  takeout_id: undefined,
  messagesRange: false,
  connection_id: undefined,
  proofs: [],
}

type WrapperKind =
  | 'layer'
  | 'init'
  | 'after'
  | 'withoutUpdates'
  | 'takeout'
  | 'range'
  | 'business'
  | Proof
  | 'gzip_packed'
type Proof = 'googlePlayIntegrity' | 'apnsSecret' | 'reCaptcha'

function kindOf(id: number): WrapperKind | undefined {
  switch (id >>> 0) {
    case 0xda9b0d0d:
      return 'layer'
    case 0xc1cd5ea9:
      return 'init'
    case 0xcb9f372d:
    case 0x3dc4b4f0:
      return 'after'
    case 0xbf9459b7:
      return 'withoutUpdates'
    case 0xaca9fd2e:
      return 'takeout'
    case 0x365275f2:
      return 'range'
    case 0xdd289f8e:
      return 'business'
    case 0x1df92984:
      return 'googlePlayIntegrity'
    case 0x0dae54f8:
      return 'apnsSecret'
    case 0xadbb0f94:
      return 'reCaptcha'
    case 0x3072cfa1:
      return 'gzip_packed'
    default:
      return undefined
  }
}

function isProof(kind: WrapperKind): kind is Proof {
  return kind === 'googlePlayIntegrity' || kind === 'apnsSecret' || kind === 'reCaptcha'
}

function readGuarded<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!isTlDecodeError(error)) throw error
    if (error.code === 'UNKNOWN_CONSTRUCTOR' && error.id !== undefined) throw unknownConstructorError(error.id)
    throw rpcError('INPUT_FETCH_ERROR')
  }
}

function readWrapper(kind: Exclude<WrapperKind, Proof | 'gzip_packed'>, reader: TlReader): Partial<Wrappers> {
  switch (kind) {
    case 'layer':
      // invokeWithLayer#da9b0d0d {X:Type} layer:int query:!X = X;
      return { layer: reader.int() }
    case 'init':
      return { init: readInitConnection(reader) }
    case 'after':
      return { afterMsgIds: readAfterMsgIds(reader) }
    case 'withoutUpdates':
      // invokeWithoutUpdates#bf9459b7 {X:Type} query:!X = X;
      return { withoutUpdates: true }
    case 'takeout':
      // invokeWithTakeout#aca9fd2e {X:Type} takeout_id:long query:!X = X;
      return { takeout_id: reader.long() }
    case 'range':
      // invokeWithMessagesRange#365275f2 {X:Type} range:MessageRange query:!X = X;
      api.decode(reader)
      return { messagesRange: true }
    case 'business':
      // invokeWithBusinessConnection#dd289f8e {X:Type} connection_id:string query:!X = X;
      return { connection_id: reader.string() }
  }
}

function readProof(kind: Proof, reader: TlReader): DeviceProof {
  switch (kind) {
    case 'googlePlayIntegrity':
      // invokeWithGooglePlayIntegrity#1df92984 {X:Type} nonce:string token:string query:!X = X;
      return { kind: 'playIntegrity', nonce: reader.string(), token: reader.string() }
    case 'apnsSecret':
      // invokeWithApnsSecret#0dae54f8 {X:Type} nonce:string secret:string query:!X = X;
      return { kind: 'apns', nonce: reader.string(), secret: reader.string() }
    case 'reCaptcha':
      // invokeWithReCaptcha#adbb0f94 {X:Type} token:string query:!X = X;
      return { kind: 'reCaptcha', token: reader.string() }
  }
}

function readInitConnection(reader: TlReader): InitConnection {
  // initConnection#c1cd5ea9 {X:Type} flags:# api_id:int device_model:string system_version:string app_version:string
  //   system_lang_code:string lang_pack:string lang_code:string proxy:flags.0?InputClientProxy params:flags.1?JSONValue
  //   query:!X = X;
  const flags = reader.nat()
  const init: InitConnection = {
    api_id: reader.int(),
    device_model: reader.string(),
    system_version: reader.string(),
    app_version: reader.string(),
    system_lang_code: reader.string(),
    lang_pack: reader.string(),
    lang_code: reader.string(),
  }
  if ((flags & 1) !== 0) api.decode(reader)
  if ((flags & 2) !== 0) api.decode(reader)
  return init
}

function readAfterMsgIds(reader: TlReader): bigint[] {
  // invokeAfterMsg#cb9f372d {X:Type} msg_id:long query:!X = X;
  // invokeAfterMsgs#3dc4b4f0 {X:Type} msg_ids:Vector<long> query:!X = X;
  reader.position -= 4
  if (reader.int() >>> 0 === 0xcb9f372d) return [reader.long()]
  const count = reader.vector(8)
  if (count > AFTER_MSGS_MAX) throw rpcError('INPUT_REQUEST_TOO_LONG')
  return Array.from({ length: count }, () => reader.long())
}

function unpack(reader: TlReader, inflate: Inflate): Uint8Array {
  // gzip_packed#3072cfa1 packed_data:bytes = Object;
  try {
    const packed = reader.bytesView()
    reader.expectEnd()
    return inflate(packed, UNPACKED_BYTES_MAX)
  } catch (error) {
    throw rpcError(isTooLong(error) ? 'INPUT_REQUEST_TOO_LONG' : 'INPUT_FETCH_ERROR')
  }
}

/** Whether zlib stopped at the bound. A call that is too long without being packed ends its connection before this. */
function isTooLong(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

function wholeWords(length: number): number {
  if (length < 4 || length % 4 !== 0) throw rpcError('INPUT_FETCH_ERROR')
  return length
}
