import { describe, expect, it } from 'vitest'
import {
  EmailWorld,
  type EmailWorldOptions,
  known,
  type Login,
  mailbox,
  pattern,
  unknown,
  wrongMailed,
} from './support/email-world.ts'
import { answer, setPassword } from './support/password-world.ts'
import { errorOf } from './support/raw-client.ts'

/** A data center where whoever has no login e-mail has to set one up. */
const start = (options: EmailWorldOptions = {}): Promise<EmailWorld> =>
  EmailWorld.start({
    hasLoginEmail: false,
    email: { setUp: { required: [{}] }, ...options.email },
    ...omitEmail(options),
  })

function omitEmail({ email: _, ...rest }: EmailWorldOptions): Omit<EmailWorldOptions, 'email'> {
  return rest
}

/** Sets the mailbox up, and enters the code of the phone. */
async function setUp(world: EmailWorld, login: Login): Promise<unknown> {
  await login.mail(mailbox)
  await login.verify(world.mailed())
  return login.signIn(world.newest(({ medium }) => medium !== 'email').code)
}

const minute = 60_000

describe('a login that needs a login e-mail first', () => {
  it('says so, and sends nothing', async () => {
    await using world = await start()
    const login = await world.begin()
    expect(login.sent).toMatchObject({
      type: { _: 'auth.sentCodeTypeSetUpEmailRequired', apple_signin_allowed: undefined },
      next_type: undefined,
      timeout: undefined,
    })
    expect(world.dc.inbox.list()).toEqual([])
    expect(await errorOf(login.resend())).toBe('400 EMAIL_INSTALL_MISSING')
    expect(await errorOf(login.signIn('12345'))).toBe('400 PHONE_CODE_INVALID')
    expect(await errorOf(login.signInBy({ _: 'emailVerificationCode', code: '123456' }))).toBe(
      '400 EMAIL_VERIFY_EXPIRED',
    )
  })

  it('goes on by phone under a new hash once the mailbox is proven, and the next one goes to the mailbox', async () => {
    await using world = await start()
    const login = await world.begin()
    const { phone_code_hash } = login.sent
    expect(await login.mail(` ${mailbox} `)).toEqual({ _: 'account.sentEmailCode', email_pattern: pattern, length: 6 })
    expect(world.letter()).toMatchObject({ email: mailbox, text: expect.stringContaining('log in with this address') })
    expect(await login.verify(world.mailed())).toMatchObject({
      _: 'account.emailVerifiedLogin',
      email: mailbox,
      sent_code: { type: { _: 'auth.sentCodeTypeSms' }, next_type: { _: 'auth.codeTypeCall' }, timeout: 60 },
    })
    expect(login.sent.phone_code_hash).not.toBe(phone_code_hash)
    const { code } = world.newest(({ medium }) => medium === 'sms')
    const stale = { phone_number: known, phone_code_hash, phone_code: code }
    expect(await errorOf(login.client.call('auth.signIn', stale))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(login.signIn(code))).toBeUndefined()
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeEmailCode', email_pattern: pattern })
  })

  it('keeps the address of a new number for the account that signs up', async () => {
    await using world = await start()
    const login = await world.begin(unknown)
    expect(await setUp(world, login)).toMatchObject({ _: 'auth.authorizationSignUpRequired' })
    // A name may take its time.
    world.clock.advance(14 * minute)
    await login.client.call('auth.signUp', { ...login.reference, first_name: 'Grace', last_name: '' })
    expect((await world.begin(unknown)).type).toMatchObject({ _: 'auth.sentCodeTypeEmailCode', email_pattern: pattern })
  })

  it('gives the account the address only once the login is complete: not to who owes the password', async () => {
    await using world = await start()
    await world.dc.accounts.setLoginEmail(known, mailbox)
    await setPassword(await world.loggedIn(), 'correct horse')
    await world.dc.accounts.setLoginEmail(known, undefined)
    const login = await world.begin()
    expect(await errorOf(setUp(world, login))).toBe('401 SESSION_PASSWORD_NEEDED')
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeSetUpEmailRequired' })
    await login.client.call('auth.checkPassword', { password: await answer(login.client, 'correct horse') })
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeEmailCode', email_pattern: pattern })
  })

  it('asks for the mailbox once: the next code under the same key goes by phone', async () => {
    await using world = await start()
    const login = await world.begin()
    await login.mail(mailbox)
    await login.verify(world.mailed())
    const again = await world.begin(known, login.client)
    expect(again.type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeSetUpEmailRequired' })
    const { code } = world.newest(({ medium }) => medium === 'sms')
    expect(await errorOf(again.signIn(code))).toBeUndefined()
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeEmailCode' })
  })

  it('does not let a mailbox of one number stand in for that of another', async () => {
    await using world = await start()
    const login = await world.begin()
    await login.mail(mailbox)
    await login.verify(world.mailed())
    expect((await world.begin(unknown, login.client)).type).toMatchObject({ _: 'auth.sentCodeTypeSetUpEmailRequired' })
  })

  it('mails the same code again, to whichever address was named last, and another code to another', async () => {
    await using world = await start()
    const login = await world.begin()
    expect(await errorOf(login.mail(''))).toBe('400 EMAIL_INVALID')
    await login.mail(mailbox)
    const first = world.letter()
    await login.mail('')
    expect(world.letter()).toMatchObject({ email: mailbox, code: first.code })
    await login.mail('grace@mail.example')
    expect(world.letter().email).toBe('grace@mail.example')
    expect(world.letter().code).not.toBe(first.code)
    expect(await errorOf(login.verify({ _: 'emailVerificationCode', code: first.code }))).toBe('400 CODE_INVALID')
    expect(await login.verify(world.mailed())).toMatchObject({ email: 'grace@mail.example' })
  })

  it('survives five wrong codes of one letter, and three letters', async () => {
    await using world = await start()
    const login = await world.begin()
    for (let letters = 0; letters < 3; letters++) {
      await login.mail(mailbox)
      for (let tries = 0; tries < 5; tries++) {
        expect(await errorOf(login.verify(wrongMailed(world.letter())))).toBe('400 CODE_INVALID')
      }
      const expected = letters < 2 ? '400 EMAIL_VERIFY_EXPIRED' : '400 PHONE_CODE_EXPIRED'
      expect(await errorOf(login.verify(world.mailed()))).toBe(expected)
    }
  })

  it('has half an hour, and each letter a quarter', async () => {
    await using world = await start()
    const login = await world.begin()
    await login.mail(mailbox)
    login.client = await world.later(login.client, 15 * minute)
    expect(await errorOf(login.verify(world.mailed()))).toBe('400 EMAIL_VERIFY_EXPIRED')
    login.client = await world.later(login.client, 15 * minute)
    expect(await errorOf(login.mail(mailbox))).toBe('400 PHONE_HASH_EXPIRED')
    expect(await errorOf(login.verify(world.mailed()))).toBe('400 PHONE_CODE_EXPIRED')
  })

  it('refuses addresses that are none, and domains that are blocked', async () => {
    await using world = await start({ email: { setUp: { required: [{}] }, blockedDomains: ['trash.example'] } })
    const login = await world.begin()
    expect(await errorOf(login.mail('ada'))).toBe('400 EMAIL_INVALID')
    expect(await errorOf(login.mail('ada@trash.example'))).toBe('400 EMAIL_NOT_ALLOWED')
    expect(await errorOf(login.mail('ada@In.Trash.Example'))).toBe('400 EMAIL_NOT_ALLOWED')
    expect(await errorOf(login.mail('ada@nottrash.example'))).toBeUndefined()
  })

  it('belongs to the key that asked', async () => {
    await using world = await start()
    const login = await world.begin()
    await login.mail(mailbox)
    const stranger = await world.connect()
    const verification = world.mailed()
    const request = { purpose: login.setUp, verification }
    expect(await errorOf(stranger.call('account.verifyEmail', request))).toBe('400 PHONE_CODE_EXPIRED')
    expect(await errorOf(stranger.call('account.sendVerifyEmailCode', { purpose: login.setUp, email: mailbox }))).toBe(
      '400 PHONE_HASH_EXPIRED',
    )
    expect(await errorOf(login.verify(verification))).toBeUndefined()
  })

  it('lets the quicker of two logins choose the address', async () => {
    await using world = await start()
    const [slow, quick] = [await world.begin(), await world.begin()]
    await slow.mail('grace@mail.example')
    await slow.verify(world.mailed())
    const { code } = world.newest(({ medium }) => medium === 'sms')
    await setUp(world, quick)
    expect(await errorOf(slow.signIn(code))).toBeUndefined()
    expect((await world.begin()).type).toMatchObject({ email_pattern: pattern })
  })

  it('may ask for ten letters an hour to one mailbox, over all numbers', async () => {
    await using world = await start()
    for (let numbers = 0; numbers < 10; numbers++) {
      const login = await world.begin(`+999 765 43 ${10 + numbers}`)
      expect(await errorOf(login.mail(mailbox))).toBeUndefined()
    }
    const login = await world.begin()
    expect(await errorOf(login.mail('ADA@mail.example'))).toBe('420 FLOOD_WAIT_3600')
  })
})

describe('who has to set a login e-mail up', () => {
  it('is for the policy to say, by the conditions of ladders', async () => {
    await using world = await start({
      email: { setUp: { required: [{ registered: true, prefixes: ['7'] }, { registered: false }] } },
    })
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    expect((await world.begin(unknown)).type).toMatchObject({ _: 'auth.sentCodeTypeSetUpEmailRequired' })
  })

  it('is who logs in too often, where the policy counts', async () => {
    const afterLogins = { max: 2, periodSeconds: 3600 }
    await using world = await start({ email: { setUp: { afterLogins } } })
    await world.loggedIn()
    await world.loggedIn()
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeSetUpEmailRequired' })
    world.clock.advance(60 * minute)
    expect((await world.begin()).type).not.toMatchObject({ _: 'auth.sentCodeTypeSetUpEmailRequired' })
  })
})
