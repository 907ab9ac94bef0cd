import { RpcError } from '@chappe/mtproto'
import type { account, auth } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { memorySession } from '../src/index.ts'
import { setUp, type TestSetup } from './support/open-test-client.ts'
import { script } from './support/script-of-answers.ts'

const phone_number = '+447911123456'

const byEmail: auth.sentCode = {
  _: 'auth.sentCode',
  type: {
    _: 'auth.sentCodeTypeEmailCode',
    google_signin_allowed: true,
    email_pattern: 'a***z@mail.example',
    length: 6,
    reset_available_period: 604_800,
  },
  phone_code_hash: 'hash-1',
}
const addressWanted: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeSetUpEmailRequired' },
  phone_code_hash: 'hash-1',
}
const byApp: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeApp', length: 5 },
  phone_code_hash: 'hash-2',
}
const mailed: account.sentEmailCode = { _: 'account.sentEmailCode', email_pattern: 'a***a@mail.example', length: 6 }
const verified: account.emailVerifiedLogin = {
  _: 'account.emailVerifiedLogin',
  email: 'ada@mail.example',
  sent_code: byApp,
}
const authorization: auth.authorization = { _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }
const purpose = { _: 'emailVerifyPurposeLoginSetup', phone_number, phone_code_hash: 'hash-1' } as const

const queries = (setup: TestSetup): unknown[] => setup.server.calls.map(({ query }) => query)

describe('a login by e-mail', () => {
  it('gives the code as a proof of the address, and mails another on request', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [byEmail],
        'account.sendVerifyEmailCode': [mailed],
        'auth.signIn': [new RpcError(400, 'CODE_INVALID'), authorization],
      }),
    )
    await using tg = await setup.open()
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'emailCode', length: 6, google: true })
    expect(await tg.login.enterCode('111 111')).toMatchObject({ at: 'emailCode', problem: 'CODE_INVALID' })
    expect(await tg.login.resendEmail()).not.toHaveProperty('problem')
    expect(await tg.login.enterCode('123 456')).toEqual({ at: 'done', user_id: '777' })
    const about = { phone_number, phone_code_hash: 'hash-1' }
    expect(queries(setup)).toMatchObject([
      { _: 'auth.sendCode' },
      { _: 'auth.signIn', ...about, email_verification: { _: 'emailVerificationCode', code: '111111' } },
      { _: 'account.sendVerifyEmailCode', purpose, email: '' },
      { _: 'auth.signIn', ...about, email_verification: { _: 'emailVerificationCode', code: '123456' } },
    ])
    expect(setup.server.calls.every(({ query }) => query.phone_code === undefined)).toBe(true)
  })

  it('takes an ID token of Google in place of the code', async () => {
    const setup = await setUp(script({ 'auth.sendCode': [byEmail], 'auth.signIn': [authorization] }))
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await expect(tg.login.enterIdToken({ provider: 'apple', token: 'jwt' })).rejects.toMatchObject({
      code: 'ID_TOKEN_NOT_ALLOWED',
    })
    expect(await tg.login.enterIdToken({ provider: 'google', token: 'jwt' })).toMatchObject({ at: 'done' })
  })

  it('asks for a reset of the address, and says from when on the code goes by phone', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [byEmail],
        'auth.resetLoginEmail': [
          { ...byEmail, type: { ...byEmail.type, reset_pending_date: 1_800_604_800 } },
          new RpcError(400, 'TASK_ALREADY_EXISTS'),
        ],
      }),
    )
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.resetEmail()).toMatchObject({ at: 'emailCode', reset_pending_date: 1_800_604_800 })
    expect(await tg.login.resetEmail()).toMatchObject({
      problem: 'TASK_ALREADY_EXISTS',
      reset_pending_date: 1_800_604_800,
    })
    expect(tg.login.describe()).toContain('reset at 2027-01-22T08:00:00.000Z')
  })

  it('never waits for a flood limit in silence, not even a short one', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [addressWanted],
        'account.sendVerifyEmailCode': [new RpcError(420, 'FLOOD_WAIT_3'), mailed],
      }),
    )
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await expect(tg.login.enterEmail('ada@mail.example')).rejects.toMatchObject({ errorName: 'FLOOD_WAIT' })
    expect(tg.login.state).toMatchObject({
      at: 'emailAddress',
      problem: 'FLOOD_WAIT',
      retryAt: setup.clock.now() + 3000,
    })
    expect(tg.login.describe()).toContain('Try again in 3 s.')
  })
})

describe('the set-up of a login e-mail address', () => {
  it('leads over the address and its code to a code by phone, through a restart of the program', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [addressWanted],
        'account.sendVerifyEmailCode': [mailed],
        'account.verifyEmail': [verified],
        'auth.signIn': [authorization],
      }),
    )
    const session = memorySession()
    {
      await using tg = await setup.open({ session })
      expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'emailAddress' })
      expect(await tg.login.enterEmail('ada@mail.example')).toMatchObject({
        at: 'emailSetupCode',
        email: 'ada@mail.example',
        email_pattern: 'a***a@mail.example',
      })
    }
    await using tg = await setup.open({ session })
    expect(await tg.login.enterCode('123456')).toMatchObject({ at: 'code', phone_code_hash: 'hash-2' })
    expect(await tg.login.enterCode('12345')).toMatchObject({ at: 'done' })
    expect(queries(setup)).toMatchObject([
      { _: 'auth.sendCode' },
      { _: 'account.sendVerifyEmailCode', purpose, email: 'ada@mail.example' },
      { _: 'account.verifyEmail', purpose, verification: { _: 'emailVerificationCode', code: '123456' } },
      { _: 'auth.signIn', phone_code_hash: 'hash-2', phone_code: '12345' },
    ])
  })

  it('begins anew, once, where the server has the address but sends no code', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [addressWanted, byApp],
        'account.sendVerifyEmailCode': [mailed],
        'account.verifyEmail': [{ _: 'account.emailVerified', email: 'ada@mail.example' }],
      }),
    )
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.login.enterEmail('ada@mail.example')
    expect(await tg.login.enterCode('123456')).toMatchObject({ at: 'code', phone_code_hash: 'hash-2', restarts: 1 })
  })

  it('is followed when the program makes the calls by itself', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [addressWanted],
        'account.sendVerifyEmailCode': [mailed],
        'account.verifyEmail': [new RpcError(400, 'EMAIL_VERIFY_EXPIRED'), verified],
      }),
    )
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.account.sendVerifyEmailCode({ purpose, email: 'ada@mail.example' })
    expect(tg.login.state).toMatchObject({ at: 'emailSetupCode', email: 'ada@mail.example' })
    const verification = { _: 'emailVerificationCode', code: '123456' } as const
    await expect(tg.account.verifyEmail({ purpose, verification })).rejects.toThrow('EMAIL_VERIFY_EXPIRED')
    expect(tg.login.state).toMatchObject({ at: 'emailAddress', problem: 'EMAIL_VERIFY_EXPIRED' })
    await tg.account.verifyEmail({ purpose, verification })
    expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash-2' })
    // The same call about the address of an account is none of the login's business.
    await tg.account.sendVerifyEmailCode({ purpose: { _: 'emailVerifyPurposeLoginChange' }, email: 'b@mail.example' })
    expect(tg.login.state).toMatchObject({ at: 'code' })
  })
})
