import type { ByteQueue } from './byte-queue.ts'
import { obfuscationHeaderBytes } from './obfuscation.ts'

/** What the first bytes of a connection announce; undefined means that more bytes are needed to tell. */
export type FirstBytes =
  | { readonly kind: 'abridged' | 'intermediate' | 'paddedIntermediate' | 'full'; readonly tagBytes: number }
  | { readonly kind: 'obfuscated' }
  | { readonly kind: 'http' }
  | { readonly kind: 'fakeTls' }

/**
 * Tells the transports apart, reading as little as needed.
 *
 * @see {@link https://core.telegram.org/mtproto/mtproto-transports}
 */
export function readFirstBytes(queue: ByteQueue): FirstBytes | undefined {
  if (queue.length < 1) return undefined
  if (queue.byte(0) === 0xef) return { kind: 'abridged', tagBytes: 1 }
  if (queue.length < 4) return undefined
  switch (queue.uint32(0)) {
    case 0xeeeeeeee:
      return { kind: 'intermediate', tagBytes: 4 }
    case 0xdddddddd:
      return { kind: 'paddedIntermediate', tagBytes: 4 }
    case 0x54534f50: // POST
    case 0x20544547: // GET and a space
    case 0x44414548: // HEAD
    case 0x4954504f: // OPTI
      return { kind: 'http' }
  }
  if (queue.length < 8) return undefined
  // The second word of a full frame is its number, and the first frame has number 0.
  if (queue.uint32(4) === 0) return { kind: 'full', tagBytes: 0 }
  if (queue.length < 9) return undefined
  if (isClientHello(queue)) return { kind: 'fakeTls' }
  return queue.length < obfuscationHeaderBytes ? undefined : { kind: 'obfuscated' }
}

// A TLS record of version 3.1 that holds exactly one client hello. The two lengths have to agree, so that no obfuscated
// header is taken for one by chance.
function isClientHello(queue: ByteQueue): boolean {
  if (queue.byte(0) !== 0x16 || queue.byte(1) !== 0x03 || queue.byte(2) !== 0x01 || queue.byte(5) !== 0x01) return false
  const recordLength = (queue.byte(3) << 8) | queue.byte(4)
  const helloLength = (queue.byte(6) << 16) | (queue.byte(7) << 8) | queue.byte(8)
  return recordLength === helloLength + 4
}
