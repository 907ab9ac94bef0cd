import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DeletionRequest } from './deletion-request.ts'

/**
 * The hashes of links by which the owner of an account calls its deletion off. They are computed, not stored, so that
 * the owner can be told again.
 *
 * @see https://core.telegram.org/api/links#phone-confirmation-links
 */
export interface DeletionLinks {
  /** Returns the 32 hexadecimal digits that stand in the link. */
  hashOf(request: DeletionRequest): string
  /** Whether a hash is that of the request. Takes the same time either way. */
  matches(request: DeletionRequest, hash: string): boolean
}

/** @param key - 32 secret bytes used for nothing else */
export function createDeletionLinks(key: Uint8Array): DeletionLinks {
  const digestOf = ({ user_id, nonce }: DeletionRequest): Buffer =>
    createHmac('sha256', key).update(`deletion link ${user_id}\0`).update(nonce).digest().subarray(0, hashBytes)
  return {
    hashOf: request => digestOf(request).toString('hex'),
    matches: (request, hash) =>
      new RegExp(`^[\\da-f]{${hashBytes * 2}}$`).test(hash) &&
      timingSafeEqual(digestOf(request), Buffer.from(hash, 'hex')),
  }
}

/** 128 bits nobody can guess. */
const hashBytes = 16
