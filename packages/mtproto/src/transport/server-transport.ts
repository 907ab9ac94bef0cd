import type { CryptoEnv } from '../env.ts'
import { ProtocolError, UsageError } from '../errors.ts'
import { ByteQueue } from './byte-queue.ts'
import type { FirstBytes } from './first-bytes.ts'
import { readFirstBytes } from './first-bytes.ts'
import { readFrames } from './frame-reader.ts'
import type { Framing } from './framing.ts'
import { createFraming } from './framings.ts'
import type { ObfuscationCiphers, OpenedHeader } from './obfuscation.ts'
import { obfuscationHeaderBytes, openObfuscationHeader } from './obfuscation.ts'
import type { ReplayCache } from './replay-cache.ts'
import type { Frame, Transport, TransportKind } from './transport.ts'
import { clientToServerFrameBytesMax } from './transport.ts'

/** How a server reads its connections. */
export interface ServerTransportOptions {
  /** Secrets of 16 bytes, each tried on an obfuscated header that has no valid tag without one. Default none. */
  readonly secrets?: readonly Uint8Array[]
  /** Whether only obfuscated connections with one of the secrets are served, as a proxy does. Default false. */
  readonly secretRequired?: boolean
  /** Remembers headers over all connections; a header seen before is refused. Default: none are remembered. */
  readonly replayCache?: ReplayCache
  /** Largest packet read, in bytes, default 1 MiB + 64 KiB. */
  readonly frameBytesMax?: number
}

/** What the first bytes of a connection were. */
export interface DetectedTransport {
  readonly kind: TransportKind
  readonly obfuscated: boolean
  /**
   * The data center in an obfuscated header, a signed 16-bit number. Clients without a proxy may leave random bytes
   * there, so it is never a reason to refuse.
   */
  readonly dc: number | undefined
  /** Which of the secrets the client used, as an index; undefined for none. */
  readonly secretIndex: number | undefined
}

/** The server's end of one connection, which finds out the transport by itself. */
export interface ServerTransport extends Transport {
  /** Undefined until the first bytes have come: at most 64. */
  readonly detected: DetectedTransport | undefined
}

/**
 * Makes the server's end of a connection. `push` throws `HTTP_NOT_SPOKEN` or `FAKE_TLS_NOT_SPOKEN` when the first bytes
 * are those of a transport that belongs to another listener.
 *
 * @throws {UsageError} `SECRET_INVALID`
 */
export function createServerTransport(env: CryptoEnv, options: ServerTransportOptions = {}): ServerTransport {
  for (const secret of options.secrets ?? []) {
    if (secret.length !== 16) {
      throw new UsageError(
        'SECRET_INVALID',
        `a server's secret has 16 bytes, not ${secret.length}; leave out its prefix`,
      )
    }
  }
  return new DetectingTransport(env, options)
}

interface Opened {
  readonly detected: DetectedTransport
  readonly framing: Framing
  readonly ciphers: ObfuscationCiphers | undefined
  readonly read: () => Frame[]
}

class DetectingTransport implements ServerTransport {
  readonly #env: CryptoEnv
  readonly #options: ServerTransportOptions
  readonly #queue = new ByteQueue()
  #opened: Opened | undefined
  #broken: { readonly error: unknown } | undefined

  constructor(env: CryptoEnv, options: ServerTransportOptions) {
    this.#env = env
    this.#options = options
  }

  get detected(): DetectedTransport | undefined {
    return this.#opened?.detected
  }

  encode(payload: Uint8Array): Uint8Array {
    return this.#send(this.#require().framing.encode(payload, false))
  }

  encodeError(code: number): Uint8Array {
    return this.#send(this.#require().framing.encodeError(code))
  }

  encodeQuickAck(token: number): Uint8Array {
    return this.#send(this.#require().framing.encodeQuickAck(token))
  }

  push(chunk: Uint8Array): Frame[] {
    if (this.#broken !== undefined) throw this.#broken.error
    if (this.#opened !== undefined) {
      this.#queue.push(this.#opened.ciphers?.incoming.update(chunk) ?? chunk)
      return this.#opened.read()
    }
    this.#queue.push(chunk)
    const first = readFirstBytes(this.#queue)
    if (first === undefined) return []
    try {
      this.#opened = this.#open(first)
    } catch (error) {
      this.#broken = { error }
      this.#queue.skip(this.#queue.length)
      throw error
    }
    return this.#opened.read()
  }

  #open(first: FirstBytes): Opened {
    switch (first.kind) {
      case 'http':
        throw new ProtocolError('HTTP_NOT_SPOKEN', 'the client speaks HTTP, which this listener does not')
      case 'fakeTls':
        throw new ProtocolError('FAKE_TLS_NOT_SPOKEN', 'the client speaks TLS, which this listener does not')
      case 'obfuscated':
        return this.#openObfuscated()
    }
    if (this.#options.secretRequired === true) {
      throw new ProtocolError(
        'OBFUSCATION_REQUIRED',
        `the client speaks ${first.kind} in the open; a secret is required`,
      )
    }
    this.#queue.skip(first.tagBytes)
    const detected = { kind: first.kind, obfuscated: false, dc: undefined, secretIndex: undefined }
    return this.#openedAs(detected, undefined)
  }

  #openObfuscated(): Opened {
    const header = this.#queue.take(obfuscationHeaderBytes)
    const { opened, secretIndex } = this.#tryHeader(header)
    // Noted only once its tag is valid, so that random probes do not fill the cache.
    if (this.#options.replayCache?.note(header) === false) {
      throw new ProtocolError('OBFUSCATION_REPLAYED', 'this obfuscated header has been used before')
    }
    const rest = this.#queue.takeAll()
    if (rest.length > 0) this.#queue.push(opened.incoming.update(rest))
    return this.#openedAs({ kind: opened.kind, obfuscated: true, dc: opened.dc, secretIndex }, opened)
  }

  #tryHeader(header: Uint8Array): { readonly opened: OpenedHeader; readonly secretIndex: number | undefined } {
    if (this.#options.secretRequired !== true) {
      const opened = openObfuscationHeader(this.#env, header, undefined)
      if (opened !== undefined) return { opened, secretIndex: undefined }
    }
    for (const [secretIndex, secret] of (this.#options.secrets ?? []).entries()) {
      const opened = openObfuscationHeader(this.#env, header, secret)
      if (opened !== undefined) return { opened, secretIndex }
    }
    throw new ProtocolError(
      'OBFUSCATION_TAG_UNKNOWN',
      'the first 64 bytes hold no known tag: garbage, or another secret',
    )
  }

  #openedAs(detected: DetectedTransport, ciphers: ObfuscationCiphers | undefined): Opened {
    const frameBytesMax = this.#options.frameBytesMax ?? clientToServerFrameBytesMax
    const framing = createFraming(this.#env, detected.kind, { role: 'server', frameBytesMax })
    return { detected, framing, ciphers, read: readFrames(framing, this.#queue) }
  }

  #require(): Opened {
    if (this.#opened === undefined) {
      throw new UsageError('TRANSPORT_UNDETECTED', 'a server can answer only after the first bytes of the client')
    }
    return this.#opened
  }

  #send(frame: Uint8Array): Uint8Array {
    return this.#opened?.ciphers?.outgoing.update(frame) ?? frame
  }
}
