import { describe, expect, it } from 'vitest'
import { EmailWorld, known, mailbox, wrongMailed } from './support/email-world.ts'
import { setPassword } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'

const change = { _: 'emailVerifyPurposeLoginChange' }
const passport = { _: 'emailVerifyPurposePassport' }
const address = 'grace@mail.example'

const mail = (client: RawClient, purpose: object, email: string = address): Promise<unknown> =>
  client.call('account.sendVerifyEmailCode', { purpose, email })
const verify = (client: RawClient, purpose: object, verification: object): Promise<unknown> =>
  client.call('account.verifyEmail', { purpose, verification })

describe('a change of the login e-mail', () => {
  it('holds from its code on', async () => {
    await using world = await EmailWorld.start()
    const owner = await world.loggedIn()
    expect(await mail(owner, change)).toMatchObject({ email_pattern: 'g***e@mail.example', length: 6 })
    expect(world.letter()).toMatchObject({ email: address, phone_number: '9991234567' })
    expect((await world.begin()).type).toMatchObject({ email_pattern: 'a***a@mail.example' })
    await mail(owner, change)
    expect(await verify(owner, change, world.mailed())).toEqual({ _: 'account.emailVerified', email: address })
    expect((await world.begin()).type).toMatchObject({ email_pattern: 'g***e@mail.example' })
  })

  it('needs the code of its own letter, within five tries', async () => {
    await using world = await EmailWorld.start()
    const owner = await world.loggedIn()
    expect(await errorOf(verify(owner, change, wrongMailed(world.letter())))).toBe('400 EMAIL_VERIFY_EXPIRED')
    await mail(owner, change)
    for (let tries = 0; tries < 5; tries++) {
      expect(await errorOf(verify(owner, change, wrongMailed(world.letter())))).toBe('400 CODE_INVALID')
    }
    expect(await errorOf(verify(owner, change, world.mailed()))).toBe('400 EMAIL_VERIFY_EXPIRED')
  })

  it('is for who has one, unless the policy lets others add one', async () => {
    await using world = await EmailWorld.start({ hasLoginEmail: false })
    const owner = await world.loggedIn()
    expect(await errorOf(mail(owner, change))).toBe('400 EMAIL_NOT_SETUP')
    expect(await errorOf(verify(owner, change, { _: 'emailVerificationCode', code: '1' }))).toBe('400 EMAIL_NOT_SETUP')
    await using open = await EmailWorld.start({ hasLoginEmail: false, email: { addInSettings: true } })
    const other = await open.loggedIn()
    await mail(other, change)
    await verify(other, change, open.mailed())
    expect((await open.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeEmailCode' })
  })

  it('is for who is logged in', async () => {
    await using world = await EmailWorld.start()
    expect(await errorOf(mail(await world.connect(), change))).toBe('401 AUTH_KEY_UNREGISTERED')
    await setPassword(await world.loggedIn(), 'correct horse')
    const login = await world.begin()
    await errorOf(login.signInBy(world.mailed()))
    expect(await errorOf(mail(login.client, change))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect(await errorOf(verify(login.client, change, world.mailed()))).toBe('401 SESSION_PASSWORD_NEEDED')
  })

  it('takes no address that is none', async () => {
    await using world = await EmailWorld.start({ email: { blockedDomains: ['trash.example'] } })
    const owner = await world.loggedIn()
    expect(await errorOf(mail(owner, change, ''))).toBe('400 EMAIL_INVALID')
    expect(await errorOf(mail(owner, change, 'ada@trash.example'))).toBe('400 EMAIL_NOT_ALLOWED')
  })
})

it('an address for a passport is proven and changes nothing about logins', async () => {
  await using world = await EmailWorld.start()
  const owner = await world.loggedIn()
  await mail(owner, passport)
  expect(world.letter().text).toContain('confirm this address')
  expect(await errorOf(verify(owner, change, world.mailed()))).toBe('400 EMAIL_VERIFY_EXPIRED')
  expect(await verify(owner, passport, world.mailed())).toEqual({ _: 'account.emailVerified', email: address })
  expect(await errorOf(verify(owner, passport, world.mailed()))).toBe('400 EMAIL_VERIFY_EXPIRED')
  await world.begin()
  expect(world.letter().email).toBe(mailbox)
})

it('a code for anything but a login never goes by e-mail', async () => {
  await using world = await EmailWorld.start({ email: { setUp: { required: [{}] } } })
  // Who has just logged in may not change the number yet.
  const owner = await world.later(await world.loggedIn(), 86_400_000)
  const settings = { _: 'codeSettings' }
  const change = { phone_number: '+999 765 43 21', settings }
  // The number has no account, nor a login e-mail.
  expect(await owner.call('account.sendChangePhoneCode', change)).toMatchObject({
    type: { _: 'auth.sentCodeTypeSms' },
  })
  const verify = { phone_number: known, settings }
  expect(await owner.call('account.sendVerifyPhoneCode', verify)).toMatchObject({
    type: { _: 'auth.sentCodeTypeSms' },
  })
  expect(world.letters()).toHaveLength(1)
})
