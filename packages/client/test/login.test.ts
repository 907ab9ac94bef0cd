import { RpcError } from '@chappe/mtproto'
import type { auth } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { initialLoginState, type LoginState, memorySession, type SessionData } from '../src/index.ts'
import { nearestDc, setUp, type TestSetup } from './support/open-test-client.ts'
import { script } from './support/script-of-answers.ts'

const phone_number = '+447911123456'

const byApp: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeApp', length: 5 },
  phone_code_hash: 'hash-1',
  next_type: { _: 'auth.codeTypeSms' },
  timeout: 60,
}
const bySms: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeSms', length: 6 },
  phone_code_hash: 'hash-2',
}
const authorization: auth.authorization = { _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }

function loginSetUp(answers: Readonly<Record<string, readonly unknown[]>>): Promise<TestSetup> {
  return setUp(script(answers))
}

const methods = (setup: TestSetup): string[] => setup.server.calls.map(call => call.method)

describe('tg.login', () => {
  it('leads from a phone number over a resend to a user', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.resendCode': [bySms],
      'auth.signIn': [authorization],
    })
    await using tg = await setup.open()
    expect(tg.login.state).toEqual(initialLoginState)
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'code', medium: { kind: 'app' }, next: 'sms' })
    expect(tg.login.resendRemainingSeconds).toBe(60)
    await expect(tg.login.resend()).rejects.toMatchObject({
      code: 'RESEND_TOO_EARLY',
      values: { remainingSeconds: 60 },
    })
    await setup.clock.advance(45_500)
    expect(tg.login.describe()).toContain('another can be sent by SMS in 15 s')
    await setup.clock.advance(15_000)
    expect(await tg.login.resend()).toMatchObject({
      at: 'code',
      medium: { kind: 'sms', length: 6 },
      phone_code_hash: 'hash-2',
    })
    expect(await tg.login.enterCode('123 456')).toEqual({ at: 'done', user_id: '777' })
    expect(setup.server.calls.map(({ query }) => query)).toMatchObject([
      { _: 'auth.sendCode', phone_number, api_id: 1, settings: { _: 'codeSettings' } },
      { _: 'auth.resendCode', phone_number, phone_code_hash: 'hash-1' },
      { _: 'auth.signIn', phone_number, phone_code_hash: 'hash-2', phone_code: '123456' },
    ])
  })

  it('takes a wrong code as a state, and asks again', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [new RpcError(400, 'PHONE_CODE_INVALID'), authorization],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode('11111')).toMatchObject({ at: 'code', problem: 'PHONE_CODE_INVALID' })
    expect(await tg.login.enterCode('22222')).toMatchObject({ at: 'done' })
  })

  it('goes back to the phone number when the code has expired, without another call', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [new RpcError(400, 'PHONE_CODE_EXPIRED')],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode('11111')).toMatchObject({
      at: 'phone',
      phone_number,
      problem: 'PHONE_CODE_EXPIRED',
    })
    await expect(tg.login.enterCode('11111')).rejects.toMatchObject({ code: 'LOGIN_STEP_WRONG' })
    expect(methods(setup)).toEqual(['auth.sendCode', 'auth.signIn'])
  })

  it('signs up where the number has no account', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [{ _: 'auth.authorizationSignUpRequired' }],
      'auth.signUp': [authorization],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode('11111')).toMatchObject({ at: 'signUp' })
    expect(await tg.login.signUp({ first_name: 'Ada' })).toMatchObject({ at: 'done', user_id: '777' })
  })

  it('stops at a password and goes on when the program has answered it', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [new RpcError(401, 'SESSION_PASSWORD_NEEDED')],
      'auth.checkPassword': [authorization],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode('11111')).toMatchObject({ at: 'password' })
    await tg.auth.checkPassword({ password: { _: 'inputCheckPasswordEmpty' } })
    expect(tg.login.state).toEqual({ at: 'done', user_id: '777' })
  })

  it('rejects with the error of the server when the number is refused', async () => {
    const setup = await loginSetUp({ 'auth.sendCode': [new RpcError(406, 'PHONE_NUMBER_INVALID')] })
    await using tg = await setup.open()
    await expect(tg.login.start({ phone_number })).rejects.toMatchObject({ errorName: 'PHONE_NUMBER_INVALID' })
    expect(tg.login.state).toMatchObject({ at: 'phone', problem: 'PHONE_NUMBER_INVALID' })
  })

  it('counts down again when the server refuses a forced resend', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.resendCode': [new RpcError(420, 'FLOOD_WAIT_58')],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await expect(tg.login.resend({ force: true })).rejects.toMatchObject({ errorName: 'FLOOD_WAIT', argument: 58 })
    expect(tg.login.resendRemainingSeconds).toBe(58)
  })

  it('starts over on AUTH_RESTART, a bounded number of times', async () => {
    const setup = await loginSetUp({ 'auth.sendCode': [new RpcError(500, 'AUTH_RESTART')] })
    await using tg = await setup.open()
    await expect(tg.login.start({ phone_number })).rejects.toMatchObject({ errorName: 'AUTH_RESTART' })
    expect(methods(setup)).toEqual(['auth.sendCode', 'auth.sendCode', 'auth.sendCode'])
  })

  it('gives the code up', async () => {
    const setup = await loginSetUp({ 'auth.sendCode': [byApp], 'auth.cancelCode': [true] })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.cancel()).toEqual(initialLoginState)
    expect(methods(setup)).toEqual(['auth.sendCode', 'auth.cancelCode'])
  })

  it('goes on after a restart of the program', async () => {
    const setup = await loginSetUp({ 'auth.sendCode': [byApp], 'auth.signIn': [authorization] })
    const session = memorySession()
    let state: LoginState
    {
      await using tg = await setup.open({ session })
      state = await tg.login.start({ phone_number })
    }
    await setup.clock.advance(10_000)
    {
      await using tg = await setup.open({ session })
      expect(tg.login.state).toEqual(state)
      expect(tg.login.resendRemainingSeconds).toBe(50)
      await tg.login.enterCode('11111')
    }
    await using tg = await setup.open({ session })
    expect(tg.login.state).toEqual({ at: 'done', user_id: '777' })
    expect(((await session.load()) as SessionData).user_id).toBe(777n)
  })

  it('goes on from JSON', async () => {
    const setup = await loginSetUp({ 'auth.sendCode': [byApp] })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    const saved = JSON.stringify(tg.login)
    await tg.login.restore({ at: 'phone' })
    expect(await tg.login.restore(JSON.parse(saved))).toMatchObject({ at: 'code', phone_code_hash: 'hash-1' })
    await expect(tg.login.restore({ at: 'code' })).rejects.toMatchObject({ code: 'LOGIN_STATE_INVALID' })
  })

  it('moves to the data center of the account and asks for the code there', async () => {
    const elsewhere = new RpcError(303, 'PHONE_MIGRATE_4')
    const setup = await loginSetUp({ 'auth.sendCode': [elsewhere, byApp], 'help.getConfig': [configWith(4)] })
    // One script plays both data centers; it accepts every number.
    setup.server.acceptsDc = () => true
    const session = memorySession()
    await using tg = await setup.open({ session })
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'code' })
    expect((await session.load())?.dc).toEqual({ id: 4, host: '127.0.0.4', port: 4444, test: false })
    expect(setup.server.keys.size).toBe(2)
    expect(methods(setup)).toEqual(['auth.sendCode', 'help.getConfig', 'auth.sendCode'])
  })
})

