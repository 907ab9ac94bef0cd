import { rpcError } from './rpc-errors.ts'

/**
 * `initConnection#c1cd5ea9` without its query.
 *
 * @see {@link https://core.telegram.org/method/initConnection}
 */
export interface InitConnection {
  readonly api_id: number
  readonly device_model: string
  readonly system_version: string
  readonly app_version: string
  readonly system_lang_code: string
  readonly lang_pack: string
  readonly lang_code: string
}

/** Which programs may connect. */
export interface AppPolicy {
  /** Whether a program with this api_id is known. */
  knowsApiId(api_id: number): boolean
  /** Whether the pair belongs together. */
  accepts(api_id: number, api_hash: string): boolean
  /** Whether the program may use this language pack; the empty one is always allowed. */
  allowsLangPack(api_id: number, lang_pack: string): boolean
  /** Whether the pair became public, so that anybody may be behind it. */
  isPublished(api_id: number): boolean
  /** How people are shown the program in the list of their sessions. */
  describe(api_id: number): ShownApp
  /** The lowest layer that may log in. */
  readonly layerMin: number
}

/** A program as people are shown it. */
export interface ShownApp {
  readonly name: string
  /** What it runs on; empty where that is not known. */
  readonly platform: string
}

/**
 * Checks what a client says of itself and cuts every text to a length worth keeping.
 *
 * @throws {RpcError} 400 `CONNECTION_…` for an unknown program, an empty field or a language pack it may not use
 */
export function checkInitConnection(init: InitConnection, apps: AppPolicy): InitConnection {
  if (!apps.knowsApiId(init.api_id)) throw rpcError('CONNECTION_API_ID_INVALID')
  if (init.device_model.trim() === '') throw rpcError('CONNECTION_DEVICE_MODEL_EMPTY')
  if (init.system_version.trim() === '') throw rpcError('CONNECTION_SYSTEM_EMPTY')
  if (init.app_version.trim() === '') throw rpcError('CONNECTION_APP_VERSION_EMPTY')
  if (init.system_lang_code.trim() === '') throw rpcError('CONNECTION_SYSTEM_LANG_CODE_EMPTY')
  if (init.lang_pack !== '' && !apps.allowsLangPack(init.api_id, init.lang_pack)) {
    throw rpcError('CONNECTION_LANG_PACK_INVALID')
  }
  return {
    api_id: init.api_id,
    device_model: cut(init.device_model),
    system_version: cut(init.system_version),
    app_version: cut(init.app_version),
    system_lang_code: cut(init.system_lang_code),
    lang_pack: cut(init.lang_pack),
    lang_code: cut(init.lang_code),
  }
}

/** Characters kept of each text. It is stored per key and shown to the account's other devices. */
const TEXT_LENGTH_MAX = 128

function cut(text: string): string {
  return text.length > TEXT_LENGTH_MAX ? text.slice(0, TEXT_LENGTH_MAX).toWellFormed() : text
}
