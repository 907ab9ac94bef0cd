import { AuthKey, type BindMessage, sealBindMessage } from '@chappe/crypto'
import { nodeCrypto } from '@chappe/crypto/node'
import { mtproto } from '@chappe/schema/mtproto'
import { encodeToBytes } from '@chappe/tl/runtime'
import { describe, expect, it } from 'vitest'
import type { KeyRepository, StoredAuthKey } from '../../domain/repositories.ts'
import { KeyRing } from '../../keys/key-ring.ts'
import type { CallContext } from '../../rpc/call-context.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { bindTempAuthKey } from './bind-temp-auth-key.ts'

const nonce = 77n
const msg_id = 1_000n
const session_id = 9n

const makeKey = (fill: number) => AuthKey.from(new Uint8Array(256).fill(fill), nodeCrypto)

function memoryKeys(): KeyRepository {
  const keys = new Map<bigint, StoredAuthKey>()
  return {
    add: async key => !keys.has(key.key_id) && keys.set(key.key_id, key) !== undefined,
    find: async key_id => keys.get(key_id),
    delete: async key_id => keys.delete(key_id),
    deleteExpired: async () => 0,
  }
}

async function makeWorld() {
  const clock = new FakeClock()
  const keys = new KeyRing(memoryKeys(), nodeCrypto, clock)
  const [permanent, other, temporary] = [makeKey(1), makeKey(2), makeKey(3)]
  const now = Math.floor(clock.now() / 1000)
  const expires_at = now + 86_400
  await keys.add({ authKey: permanent, server_salt: 1n, dc: 2, expires_at: undefined })
  await keys.add({ authKey: other, server_salt: 1n, dc: 2, expires_at: undefined })
  await keys.add({ authKey: temporary, server_salt: 1n, dc: 2, expires_at })
  const key = await keys.find(temporary.auth_key_id)
  const permanentKey = await keys.find(permanent.auth_key_id)
  if (key === undefined || permanentKey === undefined) throw new Error('the keys should be there')

  /** Binds with everything right but what is changed. */
  const bind = (
    changes: {
      request?: object
      inner?: object
      message?: Partial<BindMessage>
      sealedBy?: AuthKey
      context?: Partial<CallContext>
      spoil?: (message: Uint8Array) => Uint8Array
    } = {},
  ) => {
    const inner = encodeToBytes(mtproto, {
      _: 'bind_auth_key_inner',
      nonce,
      temp_auth_key_id: temporary.auth_key_id,
      perm_auth_key_id: permanent.auth_key_id,
      temp_session_id: session_id,
      expires_at,
      ...changes.inner,
    } as { _: string })
    const sealed = sealBindMessage(nodeCrypto, changes.sealedBy ?? permanent, { msg_id, inner, ...changes.message })
    const request = {
      _: 'auth.bindTempAuthKey',
      perm_auth_key_id: permanent.auth_key_id,
      nonce,
      expires_at,
      encrypted_message: changes.spoil?.(sealed) ?? sealed,
      ...changes.request,
    } as const
    const services = { keys, clock, crypto: nodeCrypto }
    const context = { services, key, msg_id, session_id, ...changes.context } as unknown as CallContext
    return bindTempAuthKey(request, context)
  }
  return { clock, keys, bind, key, permanentKey, permanent, other, temporary, now, expires_at }
}

const textOf = async (work: unknown): Promise<unknown> =>
  Promise.resolve(work).catch((error: { error_message?: string }) => error.error_message ?? error)

type World = Awaited<ReturnType<typeof makeWorld>>
type Changes = Parameters<World['bind']>[0]

describe('auth.bindTempAuthKey', () => {
  it('gives the temporary key the rights of the permanent one', async () => {
    const { keys, bind, key, permanent } = await makeWorld()
    expect(keys.permanentOf(key)).toBeUndefined()
    expect(await bind()).toBe(true)
    expect(keys.permanentOf(key)).toBe(permanent.auth_key_id)
    expect(await bind()).toBe(true)
  })

  it.each<[string, string, (world: World) => Changes]>([
    ['a permanent key', 'TEMP_AUTH_KEY_EMPTY', w => ({ context: { key: w.permanentKey } })],
    [
      'an end that has passed',
      'EXPIRES_AT_INVALID',
      w => ({ request: { expires_at: w.now }, inner: { expires_at: w.now } }),
    ],
    [
      'an end after that of the key',
      'EXPIRES_AT_INVALID',
      w => ({ request: { expires_at: w.expires_at + 61 }, inner: { expires_at: w.expires_at + 61 } }),
    ],
    ['a permanent key that nobody knows', 'ENCRYPTED_MESSAGE_INVALID', () => ({ request: { perm_auth_key_id: 1n } })],
    [
      'a temporary key in place of the permanent one',
      'ENCRYPTED_MESSAGE_INVALID',
      w => ({ request: { perm_auth_key_id: w.temporary.auth_key_id }, sealedBy: w.temporary }),
    ],
    ['a message under another permanent key', 'ENCRYPTED_MESSAGE_INVALID', w => ({ sealedBy: w.other })],
    [
      'a message that was changed',
      'ENCRYPTED_MESSAGE_INVALID',
      () => ({ spoil: bytes => bytes.with(40, (bytes[40] ?? 0) ^ 1) }),
    ],
    ['a message that is too short', 'ENCRYPTED_MESSAGE_INVALID', () => ({ spoil: bytes => bytes.slice(0, -16) })],
    ['no message', 'ENCRYPTED_MESSAGE_INVALID', () => ({ spoil: () => new Uint8Array(0) })],
    ['the msg_id of another message', 'ENCRYPTED_MESSAGE_INVALID', () => ({ message: { msg_id: msg_id + 4n } })],
    ['another object inside', 'ENCRYPTED_MESSAGE_INVALID', () => ({ message: { inner: new Uint8Array(40) } })],
    ['another nonce inside', 'ENCRYPTED_MESSAGE_INVALID', () => ({ inner: { nonce: nonce + 1n } })],
    ['another temporary key inside', 'ENCRYPTED_MESSAGE_INVALID', () => ({ inner: { temp_auth_key_id: 1n } })],
    [
      'another permanent key inside',
      'ENCRYPTED_MESSAGE_INVALID',
      w => ({ inner: { perm_auth_key_id: w.other.auth_key_id } }),
    ],
    ['another session inside', 'ENCRYPTED_MESSAGE_INVALID', () => ({ inner: { temp_session_id: session_id + 1n } })],
    ['another end inside', 'ENCRYPTED_MESSAGE_INVALID', w => ({ inner: { expires_at: w.expires_at - 1 } })],
  ])('refuses %s with 400 %s', async (_what, error, change) => {
    const world = await makeWorld()
    expect(await textOf(world.bind(change(world)))).toBe(error)
    expect(world.keys.permanentOf(world.key)).toBeUndefined()
  })

  it('does not bind a key a second time to another permanent one', async () => {
    const { bind, other } = await makeWorld()
    await bind()
    const second = bind({
      request: { perm_auth_key_id: other.auth_key_id },
      inner: { perm_auth_key_id: other.auth_key_id },
      sealedBy: other,
    })
    expect(await textOf(second)).toBe('TEMP_AUTH_KEY_ALREADY_BOUND')
  })
})
