import { AuthKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import type { CreatedKey } from '@chappe/mtproto'
import { describe, expect, it } from 'vitest'
import { Homes } from '../domain/homes/homes.ts'
import type { KeyRepository, StoredAuthKey } from '../domain/repositories.ts'
import { defaultPolicy } from '../policy/default-policy.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { KeyRing } from './key-ring.ts'

function makeRing(ids: readonly [number, ...number[]] = [2]) {
  const stored = new Map<bigint, StoredAuthKey>()
  const repository: KeyRepository = {
    add: async key => !stored.has(key.key_id) && stored.set(key.key_id, key) !== undefined,
    find: async key_id => stored.get(key_id),
    delete: async key_id => stored.delete(key_id),
    deleteExpired: async () => 0,
  }
  const clock = new FakeClock()
  const make = (fill: number, livesSeconds?: number): CreatedKey => ({
    authKey: AuthKey.from(new Uint8Array(256).fill(fill), nodeCrypto),
    server_salt: 1n,
    dc: fill === 9 ? undefined : 10_002,
    expires_at: livesSeconds === undefined ? undefined : Math.floor(clock.now() / 1000) + livesSeconds,
  })
  const rings = ids.map(id => new KeyRing(repository, nodeCrypto, clock, new Homes(id, ids, defaultPolicy)))
  return { ring: rings[0] ?? new KeyRing(repository, nodeCrypto, clock), rings, stored, clock, make }
}

const idOf = (key: CreatedKey) => key.authKey.auth_key_id

describe('KeyRing', () => {
  it('stores permanent keys with the data center that the client believed to talk to', async () => {
    const { ring, make, clock } = makeRing()
    const key = make(1)
    expect(await ring.add(key)).toBe('ok')
    expect(await ring.find(idOf(key))).toMatchObject({ dc: 10_002, expires_at: undefined, created_at: clock.now() })
    const vague = make(9)
    await ring.add(vague)
    expect((await ring.find(idOf(vague)))?.dc).toBeUndefined()
  })

  it('asks for another key when the id is taken, whatever kinds meet', async () => {
    const { ring, make } = makeRing()
    await ring.add(make(1))
    await ring.add(make(2, 60))
    expect(await Promise.all([make(1), make(1, 60), make(2), make(2, 60)].map(key => ring.add(key)))).toEqual([
      'retry',
      'retry',
      'retry',
      'retry',
    ])
  })

  it('never stores a temporary key, and forgets it when its time is over', async () => {
    const { ring, stored, make, clock } = makeRing()
    const key = make(1, 60)
    expect(await ring.add(key)).toBe('ok')
    expect(stored.size).toBe(0)
    clock.advance(59_000)
    expect(await ring.find(idOf(key))).toMatchObject({ expires_at: key.expires_at })
    clock.advance(1_000)
    expect(await ring.find(idOf(key))).toBeUndefined()
  })

  it('ends the temporary keys of a permanent one along with it', async () => {
    const { ring, make } = makeRing()
    const [permanent, one, two, free] = [make(1), make(2, 60), make(3, 60), make(4, 60)]
    for (const key of [permanent, one, two, free]) await ring.add(key)
    ring.bind(idOf(one), idOf(permanent))
    ring.bind(idOf(two), idOf(permanent))
    expect(await ring.delete(idOf(permanent))).toEqual([idOf(permanent), idOf(one), idOf(two)])
    expect(await ring.find(idOf(one))).toBeUndefined()
    expect(await ring.find(idOf(free))).toBeDefined()
    expect(await ring.delete(idOf(permanent))).toEqual([])
  })

  it('keeps what is bound when another key is bound to the same permanent one, until its own time is over', async () => {
    const { ring, make, clock } = makeRing()
    const [permanent, older, newer] = [make(1), make(2, 60), make(3, 120)]
    for (const key of [permanent, older, newer]) await ring.add(key)
    expect(ring.bind(idOf(older), idOf(permanent))).toBe('ok')
    expect(ring.bind(idOf(newer), idOf(permanent))).toBe('ok')
    expect(ring.keysOf(idOf(permanent))).toEqual([idOf(permanent), idOf(older), idOf(newer)])
    const record = await ring.find(idOf(older))
    expect(record && ring.permanentOf(record)).toBe(idOf(permanent))
    clock.advance(60_000)
    expect(await ring.find(idOf(older))).toBeUndefined()
    expect(await ring.find(idOf(newer))).toBeDefined()
  })

  it('drops the temporary keys of one permanent key but those excepted', async () => {
    const { ring, make } = makeRing()
    const [permanent, other, one, two, foreign] = [make(1), make(5), make(2, 60), make(3, 60), make(4, 60)]
    for (const key of [permanent, other, one, two, foreign]) await ring.add(key)
    for (const key of [one, two]) ring.bind(idOf(key), idOf(permanent))
    ring.bind(idOf(foreign), idOf(other))
    expect(ring.dropBound(idOf(permanent), [idOf(two)])).toEqual([idOf(one)])
    expect(await ring.find(idOf(two))).toBeDefined()
    expect(await ring.find(idOf(foreign))).toBeDefined()
  })

  it('gives a temporary key no rights once it is gone, even where a session still holds it', async () => {
    const { ring, make } = makeRing()
    const [permanent, temporary] = [make(1), make(2, 60)]
    await ring.add(permanent)
    await ring.add(temporary)
    ring.bind(idOf(temporary), idOf(permanent))
    const record = await ring.find(idOf(temporary))
    await ring.delete(idOf(temporary))
    expect(record && ring.permanentOf(record)).toBeUndefined()
  })

  it('knows the keys of its own data center alone, so that no other can be bound to here either', async () => {
    const { rings, stored, make } = makeRing([1, 2])
    const [one, two] = rings
    const [permanent, temporary] = [make(1), make(2, 60)]
    await two?.add(permanent)
    await two?.add(temporary)
    expect(stored.get(idOf(permanent))?.madeAtDc).toBe(2)
    for (const key of [permanent, temporary]) {
      expect(await two?.find(idOf(key))).toBeDefined()
      expect(await one?.find(idOf(key))).toBeUndefined()
    }
    // Both are over one store: an id that is taken is taken for all.
    expect(await one?.add(permanent)).toBe('retry')
  })

  it('gives the keys of nobody, or of a data center that is gone, to the first', async () => {
    const { rings, stored, make } = makeRing([1, 2])
    const [one, two] = rings
    const [nobodys, gone] = [make(1), make(2)]
    for (const key of [nobodys, gone]) await two?.add(key)
    for (const [key_id, { madeAtDc: _, ...key }] of stored) stored.set(key_id, key)
    stored.set(idOf(gone), { ...stored.get(idOf(gone))!, madeAtDc: 4 })
    for (const key of [nobodys, gone]) {
      expect(await one?.find(idOf(key))).toBeDefined()
      expect(await two?.find(idOf(key))).toBeUndefined()
    }
  })
})
