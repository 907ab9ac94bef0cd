import { AuthKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressesMax } from '../dc/address-book.ts'
import { addressesBytesMax, addressesFromBytes, addressesToBytes } from './stored-addresses.ts'
import { otherKeysBytesMax, otherKeysMax, storedKeysFromBytes, storedKeysToBytes } from './stored-keys.ts'

const host = fc.string({ minLength: 1, maxLength: 255 }).filter(text => new TextEncoder().encode(text).length < 255)
const address = { id: fc.integer({ min: 1, max: 9999 }), host, port: fc.integer({ min: 1, max: 65_535 }) }
const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })

const keys = fc.uniqueArray(
  fc.record({
    dc: fc.record({ ...address, test: fc.boolean() }),
    auth_key: fc
      .uint8Array({ minLength: 256, maxLength: 256 })
      .map(bytes => AuthKey.from(Uint8Array.from(bytes), nodeCrypto)),
    server_salt: long,
    timeOffsetMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
    user_id: fc.option(
      long.filter(id => id !== 0n),
      { nil: undefined },
    ),
  }),
  { maxLength: otherKeysMax, selector: ({ dc }) => dc.id },
)

const book = fc.record({
  expiresAt: fc.double({ noNaN: true, noDefaultInfinity: true }),
  prefersIpv6: fc.boolean(),
  entries: fc.array(
    fc.record({ ...address, ipv6: fc.boolean(), tcpo_only: fc.boolean(), this_port_only: fc.boolean() }),
    { maxLength: addressesMax },
  ),
})

describe('the stored form of other keys', () => {
  it('comes back unchanged, within its bounds', () => {
    fc.assert(
      fc.property(keys, written => {
        const bytes = storedKeysToBytes(written)
        expect(bytes.length).toBeLessThanOrEqual(otherKeysBytesMax)
        const read = storedKeysFromBytes(nodeCrypto, bytes) ?? []
        const bare = (list: typeof read): object => list.map(key => ({ ...key, auth_key: key.auth_key.expose() }))
        expect(bare(read)).toEqual(bare(written))
      }),
      { numRuns: 30 },
    )
  })

  it('that has one data center twice, a short key or another byte behind it is none', () => {
    const key = {
      dc: { id: 4, host: 'a', port: 443, test: false },
      auth_key: AuthKey.from(new Uint8Array(256).fill(1), nodeCrypto),
      server_salt: 1n,
      timeOffsetMs: 0,
      user_id: undefined,
    }
    const good = storedKeysToBytes([key])
    expect(storedKeysFromBytes(nodeCrypto, good)).toHaveLength(1)
    expect(storedKeysFromBytes(nodeCrypto, storedKeysToBytes([key, key]))).toBeUndefined()
    expect(storedKeysFromBytes(nodeCrypto, Uint8Array.from([...good, 0]))).toBeUndefined()
    expect(storedKeysFromBytes(nodeCrypto, good.subarray(0, -1))).toBeUndefined()
    const elsewhere = { ...key, dc: { ...key.dc, port: 70_000 } }
    expect(storedKeysFromBytes(nodeCrypto, storedKeysToBytes([elsewhere]))).toBeUndefined()
  })
})

describe('the stored form of addresses', () => {
  it('comes back unchanged, within its bounds', () => {
    fc.assert(
      fc.property(book, written => {
        const bytes = addressesToBytes(written)
        expect(bytes.length).toBeLessThanOrEqual(addressesBytesMax)
        expect(addressesFromBytes(bytes)).toEqual(written)
      }),
      { numRuns: 30 },
    )
  })
})

it.each([
  ['keys', (bytes: Uint8Array) => storedKeysFromBytes(nodeCrypto, bytes)],
  ['addresses', addressesFromBytes],
])('bytes that are no %s are undefined, and never an error', (_what, read) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), bytes => {
      const value = read(bytes)
      // An empty list is all that random bytes can be.
      expect(value === undefined || bytes.length <= 16).toBe(true)
    }),
  )
})
