import { describe, expect, it } from 'vitest'
import { createAppPolicy, defaultApp } from '../apps.ts'
import type { SessionRepository } from '../domain/repositories.ts'
import type { ClientFacts } from '../domain/session.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { ClientRegistry } from './client-registry.ts'
import type { Wrappers } from './wrappers.ts'

const init = {
  api_id: defaultApp.api_id,
  device_model: 'd',
  system_version: 's',
  app_version: 'a',
  system_lang_code: 'en',
  lang_pack: '',
  lang_code: 'en',
}
const nothing: Wrappers = {
  layer: undefined,
  init: undefined,
  afterMsgIds: [],
  withoutUpdates: false,
  takeout_id: undefined,
  messagesRange: false,
  connection_id: undefined,
  proofs: [],
}

function makeRegistry(known?: ClientFacts) {
  const writes: string[] = []
  const sessions = {
    find: async (key_id: bigint) =>
      known === undefined
        ? undefined
        : { key_id, client: known, authorization: undefined, activeAtMs: 0, address: undefined },
    setClient: async (key_id: bigint, client: ClientFacts) => {
      writes.push(`client ${key_id} ${client.layer} ${client.app_version}`)
    },
    touch: async (key_id: bigint) => {
      writes.push(`touch ${key_id}`)
    },
  } as unknown as SessionRepository
  const clock = new FakeClock()
  return { registry: new ClientRegistry(sessions, createAppPolicy([defaultApp]), clock), writes, clock }
}

describe('ClientRegistry', () => {
  it('knows nothing of a key before its first initConnection', async () => {
    const { registry, writes } = makeRegistry()
    expect(await registry.learn(1n, nothing)).toBeUndefined()
    expect(await registry.learn(1n, { ...nothing, layer: 227 })).toBeUndefined()
    expect(writes).toEqual([])
  })

  it('stores what it learns, once', async () => {
    const { registry, writes } = makeRegistry()
    const wrappers = { ...nothing, layer: 227, init }
    expect(await registry.learn(1n, wrappers)).toEqual({ layer: 227, ...init })
    expect(await registry.learn(1n, wrappers)).toEqual({ layer: 227, ...init })
    expect(await registry.learn(1n, nothing)).toEqual({ layer: 227, ...init })
    expect(writes).toEqual(['client 1 227 a'])
  })

  it('takes the latest word, each half for itself', async () => {
    const { registry, writes } = makeRegistry()
    await registry.learn(1n, { ...nothing, layer: 227, init })
    expect(await registry.learn(1n, { ...nothing, layer: 204 })).toMatchObject({ layer: 204, app_version: 'a' })
    const other = { ...init, app_version: 'b' }
    expect(await registry.learn(1n, { ...nothing, init: other })).toMatchObject({ layer: 204, app_version: 'b' })
    expect(writes).toEqual(['client 1 227 a', 'client 1 204 a', 'client 1 204 b'])
  })

  it('lets calls that arrive together see each other in order', async () => {
    const { registry } = makeRegistry()
    const calls = [{ ...nothing, layer: 227, init }, nothing, { ...nothing, layer: 204 }, nothing]
    const facts = await Promise.all(calls.map(wrappers => registry.learn(1n, wrappers)))
    expect(facts.map(client => client?.layer)).toEqual([227, 227, 204, 204])
  })

  it('remembers over a restart', async () => {
    const { registry, writes } = makeRegistry({ layer: 204, ...init })
    expect(await registry.learn(1n, nothing)).toMatchObject({ layer: 204 })
    expect(await registry.learn(1n, { ...nothing, init })).toMatchObject({ layer: 204 })
    expect(writes).toEqual([])
  })

  it('refuses an initConnection without any layer, and a layer below all that it knows', async () => {
    const { registry } = makeRegistry()
    await expect(registry.learn(1n, { ...nothing, init })).rejects.toThrow('CONNECTION_LAYER_INVALID')
    await expect(registry.learn(1n, { ...nothing, layer: 3, init })).rejects.toThrow('CONNECTION_LAYER_INVALID')
    await expect(registry.learn(1n, { ...nothing, layer: -1, init })).rejects.toThrow('CONNECTION_LAYER_INVALID')
    expect(await registry.learn(1n, { ...nothing, layer: 99_999, init })).toMatchObject({ layer: 99_999 })
  })

  it('notes the use of a known key once a minute', async () => {
    const { registry, writes, clock } = makeRegistry({ layer: 204, ...init })
    await registry.learn(1n, nothing)
    await registry.touch(1n, 'x')
    clock.advance(59_000)
    await registry.touch(1n, 'x')
    clock.advance(1_000)
    await registry.touch(1n, 'x')
    await registry.touch(2n, 'x')
    await registry.touch(undefined, 'x')
    expect(writes).toEqual(['touch 1', 'touch 1'])
  })
})
