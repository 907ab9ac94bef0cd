/**
 * `msg_container#73f1f8dc messages:vector<%Message> = MessageContainer`: a bare vector of bare messages, so neither the
 * vector nor the messages carry a constructor number. Written and read by hand because the bodies stay bytes.
 *
 * @see {@link https://core.telegram.org/mtproto/service_messages#simple-container}
 */
import { constructorIdOf, gzip_packed, msg_container } from './constructor-ids.ts'

/** `message msg_id:long seqno:int bytes:int body:Object = Message`, without its length, which the body knows. */
export interface InnerMessage {
  readonly msg_id: bigint
  readonly seqno: number
  /** The boxed object, in whole 32-bit words. */
  readonly body: Uint8Array
}

/** Most messages in one container. Beyond it a server refuses the container (code 64). */
const containerMessagesMax = 1024

/** Bytes that a message costs in a container beside its body: msg_id, seqno, length. */
export const innerHeaderBytes = 16

/** The length of a container with these messages, in bytes, constructor number and count included. */
export function containerLength(messages: readonly InnerMessage[]): number {
  let length = 8
  for (const message of messages) length += innerHeaderBytes + message.body.length
  return length
}

/** Writes a container at `offset` of `target`, which has room for {@link containerLength} bytes. */
export function writeContainer(target: Uint8Array, offset: number, messages: readonly InnerMessage[]): void {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength)
  view.setUint32(offset, msg_container, true)
  view.setInt32(offset + 4, messages.length, true)
  let position = offset + 8
  for (const message of messages) {
    view.setBigUint64(position, message.msg_id, true)
    view.setInt32(position + 8, message.seqno, true)
    view.setInt32(position + 12, message.body.length, true)
    target.set(message.body, position + innerHeaderBytes)
    position += innerHeaderBytes + message.body.length
  }
}

/** Whether a body is a container. */
export function isContainer(body: Uint8Array): boolean {
  return constructorIdOf(body) === msg_container
}

/** Why a container cannot be accepted. */
export type ContainerFault = 'COUNT' | 'LENGTH' | 'NESTED'

/**
 * Takes a container apart. Nothing is copied, and nothing is read beyond the declared lengths: each must be a whole
 * number of words, and together they must fill the body exactly. A container in a container is refused; so is one hidden
 * in `gzip_packed`, which the caller sees when it unpacks.
 *
 * @returns the messages in order, or the first fault found
 */
export function readContainer(body: Uint8Array): InnerMessage[] | ContainerFault {
  if (body.length < 8) return 'LENGTH'
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  const count = view.getInt32(4, true)
  if (count < 0 || count > containerMessagesMax) return 'COUNT'
  const messages: InnerMessage[] = []
  let position = 8
  for (let index = 0; index < count; index++) {
    if (body.length - position < innerHeaderBytes) return 'LENGTH'
    const length = view.getInt32(position + 12, true)
    const start = position + innerHeaderBytes
    if (length < 4 || length % 4 !== 0 || length > body.length - start) return 'LENGTH'
    const inner = body.subarray(start, start + length)
    if (isContainer(inner)) return 'NESTED'
    messages.push({ msg_id: view.getBigUint64(position, true), seqno: view.getInt32(position + 8, true), body: inner })
    position = start + length
  }
  return position === body.length ? messages : 'LENGTH'
}

/** Whether a body is `gzip_packed`. */
export function isGzipPacked(body: Uint8Array): boolean {
  return constructorIdOf(body) === gzip_packed
}
