import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LoginWorld } from '../../test/support/login-world.ts'
import type { Passkey } from '../domain/passkeys/passkey.ts'

let world: LoginWorld

beforeEach(async () => {
  world = await LoginWorld.open()
})

afterEach(() => world[Symbol.asyncDispose]())

const digest = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)

async function passkeyOf(user_id: bigint, id = 'AAAA'): Promise<Passkey> {
  const passkey = {
    id,
    user_id,
    publicKey: digest(1),
    counter: 0,
    name: 'Passkey',
    createdAtMs: 5,
    usedAtMs: undefined,
  }
  expect(await world.store.passkeys.add(passkey)).toBe(true)
  return passkey
}

describe('passkeys in the store', () => {
  it('come back as they were, and remember their use', async () => {
    const { id: user_id } = await world.account()
    const passkey = await passkeyOf(user_id)
    expect(await world.store.passkeys.find('AAAA')).toEqual(passkey)
    await world.store.passkeys.noteUse('AAAA', 3, 7)
    expect(await world.store.passkeys.listByUser(user_id)).toEqual([{ ...passkey, counter: 3, usedAtMs: 7 }])
    expect(await world.store.passkeys.find('AAAB')).toBeUndefined()
  })

  it('have an id that is taken once, by whomever', async () => {
    const one = await world.account()
    const other = await world.account(0, '9995550000')
    const passkey = await passkeyOf(one.id)
    expect(await world.store.passkeys.add({ ...passkey, user_id: other.id })).toBe(false)
    expect(await world.store.passkeys.delete(other.id, 'AAAA')).toBe(false)
    expect(await world.store.passkeys.delete(one.id, 'AAAA')).toBe(true)
  })
})

describe('challenges in the store', () => {
  const challenge = async (key_id: bigint, fill: number, expiresAtMs = 100) => {
    const kept = { key_id, use: 'login', digest: digest(fill), user_id: undefined, expiresAtMs } as const
    await world.store.passkeyChallenges.put(kept)
    return kept
  }

  it('are taken once, by their key and for their use', async () => {
    const { passkeyChallenges } = world.store
    const [key, other] = [await world.key(), await world.key()]
    const kept = await challenge(key, 1)
    expect(await passkeyChallenges.take([other], 'login', digest(1))).toBeUndefined()
    expect(await passkeyChallenges.take([key], 'registration', digest(1))).toBeUndefined()
    expect(await passkeyChallenges.take([key], 'login', digest(2))).toBeUndefined()
    expect(await passkeyChallenges.take([other, key], 'login', digest(1))).toEqual(kept)
    expect(await passkeyChallenges.take([key], 'login', digest(1))).toBeUndefined()
  })

  it('are one for each key and use, and found by themselves where no key is named', async () => {
    const { passkeyChallenges } = world.store
    const key = await world.key()
    await challenge(key, 1)
    const latest = await challenge(key, 2)
    expect(await passkeyChallenges.take('any', 'login', digest(1))).toBeUndefined()
    expect(await passkeyChallenges.take('any', 'login', digest(2))).toEqual(latest)
  })

  it('go when their time is over, and with their key', async () => {
    const { passkeyChallenges, keys } = world.store
    const [old, young, destroyed] = [await world.key(), await world.key(), await world.key()]
    await challenge(old, 1, 50)
    await challenge(young, 2, 51)
    await challenge(destroyed, 3)
    await passkeyChallenges.deleteExpired(50)
    await keys.delete(destroyed)
    expect(await passkeyChallenges.take('any', 'login', digest(1))).toBeUndefined()
    expect(await passkeyChallenges.take('any', 'login', digest(2))).toBeDefined()
    expect(await passkeyChallenges.take('any', 'login', digest(3))).toBeUndefined()
  })
})

describe('web tokens in the store', () => {
  it('go when their time is over', async () => {
    const { webTokens } = world.store
    const { id: user_id } = await world.account()
    await webTokens.add({ digest: digest(1), user_id, expiresAtMs: 50 })
    await webTokens.add({ digest: digest(2), user_id, expiresAtMs: 51 })
    await webTokens.deleteExpired(50)
    expect(await webTokens.find(digest(1))).toBeUndefined()
    expect(await webTokens.find(digest(2))).toEqual({ digest: digest(2), user_id, expiresAtMs: 51 })
  })
})
