import type { auth, User, updateServiceNotification } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, adaDigits, dayMs, NumberWorld } from './support/number-world.ts'
import { answer, setPassword, wrongAnswer } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { told } from './support/session-world.ts'

// The deletion of accounts, over TCP, in a time that the test moves.
// https://core.telegram.org/api/account-deletion

const weekSeconds = 604_800
const password = 'correct horse'

let world: NumberWorld
let owner: RawClient

beforeEach(async () => {
  world = await NumberWorld.start()
  owner = await world.loggedIn()
})

afterEach(() => world[Symbol.asyncDispose]())

const remove = (client: RawClient, more: object = {}) =>
  client.call<boolean>('account.deleteAccount', { reason: 'Forgot password', ...more })
const exists = async () => (await world.dc.accounts.find(ada)) !== undefined
/** Sets a password and lets so many days pass, in which the owner uses the account to the last. */
const withPassword = async (days: number): Promise<void> => {
  await setPassword(owner, password)
  owner = await world.later(owner, days * dayMs)
  await owner.call('updates.getState')
  await world.settle()
}
const confirm = (client: RawClient, phone_code_hash: string, phone_code: string) =>
  client.call<boolean>('account.confirmPhone', { phone_code_hash, phone_code })
const notices = (client: RawClient) =>
  told(client).filter(
    (update): update is updateServiceNotification =>
      update._ === 'updateServiceNotification' && update.type.startsWith('auth_deletion'),
  )
const linkHash = (client: RawClient): string => /hash=([\da-f]+)/.exec(notices(client).at(-1)?.message ?? '')?.[1] ?? ''

