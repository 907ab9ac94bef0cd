import { pathToFileURL } from 'node:url'

/**
 * mtcute, driven as its own session does it: `TlBinaryWriter.serializeObject` and `TlBinaryReader.deserializeObject`
 * over the maps of `@mtcute/core`. Its values have camelCase names, Long objects and numbers for 53-bit ids, so they
 * are made by its own reader.
 */
export interface MtcuteCodec {
  encode(value: unknown): Uint8Array
  decode(bytes: Uint8Array): unknown
}

interface Runtime {
  readonly TlBinaryWriter: { serializeObject(map: unknown, value: unknown): Uint8Array }
  readonly TlBinaryReader: { deserializeObject(map: unknown, bytes: Uint8Array): unknown }
}

/** Loads mtcute. @param modules - the node_modules folder of the peers */
export async function loadMtcute(modules: string): Promise<MtcuteCodec> {
  const load = async (path: string): Promise<unknown> => import(pathToFileURL(`${modules}/@mtcute/${path}`).href)
  const runtime = (await load('tl-runtime/index.js')) as Runtime
  const { __tlReaderMap } = (await load('core/tl/binary/reader.js')) as { __tlReaderMap: unknown }
  const { __tlWriterMap } = (await load('core/tl/binary/writer.js')) as { __tlWriterMap: unknown }
  return {
    encode: value => runtime.TlBinaryWriter.serializeObject(__tlWriterMap, value),
    decode: bytes => runtime.TlBinaryReader.deserializeObject(__tlReaderMap, bytes),
  }
}
