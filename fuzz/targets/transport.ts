/** Transports: foreign bytes to both ends, in two slicings that have to agree. */

import { nodeCrypto } from '@chappe/crypto/node'
import type { Frame, Transport, TransportKind } from '@chappe/mtproto'
import { createClientTransport, createServerTransport, ProtocolError } from '@chappe/mtproto'

const env = { crypto: nodeCrypto }
const secret = new Uint8Array(16).fill(0x5e)
const kinds: readonly TransportKind[] = ['abridged', 'intermediate', 'paddedIntermediate', 'full']

/**
 * Feeds bytes to a server that detects its transport, and to a client of each kind. They may be refused with a
 * `ProtocolError`; anything else that is thrown is a find, and so is a frame that depends on how the bytes were cut.
 */
export function fuzzTransport(bytes: Uint8Array): void {
  const createServer = (): Transport => createServerTransport(env, { secrets: [secret] })
  compare(createServer, bytes)
  for (const kind of kinds) compare(() => createClientTransport(env, kind), bytes)
}

function compare(create: () => Transport, bytes: Uint8Array): void {
  const whole = readAll(create(), bytes, bytes.length)
  const inPieces = readAll(create(), bytes, 1 + ((bytes[0] ?? 0) % 7))
  if (whole.error !== inPieces.error) throw new Error(`slicing changes the verdict: ${whole.error}, ${inPieces.error}`)
  // A chunk that ends in garbage gives no frames at all; in pieces, those before the garbage have come already.
  if (whole.error === undefined && show(whole.frames) !== show(inPieces.frames))
    throw new Error('slicing changes the frames')
}

function readAll(
  transport: Transport,
  bytes: Uint8Array,
  pieceBytes: number,
): { readonly frames: readonly Frame[]; readonly error: string | undefined } {
  const frames: Frame[] = []
  try {
    for (let offset = 0; offset < bytes.length; offset += pieceBytes) {
      frames.push(...transport.push(bytes.slice(offset, offset + pieceBytes)))
    }
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    return { frames, error: error.code }
  }
  return { frames, error: undefined }
}

function show(frames: readonly Frame[]): string {
  return JSON.stringify(
    frames.map(frame => (frame.kind === 'packet' ? { ...frame, payload: [...frame.payload] } : frame)),
  )
}
