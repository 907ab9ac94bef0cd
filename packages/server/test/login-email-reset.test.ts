import type { auth } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { EmailWorld, known, pattern } from './support/email-world.ts'
import { errorOf } from './support/raw-client.ts'

const day = 86_400_000
const week = 7 * day

/** The type of a code that went to the mailbox. */
const emailType = (type: auth.SentCodeType): auth.sentCodeTypeEmailCode => type as auth.sentCodeTypeEmailCode

describe('a lost mailbox', () => {
  it('is waited for a week, in which its code stays good', async () => {
    await using world = await EmailWorld.start()
    const login = await world.begin()
    const { phone_code_hash } = login.sent
    world.clock.advance(10_000)
    const untilSeconds = (world.clock.now() + week) / 1000
    expect(await login.reset()).toMatchObject({
      phone_code_hash,
      type: { email_pattern: pattern, reset_available_period: undefined, reset_pending_date: untilSeconds },
      next_type: { _: 'auth.codeTypeSms' },
      timeout: 50,
    })
    expect(world.letters()).toHaveLength(1)
    expect(await errorOf(login.reset())).toBe('400 TASK_ALREADY_EXISTS')
    const other = await world.begin()
    expect(emailType(other.type).reset_pending_date).toBe(untilSeconds)
    expect(await errorOf(other.reset())).toBe('400 TASK_ALREADY_EXISTS')
  })

  it('is let go when the week is over: the login goes by phone, and so does every later one', async () => {
    await using world = await EmailWorld.start()
    await (await world.begin()).reset()
    world.clock.advance(week - 1)
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeEmailCode' })
    world.clock.advance(1)
    const login = await world.begin()
    expect(login.type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
    expect(await errorOf(login.reset())).toBe('400 EMAIL_INSTALL_MISSING')
    await login.signIn(world.newest(({ medium }) => medium === 'sms').code)
    expect(await login.client.call('account.getPassword')).toMatchObject({ login_email_pattern: undefined })
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeApp' })
  })

  it('lets a login that is under way when the week ends go on by phone, under the same hash', async () => {
    await using world = await EmailWorld.start()
    await (await world.begin()).reset()
    world.clock.advance(week - 1000)
    const login = await world.begin()
    const { phone_code_hash } = login.sent
    world.clock.advance(1000)
    expect(await login.reset()).toMatchObject({ phone_code_hash, type: { _: 'auth.sentCodeTypeSms' } })
    expect(await errorOf(login.signIn(world.newest(({ medium }) => medium === 'sms').code))).toBeUndefined()
  })

  it('proves nothing any more when the week is over, and the removal stands', async () => {
    await using world = await EmailWorld.start()
    await (await world.begin()).reset()
    world.clock.advance(week - 1000)
    const login = await world.begin()
    world.clock.advance(1000)
    expect(await errorOf(login.signInBy(world.mailed()))).toBe('400 EMAIL_VERIFY_EXPIRED')
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
  })

  it('is no reason to stay with it when the week is over, where the policy knows no other way', async () => {
    await using world = await EmailWorld.start({ email: { phoneFallback: false } })
    await (await world.begin()).reset()
    world.clock.advance(week - 61_000)
    const login = await world.begin()
    world.clock.advance(60_000)
    expect(await errorOf(login.resend())).toBe('406 SEND_CODE_UNAVAILABLE')
    world.clock.advance(1000)
    expect(await login.resend()).toMatchObject({ type: { _: 'auth.sentCodeTypeSms' } })
    expect(await errorOf(login.signIn(world.newest(({ medium }) => medium === 'sms').code))).toBeUndefined()
  })

  it('that was removed by the operator meanwhile is missing', async () => {
    await using world = await EmailWorld.start({ email: { phoneFallback: false } })
    const login = await world.begin()
    await world.dc.accounts.setLoginEmail(known, undefined)
    world.clock.advance(60_000)
    expect(await errorOf(login.resend())).toBe('400 EMAIL_INSTALL_MISSING')
    expect(await errorOf(login.signInBy(world.mailed()))).toBe('400 EMAIL_VERIFY_EXPIRED')
  })

  it('is called off by who has it: by its code', async () => {
    await using world = await EmailWorld.start()
    await (await world.begin()).reset()
    await world.loggedIn()
    expect(emailType((await world.begin()).type)).toMatchObject({
      reset_available_period: 604_800,
      reset_pending_date: undefined,
    })
    world.clock.advance(week)
    expect((await world.begin()).type).toMatchObject({ _: 'auth.sentCodeTypeEmailCode' })
  })

  it('is called off by a change of the login e-mail', async () => {
    await using world = await EmailWorld.start()
    const owner = await world.loggedIn()
    await (await world.begin()).reset()
    const purpose = { _: 'emailVerifyPurposeLoginChange' }
    await owner.call('account.sendVerifyEmailCode', { purpose, email: 'grace@mail.example' })
    await owner.call('account.verifyEmail', { purpose, verification: world.mailed() })
    world.clock.advance(week)
    expect((await world.begin()).type).toMatchObject({ email_pattern: 'g***e@mail.example' })
  })

  it('is told to the sessions of the account', async () => {
    await using world = await EmailWorld.start()
    const owner = await world.loggedIn()
    const login = await world.begin()
    owner.updates.length = 0
    await login.reset()
    await expect
      .poll(() => owner.updates)
      .toMatchObject([
        {
          _: 'updateShort',
          update: { _: 'updateServiceNotification', message: expect.stringContaining('login e-mail is lost') },
        },
      ])
    expect(
      JSON.stringify(owner.updates, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('ada@')
  })

  it('is let go at once where the policy waits for nothing', async () => {
    await using world = await EmailWorld.start({ email: { resetWaitSeconds: 0, phoneFallback: false } })
    const login = await world.begin()
    expect(emailType(login.type).reset_available_period).toBe(0)
    expect(await login.reset()).toMatchObject({
      type: { _: 'auth.sentCodeTypeSms' },
      next_type: { _: 'auth.codeTypeCall' },
    })
    expect(await errorOf(login.signIn(world.newest(({ medium }) => medium === 'sms').code))).toBeUndefined()
  })

  it('is no matter of a login that goes by phone', async () => {
    await using world = await EmailWorld.start({ hasLoginEmail: false })
    const login = await world.begin()
    expect(await errorOf(login.reset())).toBe('400 EMAIL_INSTALL_MISSING')
    const client = await world.connect()
    const request = { phone_number: known, phone_code_hash: 'nothing' }
    expect(await errorOf(client.call('auth.resetLoginEmail', request))).toBe('400 PHONE_CODE_EXPIRED')
  })
})
