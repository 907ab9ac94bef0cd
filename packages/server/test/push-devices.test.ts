import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataDirectory } from '../src/store/data-directory.ts'
import { ada, NumberWorld } from './support/number-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

// Tokens for pushes, over TCP: https://core.telegram.org/method/account.registerDevice

const device = {
  token_type: 2,
  token: 'fcm-token-of-a-phone',
  app_sandbox: false,
  secret: new Uint8Array(256).fill(7),
  other_uids: [],
}

let folder: Awaited<ReturnType<typeof temporaryDirectory>>
let world: NumberWorld

beforeEach(async () => {
  folder = await temporaryDirectory()
  world = await NumberWorld.start({ dataDir: folder.path })
})

afterEach(async () => {
  await world[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const register = (client: RawClient, changes: object = {}) =>
  client.call<boolean>('account.registerDevice', { ...device, ...changes })
const unregister = (client: RawClient, changes: object = {}) =>
  client.call<boolean>('account.unregisterDevice', { ...device, ...changes })

/** The tokens of an account as they are kept, after the data center has stopped. */
async function kept(phone_number: string) {
  const user_id = (await world.dc.accounts.find(phone_number))?.id ?? 0n
  await world[Symbol.asyncDispose]()
  const { store } = await openDataDirectory(folder.path)
  const devices = await store.pushDevices.listByUser(user_id)
  await store[Symbol.asyncDispose]()
  return devices
}

describe('account.registerDevice', () => {
  it('keeps the latest token of each service of a session', async () => {
    const client = await world.loggedIn()
    expect(await register(client)).toBe(true)
    expect(await register(client, { token: 'a newer one' })).toBe(true)
    expect(await register(client, { token_type: 10, token: '{"endpoint":"https://push.example"}' })).toBe(true)
    const { app_sandbox, secret } = device
    expect(await kept(ada)).toMatchObject([
      { token_type: 2, token: 'a newer one', app_sandbox, secret },
      { token_type: 10 },
    ])
    const files = await Promise.all((await readdir(folder.path)).map(name => readFile(join(folder.path, name))))
    for (const file of files) expect(file.includes('a newer one') || file.includes('push.example')).toBe(false)
  })

  it('drops the same token under an older key, but for the other accounts of the program', async () => {
    const older = await world.loggedIn()
    const other = await world.loggedIn('+999 333 33 33')
    const other_uids = [(await world.dc.accounts.find('+999 333 33 33'))?.id ?? 0n]
    await register(older)
    await register(other, { other_uids: [(await world.dc.accounts.find(ada))?.id ?? 0n] })
    const newer = await world.loggedIn()
    await register(newer, { other_uids })
    expect(await errorOf(unregister(older))).toBe('400 TOKEN_INVALID')
    expect(await unregister(other)).toBe(true)
    expect(await unregister(newer)).toBe(true)
    expect(await kept(ada)).toEqual([])
  })

  it('refuses what is no token', async () => {
    const client = await world.loggedIn()
    expect(await errorOf(register(client, { token: '' }))).toBe('400 TOKEN_EMPTY')
    expect(await errorOf(register(client, { token_type: 99 }))).toBe('400 TOKEN_TYPE_INVALID')
    expect(await errorOf(register(client, { token: 'x'.repeat(5000) }))).toBe('400 TOKEN_INVALID')
    expect(await errorOf(unregister(client))).toBe('400 TOKEN_INVALID')
    expect(await errorOf(register(await world.connect()))).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})

describe('a token for pushes', () => {
  it('ends with the login of its session', async () => {
    const client = await world.loggedIn()
    await register(client)
    await client.call('auth.logOut')
    expect(await kept(ada)).toEqual([])
  })
})
