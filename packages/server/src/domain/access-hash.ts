import { createHmac, timingSafeEqual } from 'node:crypto'

/** Who looks at a peer: access hashes hold for one account and auth key only. */
interface Viewer {
  readonly user_id: bigint
  readonly key_id: bigint
}

/** Makes and checks access hashes without storing any. */
export interface AccessHashes {
  /** Returns the `access_hash` of a peer for a viewer, as a TL long. */
  of(viewer: Viewer, kind: 'user', id: bigint): bigint
  /** Whether a client's `access_hash` is the right one. Takes the same time either way. */
  matches(viewer: Viewer, kind: 'user', id: bigint, access_hash: bigint): boolean
}

/**
 * @param key - 32 secret bytes used for nothing else
 * @see https://core.telegram.org/api/peers#access-hash
 */
export function createAccessHashes(key: Uint8Array): AccessHashes {
  const digest = (viewer: Viewer, kind: string, id: bigint): Buffer =>
    createHmac('sha256', key).update(`${viewer.user_id}/${viewer.key_id}/${kind}/${id}`).digest().subarray(0, 8)
  return {
    of: (viewer, kind, id) => digest(viewer, kind, id).readBigInt64LE(),
    matches(viewer, kind, id, access_hash) {
      const claimed = Buffer.alloc(8)
      claimed.writeBigInt64LE(access_hash)
      return timingSafeEqual(digest(viewer, kind, id), claimed)
    },
  }
}
