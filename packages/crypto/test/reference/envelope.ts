/** The MTProto 2.0 envelope, formula by formula, over node:crypto's hash and the plain IGE. */
import { createHash } from 'node:crypto'
import { igeEncrypt } from './ige.ts'

export function seal(key: Uint8Array, sender: 'client' | 'server', body: Uint8Array): Buffer {
  const x = sender === 'client' ? 0 : 8
  const part = (start: number, end: number): Uint8Array => key.subarray(start + x, end + x)
  const msg_key = sha256(part(88, 120), body).subarray(8, 24)
  const a = sha256(msg_key, part(0, 36))
  const b = sha256(part(40, 76), msg_key)
  const aes_key = Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)])
  const aes_iv = Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)])
  const auth_key_id = createHash('sha1').update(key).digest().subarray(12, 20)
  return Buffer.concat([auth_key_id, msg_key, igeEncrypt(body, aes_key, aes_iv)])
}

function sha256(...parts: Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest()
}
