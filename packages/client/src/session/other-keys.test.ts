import { AuthKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import { describe, expect, it } from 'vitest'
import type { LoginState } from '../login/login-state.ts'
import { keyOf, otherKey, withHome, withOtherKey, withoutOtherKey } from './other-keys.ts'
import type { SessionData, StoredKey } from './session-data.ts'
import { otherKeysMax } from './stored-keys.ts'

const authKey = (id: number): AuthKey => AuthKey.from(new Uint8Array(256).fill(id), nodeCrypto)

const stored = (id: number, user_id?: bigint): StoredKey => ({
  dc: { id, host: `${id}.example`, port: 443, test: false },
  auth_key: authKey(id),
  server_salt: BigInt(id),
  timeOffsetMs: id,
  user_id,
})

const session = (more: Partial<SessionData> = {}): SessionData => ({
  ...stored(2),
  login: undefined,
  other_keys: [stored(4)],
  ...more,
})

const after = (data: SessionData, change: Partial<SessionData> | undefined): SessionData => ({ ...data, ...change })

describe('the keys of other data centers', () => {
  it('are found by number, the home only as the home', () => {
    const data = session()
    expect(otherKey(data, 4)?.server_salt).toBe(4n)
    expect(otherKey(data, 2)).toBeUndefined()
    expect(keyOf(data, 2)?.auth_key_id).toBe(authKey(2).auth_key_id)
    expect(keyOf(data, 4)?.auth_key_id).toBe(authKey(4).auth_key_id)
    expect(keyOf(data, 5)).toBeUndefined()
  })

  it('are replaced, forgotten, and bounded', () => {
    let data = session()
    data = after(data, withOtherKey(data, { ...stored(4), server_salt: 9n }))
    expect(data.other_keys).toHaveLength(1)
    expect(otherKey(data, 4)?.server_salt).toBe(9n)
    expect(after(data, withoutOtherKey(data, 4)).other_keys).toEqual([])
    for (let id = 10; id < 10 + otherKeysMax; id++) data = after(data, withOtherKey(data, stored(id)))
    expect(data.other_keys).toHaveLength(otherKeysMax)
    expect(otherKey(data, 4)).toBeUndefined()
  })
})

describe('a change of the home', () => {
  const code: LoginState = {
    at: 'code',
    phone_number: '+447911123456',
    phone_code_hash: 'x',
    medium: { kind: 'app', length: 5 },
    sentAt: 1,
  }

  it('swaps the keys and loses neither', () => {
    const data = session()
    const moved = after(data, withHome(data, 4))
    expect(moved).toMatchObject({ dc: { id: 4 }, server_salt: 4n, timeOffsetMs: 4 })
    expect(keyOf(moved, 2)?.auth_key_id).toBe(authKey(2).auth_key_id)
    expect(after(moved, withHome(moved, 2))).toEqual(data)
  })

  it('is none where the home is already, and where there is no key', () => {
    expect(withHome(session(), 2)).toBeUndefined()
    expect(withHome(session(), 5)).toBeUndefined()
  })

  it('leaves a code behind with the key that asked for it, but not a number', () => {
    expect(after(session({ login: code }), withHome(session({ login: code }), 4)).login).toBeUndefined()
    const phone: LoginState = { at: 'phone', phone_number: '+447911123456', restarts: 1 }
    expect(after(session({ login: phone }), withHome(session({ login: phone }), 4)).login).toEqual(phone)
  })

  it('keeps the login of an account that moves, and drops that of one that stays', () => {
    const login: LoginState = { at: 'done', user_id: '7' }
    const data = session({ user_id: 7n, login, other_keys: [stored(4, 7n)] })
    expect(after(data, withHome(data, 4))).toMatchObject({ user_id: 7n, login })
    const stays = session({ user_id: 7n, login })
    expect(after(stays, withHome(stays, 4))).toMatchObject({ user_id: undefined, login: undefined })
    expect(after(stays, withHome(stays, 4)).other_keys).toMatchObject([{ dc: { id: 2 }, user_id: 7n }])
  })
})
