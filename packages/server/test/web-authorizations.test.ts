import type { account } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, NumberWorld } from './support/number-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'

// Logins on websites, over TCP: https://core.telegram.org/method/account.getWebAuthorizations

let world: NumberWorld
let owner: RawClient
let user_id: bigint

beforeEach(async () => {
  world = await NumberWorld.start()
  owner = await world.loggedIn()
  user_id = (await world.dc.accounts.find(ada))?.id ?? 0n
  await world.dc.bots.create({ name: 'Shop', username: 'shop_bot' })
})

afterEach(() => world[Symbol.asyncDispose]())

const list = (client = owner) => client.call<account.webAuthorizations>('account.getWebAuthorizations')
const visit = (domain: string) =>
  world.dc.webAuthorizations.add({
    user_id,
    bot: '@shop_bot',
    domain,
    browser: 'Lynx',
    platform: 'VMS',
    ip: '192.0.2.1',
  })

describe('account.getWebAuthorizations', () => {
  it('lists the websites, the latest first, with the bots that they belong to', async () => {
    expect(await list()).toEqual({ _: 'account.webAuthorizations', authorizations: [], users: [] })
    const date = world.clock.now() / 1000
    await visit('shop.example')
    world.clock.advance(1000)
    await visit('news.example')
    const { authorizations, users } = await list()
    expect(authorizations).toMatchObject([
      { domain: 'news.example', date_created: date + 1, date_active: date + 1 },
      { domain: 'shop.example', date_created: date, browser: 'Lynx', platform: 'VMS', ip: '192.0.2.1', region: '' },
    ])
    expect(users).toMatchObject([{ id: authorizations[0]?.bot_id, bot: true, username: 'shop_bot', self: undefined }])
  })

  it('is refused an operator who names no such bot or person', async () => {
    const add = world.dc.webAuthorizations.add({ user_id, bot: 'other_bot', domain: 'x.example' })
    await expect(add).rejects.toMatchObject({ code: 'USERNAME_INVALID' })
    const nobody = world.dc.webAuthorizations.add({ user_id: 5n, bot: 'shop_bot', domain: 'x.example' })
    await expect(nobody).rejects.toMatchObject({ code: 'USER_ID_INVALID' })
  })
})

describe('account.resetWebAuthorization', () => {
  it('ends one of the own logins, and no other', async () => {
    const { hash } = await visit('shop.example')
    await visit('news.example')
    const stranger = await world.loggedIn('+999 333 33 33')
    const reset = (client: RawClient) => client.call<boolean>('account.resetWebAuthorization', { hash })
    expect(await errorOf(reset(stranger))).toBe('400 HASH_INVALID')
    expect(await reset(owner)).toBe(true)
    expect(await errorOf(reset(owner))).toBe('400 HASH_INVALID')
    expect((await list()).authorizations).toMatchObject([{ domain: 'news.example' }])
    expect(await stranger.call('account.resetWebAuthorizations')).toBe(true)
    expect((await list()).authorizations).toHaveLength(1)
    expect(await owner.call('account.resetWebAuthorizations')).toBe(true)
    expect((await list()).authorizations).toEqual([])
  })
})
