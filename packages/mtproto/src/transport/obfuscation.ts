import { type CtrCipher, reverseBytes } from '@chappe/crypto'
import type { CryptoEnv } from '../env.ts'
import { UsageError } from '../errors.ts'
import { abridgedTag } from './abridged.ts'
import { intermediateTag } from './intermediate.ts'
import { paddedIntermediateTag } from './padded-intermediate.ts'
import type { TransportKind } from './transport.ts'

/** Length of the header that opens an obfuscated connection. */
export const obfuscationHeaderBytes: number = 64

/** The two directions of an obfuscated connection, as seen from one end. */
export interface ObfuscationCiphers {
  readonly outgoing: CtrCipher
  readonly incoming: CtrCipher
}

/** What an obfuscated header says, once decrypted. */
export interface OpenedHeader extends ObfuscationCiphers {
  readonly kind: Exclude<TransportKind, 'full'>
  /** The two bytes at 60 as a signed number: a data center through a proxy, random bytes from many clients without one. */
  readonly dc: number
}

/**
 * Makes the 64 bytes that open an obfuscated connection, and the ciphers for what follows. Obfuscation hides the tag and
 * the framing; it protects nothing.
 *
 * @param secret - 16 bytes shared with a proxy, without its prefix; undefined for none
 * @param dc - written at 60 when given; else those bytes stay random
 * @see {@link https://core.telegram.org/mtproto/mtproto-transports#transport-obfuscation}
 */
export function createObfuscationHeader(
  env: CryptoEnv,
  kind: Exclude<TransportKind, 'full'>,
  secret: Uint8Array | undefined,
  dc: number | undefined,
): ObfuscationCiphers & { readonly header: Uint8Array } {
  // 1. Random bytes that cannot be taken for the start of another transport.
  const init = drawInit(env)
  // 2, 3. The tag at 56, the data center at 60.
  init.set(headerTags[kind], 56)
  if (dc !== undefined) new DataView(init.buffer).setInt16(60, dc, true)
  // 4 to 6. The header goes through the cipher once; only its end is sent encrypted.
  const outgoing = cipherOf(env, init, secret)
  const incoming = cipherOf(env, reverseBytes(init), secret)
  const header = init.slice()
  header.set(outgoing.update(init).subarray(56), 56)
  return { header, outgoing, incoming }
}

/**
 * Reads the 64 bytes that open an obfuscated connection, on the server.
 *
 * @returns undefined when the tag inside is none of ours, which also happens with the wrong secret
 */
export function openObfuscationHeader(
  env: CryptoEnv,
  header: Uint8Array,
  secret: Uint8Array | undefined,
): OpenedHeader | undefined {
  const incoming = cipherOf(env, header, secret)
  const opened = incoming.update(header)
  const kind = kindOfTag(opened)
  if (kind === undefined) return undefined
  const outgoing = cipherOf(env, reverseBytes(header), secret)
  const dc = new DataView(opened.buffer, opened.byteOffset).getInt16(60, true)
  return { kind, dc, incoming, outgoing }
}

/** The tag as it stands in the header: always four bytes. */
const headerTags: Readonly<Record<Exclude<TransportKind, 'full'>, Uint8Array>> = {
  abridged: new Uint8Array(4).fill(abridgedTag[0] ?? 0),
  intermediate: intermediateTag,
  paddedIntermediate: paddedIntermediateTag,
}

function kindOfTag(opened: Uint8Array): Exclude<TransportKind, 'full'> | undefined {
  for (const kind of ['abridged', 'intermediate', 'paddedIntermediate'] as const) {
    if (headerTags[kind].every((byte, index) => opened[56 + index] === byte)) return kind
  }
  return undefined
}

// Key at 8, iv at 40. A proxy secret goes into the key only.
function cipherOf(env: CryptoEnv, bytes: Uint8Array, secret: Uint8Array | undefined): CtrCipher {
  const key = bytes.slice(8, 40)
  const iv = bytes.slice(40, 56)
  return env.crypto.createCtr(secret === undefined ? key : env.crypto.sha256(key, secret), iv)
}

function drawInit(env: CryptoEnv): Uint8Array {
  for (let attempt = 0; attempt < drawsMax; attempt++) {
    const init = Uint8Array.from(env.crypto.random(obfuscationHeaderBytes))
    if (!looksLikeAnotherTransport(init)) return init
  }
  throw new UsageError('RANDOM_BROKEN', `${drawsMax} draws of random bytes all began like another transport`)
}

// A draw is refused once in about 250; this many refusals in a row mean that the source is not random.
const drawsMax = 32

/** Whether a server would read these first bytes as something else than an obfuscated header. */
function looksLikeAnotherTransport(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xef) return true
  if (reservedStarts.some(start => start.every((byte, index) => bytes[index] === byte))) return true
  return bytes[4] === 0 && bytes[5] === 0 && bytes[6] === 0 && bytes[7] === 0
}

const reservedStarts: readonly (readonly number[])[] = [
  [0x48, 0x45, 0x41, 0x44], // HEAD
  [0x50, 0x4f, 0x53, 0x54], // POST
  [0x47, 0x45, 0x54, 0x20], // GET and a space
  [0x4f, 0x50, 0x54, 0x49], // OPTI
  // The documents refuse 16 03 01 02 only; a hello of TLS may be longer, so no length is drawn behind its start.
  [0x16, 0x03, 0x01],
  [0xdd, 0xdd, 0xdd, 0xdd],
  [0xee, 0xee, 0xee, 0xee],
]