describe('calls that a program makes by itself', () => {
  it('may leave out number and hash while a login is pending', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.resendCode': [bySms],
      'auth.cancelCode': [true],
      'auth.signIn': [new RpcError(400, 'PHONE_CODE_INVALID')],
    })
    await using tg = await setup.open()
    await tg.auth.sendCode({ phone_number, api_id: 1, api_hash: 'h', settings: { _: 'codeSettings' } })
    expect(tg.login.state).toMatchObject({ at: 'code', medium: { kind: 'app' } })
    await tg.auth.resendCode()
    expect(tg.login.state).toMatchObject({ at: 'code', medium: { kind: 'sms' }, phone_code_hash: 'hash-2' })
    await expect(tg.auth.signIn({ phone_code: '1' })).rejects.toMatchObject({ errorName: 'PHONE_CODE_INVALID' })
    expect(tg.login.state).toMatchObject({ at: 'code', problem: 'PHONE_CODE_INVALID' })
    await tg.auth.cancelCode()
    expect(tg.login.state).toEqual(initialLoginState)
    expect(setup.server.calls[1]?.query).toMatchObject({ phone_number, phone_code_hash: 'hash-1' })
    expect(setup.server.calls[3]?.query).toMatchObject({ phone_number, phone_code_hash: 'hash-2' })
  })

  it('must name both when nothing is pending', async () => {
    const setup = await loginSetUp({})
    await using tg = await setup.open()
    await expect(tg.auth.resendCode()).rejects.toMatchObject({ code: 'LOGIN_NOT_PENDING' })
    expect(setup.server.calls).toHaveLength(0)
  })

  it('leave the login alone when they are about another code', async () => {
    const setup = await loginSetUp({ 'auth.sendCode': [byApp], 'auth.resendCode': [bySms] })
    await using tg = await setup.open()
    const state = await tg.login.start({ phone_number })
    await tg.auth.resendCode({ phone_number, phone_code_hash: 'of a change of number' })
    expect(tg.login.state).toEqual(state)
  })

  it('log out', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [authorization],
      'auth.logOut': [{ _: 'auth.loggedOut' }],
    })
    const session = memorySession()
    await using tg = await setup.open({ session })
    await tg.login.start({ phone_number })
    await tg.login.enterCode('1')
    await tg.auth.logOut()
    expect(tg.login.state).toEqual(initialLoginState)
    expect((await session.load())?.user_id).toBeUndefined()
  })

  it('learn that the login was ended elsewhere', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [authorization],
      'help.getNearestDc': [nearestDc, new RpcError(401, 'SESSION_REVOKED')],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.login.enterCode('1')
    await tg.help.getNearestDc()
    expect(tg.login.state.at).toBe('done')
    await expect(tg.help.getNearestDc()).rejects.toMatchObject({ errorName: 'SESSION_REVOKED' })
    expect(tg.login.state).toEqual(initialLoginState)
  })
})

