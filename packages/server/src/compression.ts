import { gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import type { Compression } from '@chappe/mtproto'

/** Compression by Node's zlib. Both kinds of stream are read: TDLib sends zlib where the documents say gzip. */
export const nodeCompression: Compression = {
  gunzip: (bytes, maxBytes) =>
    bytes[0] === 0x1f && bytes[1] === 0x8b
      ? gunzipSync(bytes, { maxOutputLength: maxBytes })
      : inflateSync(bytes, { maxOutputLength: maxBytes }),
  gzip: bytes => gzipSync(bytes),
}
