import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageKeys } from '../src/envelope.ts'
import { AuthKey, fromHex, type Sender, toHex } from '../src/index.ts'
import { providers } from './providers.ts'
import { seal as plainSeal } from './reference/envelope.ts'
import { type AuthKeyExchange, readVectors } from './vectors.ts'

interface EnvelopeVectors {
  readonly cases: {
    sender: Sender
    body: string
    msg_key_large?: string
    msg_key: string
    aes_key: string
    aes_iv: string
    packet: string
    quick_ack_token?: string
  }[]
}

const { cases } = readVectors<EnvelopeVectors>('envelope')
const auth_key = fromHex(readVectors<AuthKeyExchange>('auth-key-exchange').auth_key)

describe.each(providers)('the envelope, %s', (_name, provider) => {
  const authKey = AuthKey.from(auth_key, provider)
  const random = AuthKey.from(provider.random(256), provider)

  describe.each(cases)('from the $sender', vector => {
    const body = fromHex(vector.body)

    it('seals as in the vector', () => {
      const sealed = provider.seal(authKey, vector.sender, body)
      expect(toHex(sealed.packet)).toBe(vector.packet)
      expect(toHex(sealed.msg_key)).toBe(vector.msg_key)
    })

    it('derives key and iv as in the vector', () => {
      const x = vector.sender === 'client' ? 0 : 8
      const { aes_key, aes_iv } = messageKeys(provider, auth_key, x, fromHex(vector.msg_key))
      expect(toHex(aes_key)).toBe(vector.aes_key)
      expect(toHex(aes_iv)).toBe(vector.aes_iv)
      const hash = toHex(provider.sha256(auth_key.subarray(88 + x, 120 + x), body))
      expect(hash.slice(16, 48)).toBe(vector.msg_key)
      if (vector.msg_key_large !== undefined) expect(hash).toBe(vector.msg_key_large)
    })

    it('opens the vector', () => {
      expect(provider.open(authKey, vector.sender, fromHex(vector.packet))?.body).toEqual(body)
    })

    it('does not open it for the other direction', () => {
      const other = vector.sender === 'client' ? 'server' : 'client'
      expect(provider.open(authKey, other, fromHex(vector.packet))).toBeUndefined()
    })

    it('does not open it with another key', () => {
      expect(provider.open(random, vector.sender, fromHex(vector.packet))).toBeUndefined()
    })

    it('does not open it with any bit flipped', () => {
      const packet = fromHex(vector.packet)
      for (let bit = 0; bit < packet.length * 8; bit++) {
        const flipped = Uint8Array.from(packet)
        flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
        expect(provider.open(authKey, vector.sender, flipped)).toBeUndefined()
      }
    })

    it('does not open it when it is cut or extended', () => {
      const packet = fromHex(vector.packet)
      for (let length = 0; length < packet.length; length++) {
        expect(provider.open(authKey, vector.sender, packet.subarray(0, length))).toBeUndefined()
      }
      for (const extra of [1, 15, 16, 32]) {
        const longer = new Uint8Array(packet.length + extra)
        longer.set(packet)
        expect(provider.open(authKey, vector.sender, longer)).toBeUndefined()
      }
    })
  })

  it('gives the same quick acknowledgement token to both sides', () => {
    const vector = cases.find(each => each.quick_ack_token !== undefined)
    const token = Number.parseInt(vector?.quick_ack_token as string, 16)
    expect(provider.seal(authKey, 'client', fromHex(vector?.body as string)).quickAckToken).toBe(token)
    expect(provider.open(authKey, 'client', fromHex(vector?.packet as string))?.quickAckToken).toBe(token)
  })

  it('refuses to seal a body that is empty or not a multiple of 16 bytes', () => {
    for (const length of [0, 1, 15, 17]) {
      expect(() => provider.seal(authKey, 'client', new Uint8Array(length))).toThrow('LENGTH_INVALID')
    }
  })

  it('equals the plain version and opens what it sealed', () => {
    const body = fc.integer({ min: 1, max: 60 }).chain(n => fc.uint8Array({ minLength: 16 * n, maxLength: 16 * n }))
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 256, maxLength: 256 }),
        fc.constantFrom<Sender>('client', 'server'),
        body,
        (key, sender, value) => {
          const own = AuthKey.from(key, provider)
          const sealed = provider.seal(own, sender, value)
          expect(toHex(sealed.packet)).toBe(plainSeal(key, sender, value).toString('hex'))
          const opened = provider.open(own, sender, sealed.packet)
          expect(opened?.body).toEqual(value)
          expect(opened?.quickAckToken).toBe(sealed.quickAckToken)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('opens large bodies, longer than the kernel’s memory', () => {
    for (const length of [6144, 65_536, 65_552, 200_000]) {
      const body = provider.random(length)
      const { packet } = provider.seal(random, 'server', body)
      expect(provider.open(random, 'server', packet)?.body).toEqual(body)
      packet[packet.length - 1] = (packet[packet.length - 1] as number) ^ 1
      expect(provider.open(random, 'server', packet)).toBeUndefined()
    }
  })
})
