import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { AuthKey } from './auth-key.ts'
import { bytesToLong, toHex } from './bytes.ts'
import { nodeCrypto } from './node/index.ts'

const bytes = nodeCrypto.random(256)
const authKey = AuthKey.from(bytes, nodeCrypto)

describe('AuthKey', () => {
  it('never prints its bytes', () => {
    const texts = [
      inspect(authKey, { showHidden: true, depth: 9 }),
      inspect({ nested: [authKey] }, { depth: 9 }),
      JSON.stringify({ authKey }),
      String(authKey),
      `${authKey}`,
      JSON.stringify(Object.entries(authKey).map(String)),
    ]
    const secret = toHex(bytes)
    for (const text of texts) {
      expect(text).not.toContain(secret.slice(0, 16))
      expect(text).not.toContain([...bytes.subarray(0, 4)].join(','))
    }
    expect(texts[0]).toBe('AuthKey(redacted)')
  })

  it('copies what it takes and what it gives', () => {
    const source = Uint8Array.from(bytes)
    const own = AuthKey.from(source, nodeCrypto)
    source.fill(0)
    own.expose().fill(0)
    expect(own.expose()).toEqual(bytes)
  })

  it('has the id of the last 8 bytes of the SHA-1', () => {
    const digest = nodeCrypto.sha1(bytes)
    expect(authKey.auth_key_id_bytes).toEqual(digest.slice(12))
    expect(authKey.auth_key_id).toBe(bytesToLong(digest.subarray(12)))
    expect(authKey.aux_hash).toEqual(digest.slice(0, 8))
  })

  it('can be wiped', () => {
    const own = AuthKey.from(bytes, nodeCrypto)
    own.wipe()
    expect(own.expose()).toEqual(new Uint8Array(256))
  })

  it('takes 256 bytes only', () => {
    expect(() => AuthKey.from(new Uint8Array(255), nodeCrypto)).toThrow('LENGTH_INVALID')
  })
})
