/** What a client session does with foreign plaintext: everything behind the check of `msg_key`. */

import { unzipSync } from 'node:zlib'
import { AuthKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type { MtprotoEnv } from '@chappe/mtproto'
import { ClientSession } from '@chappe/mtproto'

const env: MtprotoEnv = {
  crypto: nodeCrypto,
  compression: {
    gunzip: (bytes, maxBytes) => unzipSync(bytes, { maxOutputLength: maxBytes }),
    // Packing is not under test.
    gzip: bytes => bytes,
  },
}
const now = 1_700_000_000_000
const authKey = AuthKey.from(new Uint8Array(256).fill(5), nodeCrypto)
const session_id = 0x0102030405060708n

/**
 * Takes messages one after another, each behind two bytes of length and one of flags: bit 0 sets the parity of its
 * number, bit 1 an id that answers nothing. They reach a session with two calls on their way. The session may close;
 * it must not throw, and must not give its host more than it was given.
 */
export function fuzzMessage(bytes: Uint8Array): void {
  const client = new ClientSession(env, { authKey, server_salt: 1n, session_id })
  client.connected(now)
  client.call(now, new Uint8Array(8))
  const cancelled = client.call(now, new Uint8Array(12))
  client.flush(now)
  client.cancel(now, cancelled)
  let count = 0n
  for (const { flags, body } of messagesOf(bytes)) {
    const msg_id = (BigInt(Math.floor(now / 1000)) << 32n) + 4n * ++count + ((flags & 2) === 0 ? 1n : 3n)
    const events = client.receive(now, sealed(msg_id, flags & 1, body))
    for (const event of events) {
      if (event._ === 'updates' && event.body.length > 10 * 1024 * 1024) throw new Error('an update passes its bound')
    }
    client.tick(now)
    client.flush(now)
  }
}

/** Cuts the input into messages; bodies are filled up to whole words, so that they come through the outer checks. */
function* messagesOf(bytes: Uint8Array): Generator<{ readonly flags: number; readonly body: Uint8Array }> {
  let at = 0
  while (at + 3 <= bytes.length) {
    const length = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    const flags = bytes[at + 2] ?? 0
    const part = bytes.subarray(at + 3, at + 3 + length)
    const body = new Uint8Array(Math.ceil(part.length / 4) * 4)
    body.set(part)
    yield { flags, body }
    at += 3 + length
  }
}

function sealed(msg_id: bigint, seqno: number, body: Uint8Array): Uint8Array {
  const plain = new Uint8Array(Math.ceil((32 + body.length + 12) / 16) * 16)
  const view = new DataView(plain.buffer)
  view.setBigInt64(8, session_id, true)
  view.setBigUint64(16, msg_id, true)
  view.setInt32(24, seqno, true)
  view.setInt32(28, body.length, true)
  plain.set(body, 32)
  return nodeCrypto.seal(authKey, 'server', plain).packet
}
