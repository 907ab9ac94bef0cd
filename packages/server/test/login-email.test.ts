import type { auth } from '@chappe/schema/api'
import { knownLayers } from '@chappe/schema/layers'
import { describe, expect, it } from 'vitest'
import { defaultApp } from '../src/index.ts'
import {
  EmailWorld,
  type EmailWorldOptions,
  known,
  mailbox,
  pattern,
  unknown,
  wrongMailed,
} from './support/email-world.ts'
import { setPassword, wrongAnswer } from './support/password-world.ts'
import { errorOf } from './support/raw-client.ts'

const minute = 60_000

describe('a login whose account has a login e-mail', () => {
  it('gets its code by mail, and shows the mailbox so that its owner recognises it', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    expect(login.sent).toEqual({
      _: 'auth.sentCode',
      type: {
        _: 'auth.sentCodeTypeEmailCode',
        apple_signin_allowed: undefined,
        google_signin_allowed: undefined,
        email_pattern: pattern,
        length: 6,
        reset_available_period: 604_800,
        reset_pending_date: undefined,
      },
      phone_code_hash: expect.any(String),
      next_type: { _: 'auth.codeTypeSms' },
      timeout: 60,
    })
    expect(world.letter()).toMatchObject({ email: mailbox, code: expect.stringMatching(/^\d{6}$/) })
    expect(world.dc.inbox.list()).toHaveLength(1)
    expect(await login.signInBy(world.mailed())).toMatchObject({ _: 'auth.authorization', user: { self: true } })
  })

  it('takes the mailed code as email_verification alone', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    const { code } = world.letter()
    expect(await errorOf(login.signIn(code))).toBe('400 PHONE_CODE_INVALID')
    expect(await errorOf(login.signIn(''))).toBe('400 PHONE_CODE_EMPTY')
    expect(await errorOf(login.signInBy({ _: 'emailVerificationCode', code: ' ' }))).toBe('400 PHONE_CODE_EMPTY')
    expect(await errorOf(login.signInBy(world.mailed()))).toBeUndefined()
  })

  it('dies after five wrong codes', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    for (let tries = 0; tries < 5; tries++) {
      expect(await errorOf(login.signInBy(wrongMailed(world.letter())))).toBe('400 CODE_INVALID')
    }
    expect(await errorOf(login.signInBy(world.mailed()))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('counts its wrong codes with those of the phone, over all hashes of the number', async () => {
    await using world = await EmailWorld.start()
    for (let hashes = 0; hashes < 5; hashes++) {
      const login = await world.begin()
      for (let tries = 0; tries < 5; tries++) await errorOf(login.signInBy(wrongMailed(world.letter())))
    }
    const login = await world.begin()
    expect(await errorOf(login.signInBy(world.mailed()))).toMatch(/^420 FLOOD_WAIT_\d+$/)
  })

  it('has a quarter of an hour', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    world.clock.advance(15 * minute - 1)
    expect(await errorOf(login.signInBy(wrongMailed(world.letter())))).toBe('400 CODE_INVALID')
    world.clock.advance(1)
    expect(await errorOf(login.signInBy(world.mailed()))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('moves to the phone by auth.resendCode, with another code', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    const { phone_code_hash } = login.sent
    const { code: old } = world.letter()
    expect(await errorOf(login.resend())).toBe('420 FLOOD_WAIT_60')
    world.clock.advance(minute)
    expect(await login.resend()).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms', length: 5 },
      phone_code_hash,
      next_type: { _: 'auth.codeTypeCall' },
    })
    expect(await errorOf(login.signInBy({ _: 'emailVerificationCode', code: old }))).toBe('400 EMAIL_VERIFY_EXPIRED')
    expect(await errorOf(login.signIn(old))).toBe('400 PHONE_CODE_INVALID')
    expect(await errorOf(login.mail(''))).toBe('400 PHONE_HASH_EXPIRED')
    expect(await errorOf(login.signIn(world.newest(({ medium }) => medium === 'sms').code))).toBeUndefined()
  })

  it('stays with the mailbox where the policy says so', async () => {
    await using world = await EmailWorld.start({ email: { phoneFallback: false } })
    const login = await world.begin()
    expect(login.sent).toMatchObject({ next_type: undefined, timeout: undefined })
    world.clock.advance(minute)
    expect(await errorOf(login.resend())).toBe('406 SEND_CODE_UNAVAILABLE')
    expect(await errorOf(login.signInBy(world.mailed()))).toBeUndefined()
  })

  it('is mailed again, to the address that is known, when the program names none', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    world.clock.advance(14 * minute)
    expect(await login.mail('')).toEqual({ _: 'account.sentEmailCode', email_pattern: pattern, length: 6 })
    expect(world.letters().map(({ email, code }) => [email, code])).toEqual([
      [mailbox, world.letter().code],
      [mailbox, world.letter().code],
    ])
    // Neither the right address nor another is told from each other.
    expect(await errorOf(login.mail(mailbox))).toBe('400 EMAIL_INVALID')
    expect(await errorOf(login.mail('eve@mail.example'))).toBe('400 EMAIL_INVALID')
    world.clock.advance(14 * minute)
    expect(await errorOf(login.signInBy(world.mailed()))).toBeUndefined()
  })

  it('may ask for ten letters an hour', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    for (let letters = 0; letters < 10; letters++) expect(await errorOf(login.mail(''))).toBeUndefined()
    expect(await errorOf(login.mail(''))).toBe('420 FLOOD_WAIT_3600')
    expect(await errorOf(login.signInBy(world.mailed()))).toBeUndefined()
  })

  it('owes the password of the account besides', async () => {
    await using world = await EmailWorld.start()
    await setPassword(await world.loggedIn(), 'correct horse')
    const login = await world.begin()
    expect(await errorOf(login.signInBy(world.mailed()))).toBe('401 SESSION_PASSWORD_NEEDED')
    const wrong = await wrongAnswer(login.client)
    expect(await errorOf(login.client.call('auth.checkPassword', { password: wrong }))).toMatch(/^400 /)
  })

  it('gives the same answer to a repeated request whose answer was lost', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    expect(await login.signInBy(world.mailed())).toMatchObject({ _: 'auth.authorization' })
    expect(await login.signInBy(world.mailed())).toMatchObject({ _: 'auth.authorization' })
  })

  it('goes by the phone when no letter can be delivered', async () => {
    await using world = await EmailWorld.start({
      delivery: {
        inbox: 'rest',
        providers: [{ kind: 'smtp', name: 'mail', host: '127.0.0.1', port: 1, security: 'none', from: 'a@b.example' }],
      },
    })
    const login = await world.begin()
    expect(login.type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    expect(await errorOf(login.signIn(world.newest(() => true).code))).toBeUndefined()
  })

  it.each(knownLayers.map(layer => [layer] as const))('is told so in layer %i', async layer => {
    await using world = await EmailWorld.start()
    const login = await world.begin(known, await world.connect({ layer }))
    expect(login.type).toMatchObject({ _: 'auth.sentCodeTypeEmailCode', email_pattern: pattern })
  })
})

