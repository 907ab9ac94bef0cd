import { type InnerMessage, isContainer, readContainer } from '../../src/message/container.ts'
import {
  type EncryptedMessage,
  type OutgoingEnvelope,
  openMessage,
  sealMessage,
} from '../../src/message/encrypted-message.ts'
import { msgIdAt } from '../../src/message/msg-id.ts'
import { decodeService, encodeService, type ServiceMessage } from '../../src/message/service-message.ts'
import { decodeRpcResult, isRpcResult } from '../../src/rpc/rpc-result.ts'
import { type ClientTransport, createClientTransport } from '../../src/transport/client-transport.ts'
import { publishedKey } from './session-env.ts'
import type { SessionLink } from './session-link.ts'

/** Messages of an opened packet, container or not. */
export function messagesIn(message: EncryptedMessage): readonly InnerMessage[] {
  if (!isContainer(message.body)) return [message]
  const messages = readContainer(message.body)
  if (typeof messages === 'string') throw new Error(`broken container: ${messages}`)
  return messages
}

/** A server written by hand, which can say anything to the client of a link. */
export class RawServer {
  readonly #link: SessionLink
  #count = 0n

  constructor(link: SessionLink) {
    this.#link = link
  }

  /** The next id of about now: 1 modulo 4 unless told otherwise. */
  nextId(remainder = 1n): bigint {
    return msgIdAt(this.#link.now) + 4n * ++this.#count + remainder
  }

  /** One packet with whatever differs from an honest one. */
  packet(message: Partial<OutgoingEnvelope>): Uint8Array {
    return sealMessage(this.#link.env, publishedKey, 'server', {
      server_salt: 0n,
      session_id: this.#link.client.session_id,
      msg_id: this.nextId(),
      seqno: 0,
      body: new Uint8Array(4),
      ...message,
    }).packet
  }

  says(message: Partial<OutgoingEnvelope>): ReturnType<SessionLink['clientTakes']> {
    return this.#link.clientTakes(this.packet(message))
  }

  service(service: ServiceMessage, message: Partial<OutgoingEnvelope> = {}): ReturnType<SessionLink['clientTakes']> {
    return this.says({ body: encodeService(service), ...message })
  }

  /** What the client sends now, opened. */
  hears(): EncryptedMessage[] {
    return this.#link.client
      .flush(this.#link.clientNow)
      .map(packet => openMessage(this.#link.env, publishedKey, 'client', packet))
  }

  /** What the client sends now, message by message, with the ids of the packets they travel in. */
  hearsMessages(): (InnerMessage & { readonly outer: EncryptedMessage })[] {
    return this.hears().flatMap(outer => messagesIn(outer).map(inner => ({ ...inner, outer })))
  }
}

/** What a raw client reads: a service message, an answer, or other bytes. */
export interface Heard extends InnerMessage {
  /** The id of the packet it travelled in: its own, or that of a container. */
  readonly outer_msg_id: bigint
  readonly service: ServiceMessage | undefined
  readonly answerTo: bigint | undefined
  readonly result: Uint8Array | undefined
}

/** A client written by hand, which can say anything to the server of a link. */
export class RawClient {
  readonly #link: SessionLink
  readonly #transport: ClientTransport
  #count = 0n
  content = 0
  readonly session_id: bigint

  constructor(link: SessionLink, session_id = 0x5e5510n) {
    this.#link = link
    this.session_id = session_id
    this.#transport = createClientTransport(link.env, 'intermediate')
    // The link has sent the tag already.
    this.#transport.opening()
  }

  nextId(): bigint {
    return msgIdAt(this.#link.now) + 4n * ++this.#count
  }

  /** A content-related message ready for a container. */
  inner(body: Uint8Array): InnerMessage {
    return { msg_id: this.nextId(), seqno: 2 * this.content++ + 1, body }
  }

  packet(message: Partial<OutgoingEnvelope>): Uint8Array {
    return sealMessage(this.#link.env, publishedKey, 'client', {
      server_salt: this.#link.table.salts.current(publishedKey.auth_key_id, this.#link.now),
      session_id: this.session_id,
      msg_id: message.msg_id ?? this.nextId(),
      seqno: 2 * this.content,
      body: new Uint8Array(4),
      ...message,
    }).packet
  }

  /** One packet as it goes to the socket. */
  framed(message: Partial<OutgoingEnvelope>): Uint8Array {
    return this.#transport.encode(this.packet(message))
  }

  /** Sends one packet and returns what the server sends at once. */
  says(message: Partial<OutgoingEnvelope>, options?: { readonly quickAck?: boolean }): Heard[] {
    return this.sends(this.packet(message), options)
  }

  sends(payload: Uint8Array, options?: { readonly quickAck?: boolean }): Heard[] {
    this.#link.serverTakes(this.#transport.encode(payload, options))
    return this.hears()
  }

  service(service: ServiceMessage, message: Partial<OutgoingEnvelope> = {}): Heard[] {
    return this.says({ body: encodeService(service), ...message })
  }

  /** Sends a call; its msg_id can be given. */
  calls(body: Uint8Array, message: Partial<OutgoingEnvelope> = {}): { msg_id: bigint; heard: Heard[] } {
    const msg_id = message.msg_id ?? this.nextId()
    const heard = this.says({ body, seqno: 2 * this.content++ + 1, ...message, msg_id })
    return { msg_id, heard }
  }

  /** What the server has ready, message by message. */
  hears(): Heard[] {
    return this.#link.serverSends().flatMap(payload => {
      if (payload.length < 24) return []
      const message = openMessage(this.#link.env, publishedKey, 'server', payload)
      return messagesIn(message).map(inner => {
        const answer = isRpcResult(inner.body) ? decodeRpcResult(inner.body) : undefined
        const service = answer === undefined ? decodeService(inner.body) : decodeService(answer.result)
        return { ...inner, outer_msg_id: message.msg_id, service, answerTo: answer?.req_msg_id, result: answer?.result }
      })
    })
  }
}

/** Service messages of one name among what was heard. */
export function servicesOf<Name extends ServiceMessage['_']>(
  heard: readonly Heard[],
  name: Name,
): Extract<ServiceMessage, { _: Name }>[] {
  return heard
    .map(message => message.service)
    .filter((service): service is Extract<ServiceMessage, { _: Name }> => service?._ === name)
}
