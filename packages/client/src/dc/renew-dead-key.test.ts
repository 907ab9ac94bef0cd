import { AuthKey } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import { RpcError } from '@chappe/mtproto'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../test/support/fake-clock.ts'
import type { CallNext } from '../call/interceptor.ts'
import { memorySession } from '../session/memory-session.ts'
import type { SessionData } from '../session/session-data.ts'
import { SessionKeeper } from '../session/session-keeper.ts'
import { renewDeadKey } from './renew-dead-key.ts'

const authKey = (id: number): AuthKey => AuthKey.from(new Uint8Array(256).fill(id), nodeCrypto)
const placed = (id: number) => ({
  dc: { id, host: `${id}.example`, port: 443, test: false },
  auth_key: authKey(id),
  server_salt: 5n,
  timeOffsetMs: 0,
})

interface World {
  readonly keeper: SessionKeeper
  /** The data centers whose keys were given up, and the errors that took the login along. */
  readonly renewed: number[]
  readonly lost: string[]
  readonly troubles: unknown[]
  /** Makes a call that is refused, after something else has happened. */
  readonly refuse: (error: string, dc?: number, meanwhile?: () => void) => Promise<void>
}

function begin(user_id: bigint | undefined, trouble?: Error): World {
  const data: SessionData = { ...placed(2), user_id, login: undefined, other_keys: [{ ...placed(4), user_id }] }
  const keeper = new SessionKeeper(memorySession(), data, new FakeClock(), () => undefined)
  const renewed: number[] = []
  const lost: string[] = []
  const troubles: unknown[] = []
  const interceptor = renewDeadKey({
    keeper,
    renewKey: dc => {
      // As the pool has it: no key is given up on which a login hangs.
      if (dc === 2 && keeper.data.user_id === undefined) keeper.update({ auth_key: undefined })
      renewed.push(dc)
    },
    onLost: async error => {
      lost.push(error)
      if (trouble) throw trouble
    },
    onTrouble: error => void troubles.push(error),
  })
  const refuse: World['refuse'] = async (message, dc, meanwhile) => {
    const error = new RpcError(401, message)
    const next: CallNext = async () => {
      meanwhile?.()
      throw error
    }
    await expect(interceptor({ method: 'help.getConfig', parameters: {}, signal: undefined, dc }, next)).rejects.toBe(
      error,
    )
  }
  return { keeper, renewed, lost, troubles, refuse }
}

describe('a dead key', () => {
  it.each([undefined, 2])('of the home goes with its login (dc: %s)', async dc => {
    const { keeper, renewed, lost, refuse } = begin(777n)
    await refuse('AUTH_KEY_DUPLICATED', dc)
    expect([renewed, lost]).toEqual([[2], ['AUTH_KEY_DUPLICATED']])
    expect(keeper.data).toMatchObject({ user_id: undefined, auth_key: undefined })
  })

  it('is what the caller hears of, also where the session cannot be written', async () => {
    const full = new Error('the disk is full')
    const { renewed, troubles, refuse } = begin(777n, full)
    await refuse('AUTH_KEY_DUPLICATED')
    expect([renewed, troubles]).toEqual([[2], [full]])
  })

  it('is given up once: a later refusal under it leaves the new one alone', async () => {
    const { keeper, renewed, refuse } = begin(777n)
    await refuse('AUTH_KEY_INVALID', 2, () => keeper.update({ auth_key: authKey(9), user_id: 778n }))
    await refuse('AUTH_KEY_INVALID', 2, () => keeper.update({ auth_key: undefined }))
    expect(renewed).toEqual([])
    expect(keeper.data.user_id).toBe(778n)
  })

  it('elsewhere is given up where nobody is logged in, and otherwise left to the import of the login', async () => {
    const without = begin(undefined)
    await without.refuse('AUTH_KEY_INVALID', 4)
    expect([without.renewed, without.lost]).toEqual([[4], []])
    const within = begin(777n)
    await within.refuse('AUTH_KEY_INVALID', 4)
    expect([within.renewed, within.lost, within.keeper.data.user_id]).toEqual([[], [], 777n])
  })

  it('is none of which the server says something else', async () => {
    const { renewed, lost, refuse } = begin(777n)
    for (const error of ['AUTH_KEY_UNREGISTERED', 'SESSION_REVOKED', 'SESSION_PASSWORD_NEEDED']) await refuse(error)
    expect([renewed, lost]).toEqual([[], []])
  })
})