it('a test number has no letters', async () => {
  const accounts = [{ phone_number: '9996621234', first_name: 'Test', login_email: mailbox }]
  await using world = await EmailWorld.start({ accounts, email: { setUp: { required: [{}] } } })
  const login = await world.begin('9996621234')
  expect(login.type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
  expect(world.letters()).toEqual([])
})

it('the settings of the account show the mailbox', async () => {
  await using world = await EmailWorld.start()
  const owner = await world.loggedIn()
  expect(await owner.call('account.getPassword')).toMatchObject({ login_email_pattern: pattern })
  expect(await world.dc.accounts.setLoginEmail(known, undefined)).toBe(true)
  expect(await owner.call('account.getPassword')).toMatchObject({ login_email_pattern: undefined })
})

it('a code that lies in a mailbox which is not the account’s any more lets nobody in', async () => {
  await using world = await EmailWorld.start()
  const login = await world.begin()
  world.clock.advance(1)
  await world.dc.accounts.setLoginEmail(known, 'grace@mail.example')
  expect(await errorOf(login.signInBy(world.mailed()))).toBe('400 EMAIL_VERIFY_EXPIRED')
  expect(await errorOf(login.mail(''))).toBe('400 PHONE_HASH_EXPIRED')
})

describe('where logins have to be paid for', () => {
  const offers = [{ when: {}, store_product: 'week', currency: 'USD', amount: 499, premium_days: 7 }]
  const start = (email: EmailWorldOptions['email'] = {}): Promise<EmailWorld> =>
    EmailWorld.start({ policy: { payment: { offers }, email } })
  const request = { phone_number: known, ...defaultApp, settings: { _: 'codeSettings' } }

  it('a mailbox costs nothing, and is no way to a message that does', async () => {
    await using world = await start()
    const login = await world.begin()
    expect(login.sent).toMatchObject({ type: { _: 'auth.sentCodeTypeEmailCode' }, next_type: undefined })
    world.clock.advance(minute)
    expect(await errorOf(login.resend())).toBe('406 SEND_CODE_UNAVAILABLE')
    expect(await errorOf(login.signInBy(world.mailed()))).toBeUndefined()
  })

  it('who lost the mailbox pays like everybody', async () => {
    await using world = await start({ resetWaitSeconds: 0 })
    const login = await world.begin()
    expect(await errorOf(login.reset())).toBe('400 PHONE_CODE_EXPIRED')
    expect(await login.client.call('auth.sendCode', request)).toMatchObject({ _: 'auth.sentCodePaymentRequired' })
  })

  it('who has to set a mailbox up does so after paying', async () => {
    await using world = await start({ setUp: { required: [{ registered: false }] } })
    const client = await world.connect()
    const due = await client.call<auth.sentCodePaymentRequired>('auth.sendCode', { ...request, phone_number: unknown })
    expect(due._).toBe('auth.sentCodePaymentRequired')
    const [waiting] = await world.dc.payments.list()
    await world.dc.payments.settle(waiting?.id ?? 0n)
    const check = { phone_number: unknown, phone_code_hash: due.phone_code_hash, form_id: 0n }
    const sent = await client.call<auth.sentCode>('auth.checkPaidAuth', check)
    expect(sent.type).toMatchObject({ _: 'auth.sentCodeTypeSetUpEmailRequired' })
    const { phone_code_hash } = sent
    const purpose = { _: 'emailVerifyPurposeLoginSetup', phone_number: unknown, phone_code_hash }
    await client.call('account.sendVerifyEmailCode', { purpose, email: mailbox })
    const verified = await client.call('account.verifyEmail', { purpose, verification: world.mailed() })
    expect(verified).toMatchObject({ sent_code: { type: { _: 'auth.sentCodeTypeSms' } } })
  })
})
