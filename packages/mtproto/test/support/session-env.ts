import { gzipSync, unzipSync } from 'node:zlib'
import { AuthKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type { MtprotoEnv } from '../../src/env.ts'
import { hex } from './hex.ts'
import { seededEnv } from './scripted-crypto.ts'

/** The real primitives, with random bytes that a seed decides. */
export function sessionEnv(seed: number): MtprotoEnv {
  return { ...seededEnv(seed), compression }
}

/** Compression of Node: `unzip` takes gzip and zlib streams alike. */
const compression: MtprotoEnv['compression'] = {
  gunzip: (bytes, maxBytes) => unzipSync(bytes, { maxOutputLength: maxBytes }),
  gzip: bytes => gzipSync(bytes),
}

/** The key of the published exchange. */
export const publishedKey: AuthKey = AuthKey.from(
  hex(
    'aca2547baa3b4b3e6ad9129adee796042fc4acaaaba40dce7a1196640595829e2ba85c5e68e5d2b7b713b28720ccd0e65da3b80cd8a9282bde895755b924f4cbbced119dee057d3066d7095c25771a53d9ad6ec3464ee0e7fe1a4d9851f17b6cc7d6e636e0bdea7d66153cf37005835a528e65673c1f5adaa27465964ba89aa6fd045108b25b1dc9ab2d979864858c9eacbfa4a399cdbf2154d2cc6743c5caa40683343d80a36c7f1289dc5ac5ee585dea1e1cd296444ea6cd8f6c3564b2d355b310a3c02608eea5ec36d38e941bf811489ab7a24c069e44ff54714cb4a45eee2f310fddc0a1b08bd3dff8801e27c8508efd7ad51ef3c13ef1d9a02ee4601741',
  ),
  nodeCrypto,
)

/** Another key, which no server knows unless it is told. */
export const otherKey: AuthKey = AuthKey.from(new Uint8Array(256).fill(7), nodeCrypto)

/** A day at noon, in milliseconds. */
export const noon: number = Date.UTC(2024, 1, 8, 12)
