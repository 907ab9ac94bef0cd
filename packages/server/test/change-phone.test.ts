import type { auth, User } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, adaDigits, dayMs, free, freeDigits, NumberWorld } from './support/number-world.ts'
import { answer, setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { told } from './support/session-world.ts'

// Changing and proving numbers, over TCP, in a time that the test moves.
// https://core.telegram.org/method/account.changePhone

let world: NumberWorld

beforeEach(async () => {
  world = await NumberWorld.start()
})

afterEach(() => world[Symbol.asyncDispose]())

const change = (client: RawClient, sent: auth.sentCode, phone_code: string, phone_number = free) =>
  client.call<User>('account.changePhone', { phone_number, phone_code_hash: sent.phone_code_hash, phone_code })
const verify = (client: RawClient, sent: auth.sentCode, phone_code: string, phone_number = free) =>
  client.call<boolean>('account.verifyPhone', { phone_number, phone_code_hash: sent.phone_code_hash, phone_code })

describe('account.sendChangePhoneCode', () => {
  it('sends a code to the new number by phone media alone, although the account is logged in elsewhere', async () => {
    await world.loggedIn()
    const owner = await world.settledIn()
    const sent = await world.sendChangeCode(owner)
    expect(sent).toMatchObject({
      _: 'auth.sentCode',
      type: { _: 'auth.sentCodeTypeSms', length: 5 },
      next_type: { _: 'auth.codeTypeCall' },
      timeout: 60,
    })
    expect(world.dc.inbox.list({ phone_number: freeDigits }).at(-1)).toMatchObject({ medium: 'sms' })
  })

  it('is for sessions that are a day old', async () => {
    const owner = await world.loggedIn()
    expect(await errorOf(world.sendChangeCode(owner))).toBe('406 FRESH_CHANGE_PHONE_FORBIDDEN')
    const later = await world.later(owner, dayMs - 1)
    expect(await errorOf(world.sendChangeCode(later))).toBe('406 FRESH_CHANGE_PHONE_FORBIDDEN')
    expect(await errorOf(world.sendChangeCode(await world.later(owner, 1)))).toBeUndefined()
  })

  it('refuses what is no number, is banned, or has an account', async () => {
    await world.dc.accounts.create({ phone_number: '+999 333 33 33', first_name: 'Grace' })
    await world.dc.bans.add('+999 444 44 44')
    const owner = await world.settledIn()
    expect(await errorOf(world.sendChangeCode(owner, '12'))).toBe('406 PHONE_NUMBER_INVALID')
    expect(await errorOf(world.sendChangeCode(owner, '+999 444 44 44'))).toBe('400 PHONE_NUMBER_BANNED')
    expect(await errorOf(world.sendChangeCode(owner, '+999 333 33 33'))).toBe('400 PHONE_NUMBER_OCCUPIED')
    expect(await errorOf(world.sendChangeCode(owner, ada))).toBe('400 PHONE_NUMBER_OCCUPIED')
  })

  it('counts against the limits of codes, also when it says that a number is taken', async () => {
    await world[Symbol.asyncDispose]()
    world = await NumberWorld.start({ policy: { limits: { codesPerNumber: { max: 2, periodSeconds: 3600 } } } })
    await world.dc.accounts.create({ phone_number: '+999 333 33 33', first_name: 'Grace' })
    const owner = await world.settledIn()
    const ask = () => errorOf(world.sendChangeCode(owner, '+999 333 33 33'))
    expect([await ask(), await ask(), await ask()]).toEqual([
      '400 PHONE_NUMBER_OCCUPIED',
      '400 PHONE_NUMBER_OCCUPIED',
      '400 PHONE_NUMBER_FLOOD',
    ])
  })

  it('is for who is logged in', async () => {
    expect(await errorOf(world.sendChangeCode(await world.connect()))).toBe('401 AUTH_KEY_UNREGISTERED')
  })
})

describe('account.changePhone', () => {
  it('gives the account its number, tells its other sessions, and frees the old one', async () => {
    const other = await world.loggedIn()
    const owner = await world.settledIn()
    const device = await world.again(other)
    await device.call('updates.getState')
    const sent = await world.sendChangeCode(owner)
    const user = await change(owner, sent, world.code())
    expect(user).toMatchObject({ _: 'user', self: true, phone: freeDigits })
    await world.settle()
    expect(told(device)).toEqual([{ _: 'updateUserPhone', user_id: user.id, phone: freeDigits }])
    expect(owner.updates).toEqual([])
    expect(await world.dc.accounts.find(ada)).toBeUndefined()
    expect((await world.dc.accounts.find(free))?.id).toBe(user.id)
    expect(await world.signIn(await world.connect(), ada)).toMatchObject({ _: 'auth.authorizationSignUpRequired' })
    expect(await world.signIn(await world.connect(), free)).toMatchObject({ user: { id: user.id } })
  })

  it('gives the same answer again to who did not get it', async () => {
    const owner = await world.settledIn()
    const sent = await world.sendChangeCode(owner)
    const first = await change(owner, sent, world.code())
    expect(await change(owner, sent, world.code())).toEqual(first)
    expect(await errorOf(change(owner, sent, world.wrongCode()))).toBe('400 PHONE_CODE_EXPIRED')
    world.clock.advance(120_000)
    expect(await errorOf(change(owner, sent, world.code()))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('refuses empty, wrong and dead codes, and another number than the code was sent to', async () => {
    let owner = await world.settledIn()
    const sent = await world.sendChangeCode(owner)
    expect(await errorOf(change(owner, sent, ' '))).toBe('400 PHONE_CODE_EMPTY')
    expect(await errorOf(change(owner, sent, world.code(), '12'))).toBe('406 PHONE_NUMBER_INVALID')
    expect(await errorOf(change(owner, sent, world.code(), '+999 333 33 33'))).toBe('406 PHONE_NUMBER_INVALID')
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await errorOf(change(owner, sent, world.wrongCode()))).toBe('400 PHONE_CODE_INVALID')
    }
    expect(await errorOf(change(owner, sent, world.code()))).toBe('400 PHONE_CODE_EXPIRED')
    const second = await world.sendChangeCode(owner)
    owner = await world.later(owner, 300_000)
    expect(await errorOf(change(owner, second, world.code()))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('takes the code under the key that asked for it alone', async () => {
    const other = await world.loggedIn()
    const owner = await world.settledIn()
    const sent = await world.sendChangeCode(owner)
    expect(await errorOf(change(await world.again(other), sent, world.code()))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(change(owner, sent, world.code()))).toBeUndefined()
  })

  it('leaves the account as it is when the number was registered or banned meanwhile', async () => {
    const owner = await world.settledIn()
    const sent = await world.sendChangeCode(owner)
    const code = world.code()
    await world.loggedIn(free)
    expect(await errorOf(change(owner, sent, code))).toBe('400 PHONE_NUMBER_OCCUPIED')
    expect(await world.dc.accounts.find(ada)).toMatchObject({ phone_number: adaDigits })
    const second = await world.sendChangeCode(owner, '+999 444 44 44')
    await world.dc.bans.add('+999 444 44 44')
    const late = world.code('+999 444 44 44')
    expect(await errorOf(change(owner, second, late, '+999 444 44 44'))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('lets one of two accounts have a number that both want', async () => {
    const owner = await world.loggedIn()
    const rival = await world.settledIn('+999 333 33 33')
    const aged = await world.again(owner)
    const first = await world.sendChangeCode(aged)
    const firstCode = world.code()
    const second = await world.sendChangeCode(rival)
    const outcomes = await Promise.all([
      errorOf(change(aged, first, firstCode)),
      errorOf(change(rival, second, world.code())),
    ])
    expect(outcomes.toSorted()).toEqual(['400 PHONE_NUMBER_OCCUPIED', undefined])
  })

  it('drops tokens that stand for a code, and codes on their way to the old number', async () => {
    const owner = await world.settledIn()
    const left = await world.loggedIn()
    const { future_auth_token } = await left.call<auth.loggedOut>('auth.logOut')
    const stranger = await world.connect()
    const pending = await world.sendCode(stranger)
    const code = world.code(ada)
    await change(owner, await world.sendChangeCode(owner), world.code())
    const app = { api_id: world.dc.api_id, api_hash: world.dc.api_hash }
    const settings = { _: 'codeSettings', logout_tokens: [future_auth_token] }
    const fresh = await world.connect()
    const sent = await fresh.call<auth.SentCode>('auth.sendCode', { phone_number: free, ...app, settings })
    expect(sent._).toBe('auth.sentCode')
    const request = { phone_number: ada, phone_code_hash: pending.phone_code_hash, phone_code: code }
    expect(await errorOf(stranger.call('auth.signIn', request))).toBe('400 PHONE_CODE_EXPIRED')
  })
})

describe('what stands on a proof of the former number', () => {
  const deletion = (client: RawClient) => errorOf(client.call('account.deleteAccount', { reason: '' }))

  it('ends: logins that still owe the password', async () => {
    let owner = await world.loggedIn()
    await setPassword(owner, 'correct horse')
    owner = await world.later(owner, dayMs)
    const [one, other] = [await world.atCode(), await world.atCode()]
    const right = await answer(one, 'correct horse')
    await change(owner, await world.sendChangeCode(owner), world.code())
    expect(await errorOf(one.call('auth.checkPassword', { password: right }))).toBe('401 AUTH_KEY_UNREGISTERED')
    // The password is young: a key that has proven the number deletes the account without it.
    expect(await deletion(other)).toBe('401 AUTH_KEY_UNREGISTERED')
    expect(await world.dc.accounts.find(free)).toBeDefined()
    const fresh = await world.atCode(free)
    const password = await answer(fresh, 'correct horse')
    expect(await fresh.call('auth.checkPassword', { password })).toMatchObject({ user: { phone: freeDigits } })
  })

  it('ends: a deletion that such a login asked for', async () => {
    let owner = await world.loggedIn()
    await setPassword(owner, 'correct horse')
    owner = await world.later(owner, 8 * dayMs)
    await owner.call('updates.getState')
    const stranger = await world.atCode()
    expect(await deletion(stranger)).toBe('420 2FA_CONFIRM_WAIT_604800')
    await change(owner, await world.sendChangeCode(owner), world.code())
    expect(await deletion(stranger)).toBe('401 AUTH_KEY_UNREGISTERED')
    owner = await world.later(owner, 7 * dayMs)
    await owner.call('updates.getState')
    // The week begins anew, for the owner too: nothing is due.
    expect(await deletion(owner)).toBe('420 2FA_CONFIRM_WAIT_604800')
  })

  it('does not end: a deletion that a session asked for which is logged in', async () => {
    let owner = await world.loggedIn()
    await setPassword(owner, 'correct horse')
    owner = await world.later(owner, 8 * dayMs)
    await owner.call('updates.getState')
    expect(await deletion(owner)).toBe('420 2FA_CONFIRM_WAIT_604800')
    await change(owner, await world.sendChangeCode(owner), world.code())
    owner = await world.later(owner, 7 * dayMs - 1000)
    expect(await deletion(owner)).toBe('420 2FA_CONFIRM_WAIT_1')
    owner = await world.later(owner, 1000)
    expect(await deletion(owner)).toBeUndefined()
    expect(await world.dc.accounts.find(free)).toBeUndefined()
  })
})

describe('account.verifyPhone', () => {
  it('proves a number without touching the account', async () => {
    const owner = await world.loggedIn()
    const sent = await world.sendVerifyCode(owner)
    expect(sent).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
    expect(await errorOf(verify(owner, sent, ''))).toBe('400 PHONE_CODE_EMPTY')
    expect(await errorOf(verify(owner, sent, world.wrongCode()))).toBe('400 PHONE_CODE_INVALID')
    expect(await errorOf(verify(owner, sent, world.code(), ada))).toBe('400 PHONE_NUMBER_INVALID')
    expect(await verify(owner, sent, world.code())).toBe(true)
    expect(await verify(owner, sent, world.code())).toBe(true)
    expect(await world.dc.accounts.find(ada)).toMatchObject({ phone_number: adaDigits })
    expect(await world.dc.accounts.find(free)).toBeUndefined()
  })

  it('takes any number that is one, the own one too, and refuses dead codes', async () => {
    let owner = await world.loggedIn()
    expect(await errorOf(world.sendVerifyCode(owner, '12'))).toBe('400 PHONE_NUMBER_INVALID')
    const sent = await world.sendVerifyCode(owner, ada)
    expect(world.dc.inbox.list({ phone_number: ada }).at(-1)).toMatchObject({ medium: 'sms' })
    owner = await world.later(owner, 300_000)
    expect(await errorOf(verify(owner, sent, world.code(ada), ada))).toBe('400 PHONE_CODE_EXPIRED')
  })
})
