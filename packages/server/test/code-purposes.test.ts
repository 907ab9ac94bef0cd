import type { auth, updateServiceNotification } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ada, dayMs, free, NumberWorld } from './support/number-world.ts'
import { answer, setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'
import { toldBesidesCodes } from './support/session-world.ts'

// One code for each of four purposes under one key, over TCP: which method takes which, and what
// auth.resendCode and auth.cancelCode do with all of them.

/** The purposes, each with the number that its code goes to. */
const purposes = { login: ada, change: free, verify: '+999 333 33 33', confirm: ada } as const
type Purpose = keyof typeof purposes
const names = Object.keys(purposes) as Purpose[]

let world: NumberWorld
/** A key that is logged in to the account and may do everything. */
let owner: RawClient
let linkHash: string

beforeEach(async () => {
  world = await NumberWorld.start({ policy: { limits: { codesPerTestNumber: null } } })
  owner = await world.loggedIn()
  await setPassword(owner, 'correct horse')
  owner = await world.later(owner, 8 * dayMs)
  await owner.call('updates.getState')
  // Somebody without the password asks for the account to be deleted, so that there is a link to follow.
  const stranger = await world.atCode()
  await stranger.call('account.deleteAccount', { reason: '' }).catch(() => undefined)
  await world.settle()
  const notice = toldBesidesCodes(owner).find(
    update => update._ === 'updateServiceNotification',
  ) as updateServiceNotification
  linkHash = /hash=([\da-f]+)/.exec(notice.message)?.[1] ?? ''
})

afterEach(() => world[Symbol.asyncDispose]())

const send = (purpose: Purpose): Promise<auth.sentCode> =>
  ({
    login: () => world.sendCode(owner),
    change: () => world.sendChangeCode(owner),
    verify: () => world.sendVerifyCode(owner, purposes.verify),
    confirm: () => world.sendConfirmCode(owner, linkHash),
  })[purpose]()

/** Enters a code by the method of a purpose, with whatever number. */
const enter = (purpose: Purpose, phone_number: string, phone_code_hash: string, phone_code: string) => {
  const request = { phone_number, phone_code_hash, phone_code }
  switch (purpose) {
    case 'login':
      return owner.call('auth.signIn', request)
    case 'change':
      return owner.call('account.changePhone', request)
    case 'verify':
      return owner.call('account.verifyPhone', request)
    case 'confirm':
      return owner.call('account.confirmPhone', { phone_code_hash, phone_code })
  }
}

describe.each(names)('a code for %s', purpose => {
  const phone_number = purposes[purpose]

  it('is taken by the method of its purpose and by no other', async () => {
    const { phone_code_hash } = await send(purpose)
    const code = world.code(phone_number)
    for (const other of names.filter(name => name !== purpose)) {
      const expected = other === 'confirm' ? '400 CODE_HASH_INVALID' : '400 PHONE_CODE_EXPIRED'
      expect(await errorOf(enter(other, phone_number, phone_code_hash, code)), other).toBe(expected)
    }
    expect(await errorOf(enter(purpose, phone_number, phone_code_hash, code))).toBeUndefined()
  })

  it('is sent by the next medium under the same hash, and not before its time', async () => {
    const { phone_code_hash, timeout = 0 } = await send(purpose)
    const request = { phone_number, phone_code_hash }
    const resend = () => owner.call<auth.sentCode>('auth.resendCode', request)
    expect(await errorOf(resend())).toBe(`420 FLOOD_WAIT_${timeout}`)
    world.clock.advance(timeout * 1000)
    expect(await errorOf(owner.call('auth.resendCode', { ...request, phone_code_hash: '' }))).toBe(
      '400 PHONE_CODE_HASH_EMPTY',
    )
    const wrongNumber = { ...request, phone_number: '+999 777 77 77' }
    expect(await errorOf(owner.call('auth.resendCode', wrongNumber))).toBe('406 PHONE_NUMBER_INVALID')
    expect(await resend()).toMatchObject({ _: 'auth.sentCode', phone_code_hash })
    expect(world.dc.inbox.list({ phone_number }).at(-1)?.medium).toBe('call')
    expect(await errorOf(resend())).toBe('406 SEND_CODE_UNAVAILABLE')
    expect(await errorOf(enter(purpose, phone_number, phone_code_hash, world.code(phone_number)))).toBeUndefined()
    expect(await errorOf(resend())).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('ends when it is cancelled, and leaves the others alone', async () => {
    const kept = await Promise.all(
      names.filter(name => name !== purpose).map(async name => ({ name, ...(await send(name)) })),
    )
    const { phone_code_hash } = await send(purpose)
    const request = { phone_number, phone_code_hash }
    const cancel = (changes = {}) => owner.call('auth.cancelCode', { ...request, ...changes })
    expect(await errorOf(cancel({ phone_number: '+999 777 77 77' }))).toBe('406 PHONE_NUMBER_INVALID')
    expect(await cancel()).toBe(true)
    expect(await errorOf(cancel())).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(owner.call('auth.resendCode', request))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(enter(purpose, phone_number, phone_code_hash, world.code(phone_number)))).toBe(
      '400 PHONE_CODE_EXPIRED',
    )
    for (const { name, phone_code_hash: hash } of kept) {
      const other = { phone_number: purposes[name], phone_code_hash: hash }
      expect(await errorOf(owner.call('auth.cancelCode', other)), name).toBeUndefined()
    }
  })

  it('is replaced by another for the same purpose', async () => {
    const first = await send(purpose)
    const code = world.code(phone_number)
    await send(purpose)
    expect(await errorOf(enter(purpose, phone_number, first.phone_code_hash, code))).toBe('400 PHONE_CODE_EXPIRED')
  })
})

it('codes for anything but a login are never mailed, paid for, or spared by a token', async () => {
  const offer = { when: {}, store_product: 'week', currency: 'USD', amount: 499, premium_days: 7 }
  await using costly = await NumberWorld.start({
    policy: { payment: { offers: [offer] }, email: { setUp: { required: [{}] } } },
  })
  const app = { api_id: costly.dc.api_id, api_hash: costly.dc.api_hash }
  const letIn = async (): Promise<RawClient> => {
    const client = await costly.connect()
    const { token } = await costly.dc.webTokens.create({ phone_number: ada })
    await client.call('auth.importWebTokenAuthorization', { ...app, web_auth_token: token }).catch(() => undefined)
    return client
  }
  let asking = await letIn()
  await setPassword(asking, 'correct horse')
  asking = await costly.later(asking, 8 * dayMs)
  await asking.call('updates.getState')
  // Somebody without the password asks for the deletion, then enters it after all, and leaves with a token.
  const leaving = await letIn()
  await leaving.call('account.deleteAccount', { reason: '' }).catch(() => undefined)
  await leaving.call('auth.checkPassword', { password: await answer(leaving, 'correct horse') })
  const { future_auth_token } = await leaving.call<auth.loggedOut>('auth.logOut')
  await costly.settle()
  const notice = toldBesidesCodes(asking).find(
    update => update._ === 'updateServiceNotification' && update.type.startsWith('auth_deletion'),
  ) as updateServiceNotification
  const hash = /hash=([\da-f]+)/.exec(notice.message)?.[1]

  const settings = { _: 'codeSettings', logout_tokens: [future_auth_token] }
  // What all of these would be if they were for a login.
  const login = async (phone_number: string) => costly.sendCode(await costly.connect(), phone_number)
  expect(await login(free)).toMatchObject({ _: 'auth.sentCodePaymentRequired' })
  const stranger = await costly.connect()
  expect(await errorOf(stranger.call('auth.sendCode', { phone_number: ada, ...app, settings }))).toBe(
    '401 SESSION_PASSWORD_NEEDED',
  )
  const calls = [
    ['account.sendChangePhoneCode', { phone_number: free, settings }],
    ['account.sendVerifyPhoneCode', { phone_number: ada, settings }],
    ['account.sendConfirmPhoneCode', { hash, settings }],
  ] as const
  for (const [method, parameters] of calls) {
    const sent = await asking.call<auth.SentCode>(method, parameters)
    expect(sent, method).toMatchObject({ _: 'auth.sentCode', type: { _: 'auth.sentCodeTypeSms' } })
  }
})
