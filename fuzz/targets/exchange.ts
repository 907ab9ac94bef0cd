/** The key exchange: foreign messages to a server, and foreign answers to a client, at each of their states. */

import { readFileSync } from 'node:fs'
import { nodeCrypto, readRsaPrivateKey } from '@chappe/crypto/node'
import type { ClientExchange } from '@chappe/mtproto'
import { encodePlainMessage, ProtocolError, SecurityError, ServerExchange, startClientExchange } from '@chappe/mtproto'

const env = { crypto: nodeCrypto }
const now = 1_700_000_000_000
const vectors = new URL('../../packages/mtproto/test/vectors/auth-key-exchange.json', import.meta.url)
const { test_key } = JSON.parse(readFileSync(vectors, 'utf8')) as { readonly test_key: { readonly pem: string } }
const privateKey = readRsaPrivateKey(test_key.pem)

/**
 * Uses the first byte to choose how far a genuine exchange has come and what happens to the next message: the rest of
 * the bytes take its place, or are mixed into it. A server must answer whatever comes without throwing; a client may
 * only throw `ProtocolError` or `SecurityError`, and must not come to a key by a message that was altered.
 */
export function fuzzExchange(bytes: Uint8Array): void {
  const choice = bytes[0] ?? 0
  const rest = bytes.subarray(1)
  const stepsBefore = choice & 0x03
  const alter = (choice & 0x04) === 0 ? () => encodePlainMessage(4n, rest) : (genuine: Uint8Array) => mix(genuine, rest)
  if ((choice & 0x08) === 0) fuzzServer(stepsBefore, alter)
  else fuzzClient(stepsBefore, alter)
}

type Alter = (genuine: Uint8Array) => Uint8Array

function start(): { readonly client: ClientExchange; readonly server: ServerExchange } {
  return {
    client: startClientExchange(env, { keys: [privateKey.publicKey], dc: 2, now }),
    server: new ServerExchange(env, { keys: [privateKey], acceptsDc: dc => dc === 2, exponentBytes: 32 }),
  }
}

function fuzzServer(stepsBefore: number, alter: Alter): void {
  const { client, server } = start()
  let payload = client.message
  for (let step = 0; step < Math.min(stepsBefore, 2); step++) {
    const { send } = client.receive(now, answerOf(server, payload))
    if (send === undefined) throw new Error('the genuine part of the exchange has failed')
    payload = send
  }
  const { created } = server.receive(now, alter(payload))
  if (created !== undefined) server.confirm(now, 'ok')
}

function fuzzClient(stepsBefore: number, alter: Alter): void {
  const { client, server } = start()
  let payload = client.message
  for (let step = 0; step < Math.min(stepsBefore, 2); step++) {
    const { send } = client.receive(now, answerOf(server, payload))
    if (send === undefined) throw new Error('the genuine part of the exchange has failed')
    payload = send
  }
  const genuine = answerOf(server, payload)
  const altered = alter(genuine)
  try {
    const { done } = client.receive(now, altered)
    if (done !== undefined && !sameMessage(genuine, altered))
      throw new Error('a forged answer was taken for a confirmation')
  } catch (error) {
    if (!(error instanceof ProtocolError || error instanceof SecurityError)) throw error
  }
}

// The envelope's msg_id means nothing to a client, and bytes behind the object are padding.
function sameMessage(one: Uint8Array, other: Uint8Array): boolean {
  return other.length >= one.length && one.subarray(20).every((byte, index) => other[20 + index] === byte)
}

function answerOf(server: ServerExchange, payload: Uint8Array): Uint8Array {
  const { send, created } = server.receive(now, payload)
  const answer = created === undefined ? send : server.confirm(now, 'ok')
  if (answer === undefined) throw new Error('the genuine part of the exchange has failed')
  return answer
}

/** Each pair of bytes: an offset and a value to put there. */
function mix(genuine: Uint8Array, changes: Uint8Array): Uint8Array {
  const mixed = Uint8Array.from(genuine)
  for (let index = 0; index + 2 < changes.length; index += 3) {
    const offset = (((changes[index] ?? 0) << 8) | (changes[index + 1] ?? 0)) % mixed.length
    mixed[offset] = changes[index + 2] ?? 0
  }
  return mixed
}
