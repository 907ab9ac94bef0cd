import type { CryptoEnv } from '../env.ts'
import { UsageError } from '../errors.ts'
import { abridgedTag } from './abridged.ts'
import { ByteQueue } from './byte-queue.ts'
import { readFrames } from './frame-reader.ts'
import { createFraming } from './framings.ts'
import { intermediateTag } from './intermediate.ts'
import type { ObfuscationCiphers } from './obfuscation.ts'
import { createObfuscationHeader } from './obfuscation.ts'
import { paddedIntermediateTag } from './padded-intermediate.ts'
import type { Transport, TransportKind } from './transport.ts'
import { serverToClientFrameBytesMax } from './transport.ts'

/** How a client opens a connection. */
export interface ClientTransportOptions {
  /**
   * Whether to hide the framing, default false. `secret` is that of an MTProto proxy, 16 bytes, or 17 with `dd` in front
   * (which asks for `paddedIntermediate`); `dc` is told to the proxy: plus 10000 for test, negative for media. Without
   * them the header holds random bytes there. Not possible with `full`.
   */
  readonly obfuscated?: boolean | { readonly dc?: number; readonly secret?: Uint8Array }
  /** Largest packet read, in bytes, default 16 MiB. */
  readonly frameBytesMax?: number
}

/** The client's end of one connection. */
export interface ClientTransport extends Transport {
  readonly kind: TransportKind
  /**
   * The bytes that open the connection: the tag, or the 64-byte header; empty for `full`. Only for a caller that wants to
   * send them ahead of the first payload; else the first `encode` puts them in front by itself. Empty once sent.
   */
  opening(): Uint8Array
}

/**
 * Makes the client's end of a connection. A new connection needs a new transport.
 *
 * @throws {UsageError} `TRANSPORT_OPTIONS`, `SECRET_INVALID`
 */
export function createClientTransport(
  env: CryptoEnv,
  kind: TransportKind,
  options: ClientTransportOptions = {},
): ClientTransport {
  const framing = createFraming(env, kind, {
    role: 'client',
    frameBytesMax: options.frameBytesMax ?? serverToClientFrameBytesMax,
  })
  const { ciphers, first } = open(env, kind, options)
  const queue = new ByteQueue()
  const reader = readFrames(framing, queue)
  let opening = first

  const send = (frame: Uint8Array): Uint8Array => {
    const bytes = ciphers === undefined ? frame : ciphers.outgoing.update(frame)
    if (opening.length === 0) return bytes
    const all = new Uint8Array(opening.length + bytes.length)
    all.set(opening)
    all.set(bytes, opening.length)
    opening = nothing
    return all
  }

  return {
    kind,
    opening() {
      const bytes = opening
      opening = nothing
      return bytes
    },
    encode: (payload, encodeOptions) => send(framing.encode(payload, encodeOptions?.quickAck === true)),
    encodeError: code => send(framing.encodeError(code)),
    encodeQuickAck: token => send(framing.encodeQuickAck(token)),
    push(chunk) {
      queue.push(ciphers === undefined ? chunk : ciphers.incoming.update(chunk))
      return reader()
    },
  }
}

const nothing = new Uint8Array(0)

function open(
  env: CryptoEnv,
  kind: TransportKind,
  options: ClientTransportOptions,
): { readonly ciphers: ObfuscationCiphers | undefined; readonly first: Uint8Array } {
  const obfuscated = options.obfuscated ?? false
  if (obfuscated === false) return { ciphers: undefined, first: tagOf(kind) }
  if (kind === 'full') {
    throw new UsageError('TRANSPORT_OPTIONS', 'the full transport has no tag to hide; obfuscate one of the others')
  }
  const { dc, secret } = obfuscated === true ? {} : obfuscated
  const created = createObfuscationHeader(env, kind, secret && secretOf(secret, kind), dc)
  return { ciphers: created, first: created.header }
}

function tagOf(kind: TransportKind): Uint8Array {
  switch (kind) {
    case 'abridged':
      return abridgedTag
    case 'intermediate':
      return intermediateTag
    case 'paddedIntermediate':
      return paddedIntermediateTag
    case 'full':
      return nothing
  }
}

function secretOf(secret: Uint8Array, kind: TransportKind): Uint8Array {
  if (secret.length === 16) return secret
  // Any prefix byte of a 17-byte secret is treated like dd; a longer one that begins with ee means fake TLS.
  if (secret.length === 17) {
    if (kind !== 'paddedIntermediate') {
      throw new UsageError('TRANSPORT_OPTIONS', 'a 17-byte secret asks for the paddedIntermediate transport')
    }
    return secret.subarray(1)
  }
  throw new UsageError('SECRET_INVALID', `a secret has 16 or 17 bytes, not ${secret.length}; fake TLS is not spoken`)
}
