import type { Compression } from '@chappe/mtproto'

/** `gzip_packed` by node:zlib; reads gzip and zlib streams alike, since real programs send both. */
export const nodeCompression: Compression = {
  gunzip: (bytes, maxBytes) => zlib().unzipSync(bytes, { maxOutputLength: maxBytes }),
  gzip: bytes => zlib().gzipSync(bytes),
}

/** Loaded by the first long answer or query: many short runs have none. */
function zlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib')
}