function configWith(id: number): object {
  const dcOption = { _: 'dcOption', id, ip_address: `127.0.0.${id}`, port: 4444 }
  return {
    _: 'config',
    date: 0,
    expires: 1,
    test_mode: false,
    this_dc: 2,
    dc_options: [{ ...dcOption, media_only: true, ip_address: '127.0.0.9' }, dcOption],
    dc_txt_domain_name: '',
    chat_size_max: 1,
    megagroup_size_max: 1,
    forwarded_count_max: 1,
    online_update_period_ms: 1,
    offline_blur_timeout_ms: 1,
    offline_idle_timeout_ms: 1,
    online_cloud_timeout_ms: 1,
    notify_cloud_delay_ms: 1,
    notify_default_delay_ms: 1,
    push_chat_period_ms: 1,
    push_chat_limit: 1,
    edit_time_limit: 1,
    revoke_time_limit: 1,
    revoke_pm_time_limit: 1,
    rating_e_decay: 1,
    stickers_recent_limit: 1,
    channels_read_media_period: 1,
    call_receive_timeout_ms: 1,
    call_ring_timeout_ms: 1,
    call_connect_timeout_ms: 1,
    call_packet_timeout_ms: 1,
    me_url_prefix: '',
    caption_length_max: 1,
    message_length_max: 1,
    webfile_dc_id: 1,
  }
}
