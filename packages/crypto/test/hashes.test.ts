import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../src/index.ts'
import { providers } from './providers.ts'

/** Around the ends of blocks and of the kernel's buffer, where padding has its cases. */
const lengths = [
  0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 65_526, 65_527, 65_528, 65_536, 65_537, 131_072,
]

describe.each(providers)('hashes, %s', (_name, provider) => {
  it.each(['sha1', 'sha256', 'sha512'] as const)('%s equals OpenSSL’s at every length class', name => {
    for (const length of lengths) {
      const data = provider.random(length)
      expect(toHex(provider[name](data))).toBe(createHash(name).update(data).digest('hex'))
    }
  })

  it.each(['sha1', 'sha256', 'sha512'] as const)('%s hashes parts as if they were joined', name => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 5 }), parts => {
        const joined = createHash(name).update(Buffer.concat(parts)).digest('hex')
        expect(toHex(provider[name](...parts))).toBe(joined)
      }),
    )
  })

  it('HMAC-SHA256 equals OpenSSL’s with keys shorter and longer than a block', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 150 }), fc.uint8Array({ maxLength: 200 }), (key, data) => {
        const mac = createHmac('sha256', key).update(data).digest('hex')
        expect(toHex(provider.hmacSha256(key, data.subarray(0, 7), data.subarray(7)))).toBe(mac)
      }),
    )
  })

  it('PBKDF2-HMAC-SHA512 equals OpenSSL’s', async () => {
    const [password, salt] = [Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)]
    const derived = await provider.pbkdf2Sha512(password, salt, 1000, 64)
    expect(toHex(derived)).toBe(pbkdf2Sync(password, salt, 1000, 64, 'sha512').toString('hex'))
  })

  it('gives results that later calls leave alone', () => {
    const first = provider.sha256(Uint8Array.of(1))
    const copy = Uint8Array.from(first)
    provider.sha256(Uint8Array.of(2))
    expect(first).toEqual(copy)
  })
})
