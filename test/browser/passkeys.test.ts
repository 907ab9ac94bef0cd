/**
 * Passkeys as a real browser makes and uses them: Chromium with a virtual authenticator, on a page that the data center
 * serves, against that data center, through the client.
 */
import { Client, memorySession } from '@chappe/client/node'
import { DataCenter } from '@chappe/server'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser } from './support/browser.ts'
import { openPasskeyBrowser, type PasskeyBrowser, passkeyPage } from './support/passkey-page.ts'

const phone_number = '+12025550123'
let chromium: Browser
let dc: DataCenter
let browser: PasskeyBrowser
let owner: Client
const clients: Client[] = []

beforeAll(async () => {
  chromium = await launchBrowser()
}, 60_000)

afterAll(() => chromium.close())

beforeEach(async () => {
  dc = await DataCenter.start({
    httpPort: 0,
    mounts: [passkeyPage],
    accounts: [{ phone_number, first_name: 'Ada' }],
    passkeys: { sessionAgeSecondsMin: 0 },
  })
  browser = await openPasskeyBrowser(chromium, `http://localhost:${dc.http?.port}/passkeys/`)
  owner = await openClient()
  await owner.login.start({ phone_number })
  await owner.login.enterCode(dc.inbox.list({ phone_number }).at(-1)?.code ?? '')
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.close()))
  await browser[Symbol.asyncDispose]()
  await dc.stop()
})

async function openClient(): Promise<Client> {
  const { api_id, api_hash, publicKey, address, dcId } = dc
  const session = memorySession()
  const client = await Client.open({ session, api_id, api_hash, dc: { id: dcId, ...address, public_key: publicKey } })
  clients.push(client)
  return client
}

describe('Chromium', () => {
  it('makes a passkey and logs in by it, time and again', async () => {
    const made = await owner.passkeys.register(browser.create)
    expect(await browser.count()).toBe(1)
    expect(await owner.passkeys.list()).toEqual([made])
    for (let login = 0; login < 3; login++) {
      const tg = await openClient()
      expect(await tg.login.passkey(browser.get)).toEqual({ at: 'done', user_id: '1000000001' })
      expect(await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })).toMatchObject([{ first_name: 'Ada' }])
    }
    expect(await owner.passkeys.list()).toMatchObject([{ last_usage_date: expect.any(Number) }])
  })

  it('makes no second passkey of an account on one device', async () => {
    await owner.passkeys.register(browser.create)
    await expect(owner.passkeys.register(browser.create)).rejects.toThrow('InvalidStateError')
    expect(await browser.count()).toBe(1)
  })

  it('shows what the account is called', async () => {
    await owner.passkeys.register(async (options, more) => {
      expect(options.publicKey).toMatchObject({
        rp: { id: 'localhost', name: 'Chappe' },
        user: { name: '+12025550123', displayName: 'Ada' },
      })
      return browser.create(options, more)
    })
  })

  it('is asked for the password of an account that has one', async () => {
    await owner.passkeys.register(browser.create)
    await owner.password.set({ password: 'correct horse' })
    const tg = await openClient()
    expect(await tg.login.passkey(browser.get)).toMatchObject({ at: 'password' })
    expect(await tg.login.enterPassword('correct horse')).toMatchObject({ at: 'done' })
  })

  it('does not let in who is not recognised, nor by a passkey that was deleted', async () => {
    const { id } = await owner.passkeys.register(browser.create)
    const tg = await openClient()
    await browser.recognise(false)
    await expect(tg.login.passkey(browser.get)).rejects.toThrow('NotAllowedError')
    await browser.recognise(true)
    await owner.passkeys.delete(id)
    await expect(tg.login.passkey(browser.get)).rejects.toMatchObject({ errorName: 'PASSKEY_CREDENTIAL_NOT_FOUND' })
    expect(tg.login.state).toMatchObject({ at: 'phone', problem: 'PASSKEY_CREDENTIAL_NOT_FOUND' })
  })

  it('gives no passkey to a page of another domain', async () => {
    await owner.passkeys.register(browser.create)
    await browser.page.goto(`http://127.0.0.1:${dc.http?.port}/passkeys/`)
    await expect((await openClient()).login.passkey(browser.get)).rejects.toThrow('SecurityError')
  })
})
