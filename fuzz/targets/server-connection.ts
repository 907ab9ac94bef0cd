/** A connection of a server: foreign bytes on the socket, and foreign plaintext under a key that the server knows. */

import { readFileSync } from 'node:fs'
import { unzipSync } from 'node:zlib'
import { AuthKey } from '@chappe/crypto'
import { nodeCrypto, readRsaPrivateKey } from '@chappe/crypto/node'
import type { MtprotoEnv, ServerEvent } from '@chappe/mtproto'
import { createClientTransport, SaltSchedule, ServerConnection, SessionTable } from '@chappe/mtproto'

const env: MtprotoEnv = {
  crypto: nodeCrypto,
  compression: {
    gunzip: (bytes, maxBytes) => unzipSync(bytes, { maxOutputLength: maxBytes }),
    // Packing is not under test.
    gzip: bytes => bytes,
  },
}
const now = 1_700_000_000_000
const vectors = new URL('../../packages/mtproto/test/vectors/auth-key-exchange.json', import.meta.url)
const { test_key } = JSON.parse(readFileSync(vectors, 'utf8')) as { readonly test_key: { readonly pem: string } }
const exchange = { keys: [readRsaPrivateKey(test_key.pem)], acceptsDc: (dc: number) => dc === 2 }
const authKey = AuthKey.from(new Uint8Array(256).fill(5), nodeCrypto)
const salts = new SaltSchedule(env, new Uint8Array(32))

/**
 * With an even first byte the rest is the stream itself. With an odd one the rest is a row of messages under the known
 * key, each behind two bytes of length and one of flags: bit 0 sets the parity of its number, bits 1 and 2 make its id
 * repeat, or lie in the past. Every call is answered. Nothing may throw, whatever comes, and no call may run twice.
 */
export function fuzzServerConnection(bytes: Uint8Array): void {
  const sessions = new SessionTable(env, { salts })
  const connection = new ServerConnection(env, now, { sessions, exchange })
  const executed = new Set<bigint>()
  const host = (events: readonly ServerEvent[]): void => {
    for (const event of events) {
      if (event._ === 'key_needed') host(connection.provideKey(now, event.auth_key_id, recordOf(event.auth_key_id)))
      if (event._ === 'key_created') host(connection.keyStored(now, 'ok'))
      if (event._ === 'call') {
        if (executed.has(event.msg_id)) throw new Error('a call was executed twice')
        executed.add(event.msg_id)
        event.session.answer(now, event.msg_id, event.body)
      }
      if (event._ === 'destroy_auth_key') event.session.answerDestroyAuthKey(now, event.msg_id, 'fail')
    }
    connection.flush(now)
  }
  const rest = bytes.subarray(1)
  if (((bytes[0] ?? 0) & 1) === 0) host(connection.receive(now, rest))
  else for (const chunk of packetsOf(rest)) host(connection.receive(now, chunk))
  host(connection.tick(now + 60_000))
  connection.closed(now + 60_000)
}

function recordOf(auth_key_id: bigint): Parameters<ServerConnection['provideKey']>[2] {
  return auth_key_id === authKey.auth_key_id ? { authKey, dc: 2, expires_at: undefined, created_at: now } : undefined
}

/** Cuts the input into messages; bodies are filled up to whole words, so that they come through the outer checks. */
function* packetsOf(bytes: Uint8Array): Generator<Uint8Array> {
  const transport = createClientTransport(env, 'intermediate')
  let count = 0n
  for (let at = 0; at + 3 <= bytes.length; ) {
    const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    const flags = bytes[at + 2] ?? 0
    const body = bytes.subarray(at + 3, at + 3 + length)
    if ((flags & 2) === 0) count++
    const id = (BigInt(Math.floor(now / 1000) - ((flags & 4) === 0 ? 0 : 400)) << 32n) + 4n * count
    yield transport.encode(sealed(id, 2 * Number(count) + (flags & 1), body))
    at += 3 + length
  }
}

function sealed(msg_id: bigint, seqno: number, part: Uint8Array): Uint8Array {
  const length = Math.ceil(part.length / 4) * 4
  const plain = new Uint8Array(Math.ceil((32 + length + 12) / 16) * 16)
  const view = new DataView(plain.buffer)
  view.setBigInt64(0, salts.current(authKey.auth_key_id, now), true)
  view.setBigInt64(8, 7n, true)
  view.setBigUint64(16, msg_id, true)
  view.setInt32(24, seqno, true)
  view.setInt32(28, length, true)
  plain.set(part, 32)
  return nodeCrypto.seal(authKey, 'client', plain).packet
}
