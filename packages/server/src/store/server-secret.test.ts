import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/seeded-random.ts'
import { ServerSecret } from './server-secret.ts'

const secret = ServerSecret.create(seededRandom('secret'))
const plaintext = new TextEncoder().encode('an auth key')

describe('a server secret', () => {
  it('opens what it sealed', () => {
    const sealed = secret.seal('auth_keys/1', plaintext)
    expect(Buffer.from(sealed).includes('an auth key')).toBe(false)
    expect(secret.open('auth_keys/1', sealed)).toEqual(plaintext)
    expect(ServerSecret.from(secret.expose()).open('auth_keys/1', sealed)).toEqual(plaintext)
  })

  it('never seals twice alike', () => {
    expect(secret.seal('a', plaintext)).not.toEqual(secret.seal('a', plaintext))
  })

  it('opens nothing in another place, under another secret, changed by a bit or cut', () => {
    const sealed = secret.seal('auth_keys/1', plaintext)
    const broken = expect.objectContaining({ code: 'SEAL_BROKEN' })
    const attempt = (by: ServerSecret, context: string, bytes: Uint8Array) => () => by.open(context, bytes)
    expect(attempt(secret, 'auth_keys/2', sealed)).toThrow(broken)
    expect(attempt(ServerSecret.create(seededRandom('other')), 'auth_keys/1', sealed)).toThrow(broken)
    for (let index = 0; index < sealed.length; index++) {
      const changed = Uint8Array.from(sealed)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(attempt(secret, 'auth_keys/1', changed)).toThrow(broken)
    }
    for (const length of [0, 12, 27, sealed.length - 1]) {
      expect(attempt(secret, 'auth_keys/1', sealed.subarray(0, length))).toThrow(broken)
    }
  })

  it('derives unrelated keys for different uses', () => {
    expect(secret.derive('a')).toEqual(secret.derive('a'))
    expect(secret.derive('a')).not.toEqual(secret.derive('b'))
    expect(secret.derive('a')).toHaveLength(32)
  })

  it('knows its databases', () => {
    expect(secret.matches(secret.fingerprint())).toBe(true)
    expect(secret.matches(ServerSecret.create().fingerprint())).toBe(false)
    expect(secret.matches(new Uint8Array(3))).toBe(false)
  })

  it('does not show', () => {
    const hex = Buffer.from(secret.expose()).toString('hex')
    const shown = [inspect(secret, { showHidden: true, depth: 9 }), JSON.stringify({ secret }), String(secret)].join()
    expect(shown).not.toContain(hex)
    expect(shown).not.toMatch(/\d+, *\d+/)
  })

  it('has 32 bytes', () => {
    expect(() => ServerSecret.from(new Uint8Array(31))).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }))
  })
})