describe('account.deleteAccount', () => {
  it('deletes an account without a password at once: its number is free, and its sessions are over', async () => {
    const other = await world.loggedIn()
    const scanned = await world.connect()
    const app = { api_id: world.dc.api_id, api_hash: world.dc.api_hash, except_ids: [] }
    const { token } = await scanned.call<auth.loginToken>('auth.exportLoginToken', app)
    await other.call('auth.acceptLoginToken', { token })
    const before = await world.dc.accounts.find(ada)
    expect(await remove(owner)).toBe(true)
    expect(await exists()).toBe(false)
    await world.settle()
    world.clock.advance(1)
    await other.closed
    expect(await errorOf((await world.again(other)).call('updates.getState'))).toBe('401 USER_DEACTIVATED')
    expect(await errorOf(owner.call('updates.getState'))).toBe('401 USER_DEACTIVATED')
    // The answer to the first may have been lost.
    expect(await errorOf(remove(owner))).toBe('401 USER_DEACTIVATED')
    expect((await scanned.call<auth.LoginToken>('auth.exportLoginToken', app))._).toBe('auth.loginToken')
    const { phone_code_hash } = await world.sendCode(owner)
    const request = { phone_number: ada, phone_code_hash }
    const phone_code = world.code(ada)
    const signedIn = await owner.call<auth.Authorization>('auth.signIn', { ...request, phone_code })
    expect(signedIn._).toBe('auth.authorizationSignUpRequired')
    const signedUp = { ...request, first_name: 'Grace', last_name: '' }
    const { user } = await owner.call<auth.authorization>('auth.signUp', signedUp)
    expect(user).toMatchObject({ first_name: 'Grace', phone: adaDigits })
    expect(user.id).not.toBe(before?.id)
  })

  it('drops tokens that stand for a code, and codes on their way to the number', async () => {
    const left = await world.loggedIn()
    const { future_auth_token } = await left.call<auth.loggedOut>('auth.logOut')
    const stranger = await world.connect()
    const { phone_code_hash } = await world.sendCode(stranger)
    const phone_code = world.code(ada)
    await remove(owner)
    const entered = stranger.call('auth.signIn', { phone_number: ada, phone_code_hash, phone_code })
    expect(await errorOf(entered)).toBe('400 PHONE_CODE_EXPIRED')
    const app = { api_id: world.dc.api_id, api_hash: world.dc.api_hash }
    const settings = { _: 'codeSettings', logout_tokens: [future_auth_token] }
    const sent = await stranger.call<auth.SentCode>('auth.sendCode', { phone_number: ada, ...app, settings })
    expect(sent._).toBe('auth.sentCode')
  })

  it('deletes at once for who proves the password, logged in or not yet', async () => {
    await withPassword(8)
    expect(await errorOf(remove(owner, { password: await wrongAnswer(owner) }))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await exists()).toBe(true)
    const pending = await world.atCode()
    expect(await errorOf(remove(pending, { password: await wrongAnswer(pending) }))).toBe('400 PASSWORD_HASH_INVALID')
    expect(await remove(pending, { password: await answer(pending, password) })).toBe(true)
    expect(await exists()).toBe(false)
  })

  it('is for who has at least proven the number', async () => {
    expect(await errorOf(remove(await world.connect()))).toBe('401 AUTH_KEY_UNREGISTERED')
    const asked = await world.connect()
    await world.sendCode(asked)
    expect(await errorOf(remove(asked))).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})

describe('without the password', () => {
  it('an account in use whose password is older than a week is deleted after a week, by a second request', async () => {
    await withPassword(8)
    const pending = await world.atCode()
    expect(await errorOf(remove(pending))).toBe(`420 2FA_CONFIRM_WAIT_${weekSeconds}`)
    const later = await world.later(pending, 3 * dayMs)
    expect(await errorOf(remove(later))).toBe(`420 2FA_CONFIRM_WAIT_${weekSeconds - 3 * 86_400}`)
    const due = await world.later(pending, 4 * dayMs - 1000)
    expect(await errorOf(remove(due))).toBe('420 2FA_CONFIRM_WAIT_1')
    expect(await exists()).toBe(true)
    world.clock.advance(1000)
    expect(await remove(due)).toBe(true)
    expect(await exists()).toBe(false)
  })

  it('the empty answer, and somebody who is logged in, are treated the same', async () => {
    await withPassword(8)
    const empty = { password: { _: 'inputCheckPasswordEmpty' } }
    expect(await errorOf(remove(owner, empty))).toBe(`420 2FA_CONFIRM_WAIT_${weekSeconds}`)
    expect(await errorOf(remove(owner))).toBe(`420 2FA_CONFIRM_WAIT_${weekSeconds}`)
  })

  it('an account is deleted at once when its password is not a week old', async () => {
    await withPassword(7)
    expect(await errorOf(remove(await world.atCode()))).toMatch(/2FA_CONFIRM_WAIT/)
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start()
    owner = await world.loggedIn()
    await withPassword(6.9)
    expect(await remove(await world.atCode())).toBe(true)
    expect(await exists()).toBe(false)
  })

  it('an account is deleted at once when nobody has used it for a week', async () => {
    await withPassword(8)
    await world.later(owner, 7 * dayMs)
    expect(await remove(await world.atCode())).toBe(true)
  })

  it('an account counts as used by a session that has logged out since', async () => {
    await withPassword(8)
    await owner.call('auth.logOut')
    const soon = await world.later(await world.atCode(), 6 * dayMs)
    expect(await errorOf(remove(soon))).toMatch(/2FA_CONFIRM_WAIT/)
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start()
    owner = await world.loggedIn()
    await withPassword(8)
    await owner.call('auth.logOut')
    expect(await remove(await world.later(await world.atCode(), 7 * dayMs))).toBe(true)
  })

  it('a request that nobody comes back to for a month is forgotten', async () => {
    await withPassword(8)
    const pending = await world.atCode()
    await remove(pending).catch(() => undefined)
    owner = await world.later(owner, 38 * dayMs)
    await owner.call('updates.getState')
    await world.settle()
    expect(await errorOf(remove(await world.again(pending)))).toBe(`420 2FA_CONFIRM_WAIT_${weekSeconds}`)
  })
})

describe('the notice of a deletion', () => {
  it('comes from 777000 to the sessions of the owner with a link, again with each request', async () => {
    const other = await world.loggedIn()
    await withPassword(8)
    const device = await world.again(other)
    await device.call('updates.getState')
    const pending = await world.atCode()
    await remove(pending).catch(() => undefined)
    await world.settle()
    const [notice] = notices(owner)
    const date = world.clock.now() / 1000
    expect(notice).toMatchObject({ inbox_date: date, type: `auth_deletion_${date}`, popup: undefined })
    const link = `https://t.me/confirmphone?phone=${adaDigits}&hash=${linkHash(owner)}`
    const offset = notice?.message.indexOf(link)
    expect(notice?.entities).toEqual([{ _: 'messageEntityUrl', offset, length: link.length }])
    expect(notices(device)).toEqual([notice])
    expect(pending.updates).toEqual([])
    await remove(pending).catch(() => undefined)
    await world.settle()
    expect(linkHash(owner)).toMatch(/^[\da-f]{32}$/)
    expect(notices(owner)).toHaveLength(2)
  })

  it('comes once more to a session that was away, when it comes back', async () => {
    const other = await world.loggedIn()
    await withPassword(8)
    const pending = await world.atCode()
    await remove(pending).catch(() => undefined)
    const back = await world.later(other, dayMs)
    await back.call('updates.getState')
    await world.settle()
    expect(notices(back)).toMatchObject([{ type: `auth_deletion_${world.clock.now() / 1000 - 86_400}` }])
    const asker = await world.again(pending)
    await world.settle()
    expect(asker.updates).toEqual([])
  })
})

describe('account.confirmPhone', () => {
  it('calls the deletion off and logs out the session that asked for it', async () => {
    await withPassword(8)
    let pending = await world.atCode()
    await remove(pending).catch(() => undefined)
    await world.settle()
    const { phone_code_hash, type } = await world.sendConfirmCode(owner, linkHash(owner))
    expect(type._).toBe('auth.sentCodeTypeSms')
    expect(world.dc.inbox.list({ phone_number: ada }).at(-1)).toMatchObject({ medium: 'sms' })
    expect(await confirm(owner, phone_code_hash, world.code(ada))).toBe(true)
    expect(await confirm(owner, phone_code_hash, world.code(ada))).toBe(true)
    await world.settle()
    world.clock.advance(1)
    await pending.closed
    pending = await world.again(pending)
    expect(await errorOf(pending.call('updates.getState'))).toBe('401 SESSION_REVOKED')
    expect(await errorOf(remove(pending))).toBe('401 AUTH_KEY_UNREGISTERED')
    owner = await world.later(owner, 7 * dayMs - 1000)
    await owner.call('updates.getState')
    expect(await errorOf(world.sendConfirmCode(owner, linkHash(owner)))).toBe('400 HASH_INVALID')
    expect(await errorOf(remove(await world.atCode()))).toBe(`420 2FA_CONFIRM_WAIT_${weekSeconds}`)
  })

  it('logs its own session out when that has asked', async () => {
    const other = await world.loggedIn()
    await withPassword(8)
    const device = await world.again(other)
    await device.call('updates.getState')
    await remove(owner).catch(() => undefined)
    await world.settle()
    const { phone_code_hash } = await world.sendConfirmCode(owner, linkHash(device))
    expect(await confirm(owner, phone_code_hash, world.code(ada))).toBe(true)
    expect(await errorOf(owner.call('updates.getState'))).toBe('401 SESSION_REVOKED')
    expect(await exists()).toBe(true)
  })

  it('refuses a link that is not of this account, and a code that is not right', async () => {
    await withPassword(8)
    expect(await errorOf(world.sendConfirmCode(owner, 'ab'.repeat(16)))).toBe('400 HASH_INVALID')
    await remove(await world.atCode()).catch(() => undefined)
    await world.settle()
    const hash = linkHash(owner)
    const grace = await world.loggedIn('+999 333 33 33')
    expect(await errorOf(world.sendConfirmCode(grace, hash))).toBe('400 HASH_INVALID')
    for (const wrong of ['', hash.slice(1), `${hash}0`, hash.toUpperCase(), 'ab'.repeat(16)]) {
      expect(await errorOf(world.sendConfirmCode(owner, wrong)), wrong).toBe('400 HASH_INVALID')
    }
    const { phone_code_hash } = await world.sendConfirmCode(owner, hash)
    const code = world.code(ada)
    expect(await errorOf(confirm(owner, phone_code_hash, ''))).toBe('400 PHONE_CODE_EMPTY')
    expect(await errorOf(confirm(owner, '', code))).toBe('400 CODE_HASH_INVALID')
    expect(await errorOf(confirm(owner, 'nonsense', code))).toBe('400 CODE_HASH_INVALID')
    expect(await errorOf(confirm(owner, '0'.repeat(18), code))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(confirm(grace, phone_code_hash, code))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(confirm(owner, phone_code_hash, world.wrongCode(ada)))).toBe('400 PHONE_CODE_INVALID')
    const late = await world.later(owner, 300_000)
    expect(await errorOf(confirm(late, phone_code_hash, code))).toBe('400 PHONE_CODE_EXPIRED')
  })
})

describe('an abandoned account', () => {
  it('deletes itself after as many idle days as its owner chose', async () => {
    const get = () => owner.call<{ days: number }>('account.getAccountTTL')
    const set = (days: number) => owner.call('account.setAccountTTL', { ttl: { _: 'accountDaysTTL', days } })
    expect(await get()).toMatchObject({ _: 'accountDaysTTL', days: 548 })
    expect(await errorOf(set(29))).toBe('400 TTL_DAYS_INVALID')
    expect(await errorOf(set(731))).toBe('400 TTL_DAYS_INVALID')
    expect(await set(30)).toBe(true)
    expect(await get()).toMatchObject({ days: 30 })
    await world.later(owner, 30 * dayMs - 3_600_000)
    expect(await exists()).toBe(true)
    const back = await world.later(owner, 2 * 3_600_000)
    expect(await exists()).toBe(false)
    expect(await errorOf(back.call('updates.getState'))).toBe('401 USER_DEACTIVATED')
  })

  it('counts from the last use of any session, and by default from what the policy says', async () => {
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start({ policy: { accounts: { ttlDays: 10 } } })
    owner = await world.loggedIn()
    owner = await world.later(owner, 9 * dayMs)
    await owner.call('auth.logOut')
    await world.later(owner, 9 * dayMs)
    expect(await exists()).toBe(true)
    await world.later(owner, 2 * dayMs)
    expect(await exists()).toBe(false)
  })
})

describe('the operator', () => {
  it('deletes the account of a number', async () => {
    expect(await world.dc.accounts.delete(ada)).toBe(true)
    expect(await world.dc.accounts.delete(ada)).toBe(false)
    expect(await errorOf((await world.again(owner)).call('updates.getState'))).toBe('401 USER_DEACTIVATED')
  })

  it('bans a number: its sessions end, nobody logs in or signs up with it, and a lifted ban leaves the account', async () => {
    await setPassword(owner, password)
    const pending = await world.atCode()
    const scanning = await world.connect()
    const asked = await world.connect()
    const sent = await world.sendCode(asked)
    const phone_code = world.code(ada)
    await world.dc.bans.add(ada)
    expect(await world.dc.bans.list()).toEqual([{ phone_number: adaDigits, atMs: world.clock.now() }])
    await world.settle()
    world.clock.advance(1)
    await owner.closed
    for (const client of [owner, pending]) {
      expect(await errorOf((await world.again(client)).call('updates.getState'))).toBe('401 USER_DEACTIVATED_BAN')
    }
    expect(await errorOf(world.sendCode(scanning))).toBe('400 PHONE_NUMBER_BANNED')
    const request = { phone_number: ada, phone_code_hash: sent.phone_code_hash, phone_code }
    expect(await errorOf(asked.call('auth.signIn', request))).toBe('400 PHONE_CODE_EXPIRED')
    await world.dc.bans.add('+999 333 33 33')
    expect(await errorOf(world.sendCode(scanning, '+999 333 33 33'))).toBe('400 PHONE_NUMBER_BANNED')
    expect(await world.dc.bans.lift(ada)).toBe(true)
    expect(await world.dc.bans.lift(ada)).toBe(false)
    expect(await errorOf(world.signIn(await world.connect()))).toBe('401 SESSION_PASSWORD_NEEDED')
  })

  it('keeps a banned account from being entered by other ways than its number', async () => {
    const { future_auth_token } = await (await world.loggedIn()).call<auth.loggedOut>('auth.logOut')
    const scanning = await world.connect()
    const app = { api_id: world.dc.api_id, api_hash: world.dc.api_hash }
    const { token } = await scanning.call<auth.loginToken>('auth.exportLoginToken', { ...app, except_ids: [] })
    await owner.call('auth.acceptLoginToken', { token })
    const { token: web_auth_token } = await world.dc.webTokens.create({ phone_number: ada })
    await world.dc.bans.add(ada)
    // The session that accepted it is over.
    expect(await errorOf(scanning.call('auth.importLoginToken', { token }))).toBe('400 AUTH_TOKEN_EXPIRED')
    const fromPage = scanning.call('auth.importWebTokenAuthorization', { ...app, web_auth_token })
    expect(await errorOf(fromPage)).toBe('401 USER_DEACTIVATED_BAN')
    const settings = { _: 'codeSettings', logout_tokens: [future_auth_token] }
    const sent = scanning.call<User>('auth.sendCode', { phone_number: ada, ...app, settings })
    expect(await errorOf(sent)).toBe('400 PHONE_NUMBER_BANNED')
  })
})
