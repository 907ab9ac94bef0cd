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

  const abilities = { allow_flashcall: true, allow_app_hash: true } as const
  const device = { token: 'd', app_sandbox: true, logout_tokens: [Uint8Array.of(7)] } as const
  /** The settings of each code that was asked for. */
  const said = (setup: TestSetup): unknown[] =>
    setup.server.calls.filter(({ method }) => method === 'auth.sendCode').map(({ query }) => query.settings)

  it('says again what the program can handle when the login begins anew', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp, new RpcError(500, 'AUTH_RESTART'), bySms],
      'auth.signIn': [new RpcError(500, 'AUTH_RESTART')],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number, settings: { ...abilities, ...device } })
    await tg.login.enterCode('1')
    const settings = { _: 'codeSettings', ...abilities, ...device, logout_tokens: [new Uint8Array([7])] }
    expect(said(setup)).toHaveLength(3)
    for (const one of said(setup)) expect(one).toMatchObject(settings)
    // Another login is another matter.
    await tg.login.start({ phone_number })
    expect(said(setup).at(-1)).toMatchObject({ allow_flashcall: undefined, token: undefined, logout_tokens: undefined })
  })

  it('says it again after an address was confirmed without a code', async () => {
    const setUpEmail = { ...byApp, type: { _: 'auth.sentCodeTypeSetUpEmailRequired' } }
    const setup = await loginSetUp({
      'auth.sendCode': [setUpEmail, bySms],
      'account.sendVerifyEmailCode': [{ _: 'account.sentEmailCode', email_pattern: 'a***a@b.example', length: 6 }],
      'account.verifyEmail': [{ _: 'account.emailVerified', email: 'ada@b.example' }],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number, settings: abilities })
    await tg.login.enterEmail('ada@b.example')
    expect(await tg.login.enterCode('123456')).toMatchObject({ at: 'code', settings: abilities })
    expect(said(setup)).toMatchObject([abilities, abilities])
  })

  it('says it again after a restart of the program, but for what is not for everybody', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp, bySms],
      'auth.signIn': [new RpcError(500, 'AUTH_RESTART')],
    })
    const session = memorySession()
    {
      await using tg = await setup.open({ session })
      await tg.login.start({ phone_number, settings: { ...abilities, ...device } })
      expect(JSON.parse(JSON.stringify(tg.login)).settings).toEqual(abilities)
    }
    await using tg = await setup.open({ session })
    await tg.login.enterCode('1')
    expect(said(setup)[1]).toMatchObject({ ...abilities, token: undefined, logout_tokens: undefined })
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

  it.each(['AUTH_KEY_UNREGISTERED', 'SESSION_REVOKED', 'AUTH_KEY_INVALID'])(
    'log out as well where nobody is logged in any more (%s)',
    async error => {
      const setup = await loginSetUp({
        'auth.sendCode': [byApp],
        'auth.signIn': [authorization],
        'auth.logOut': [new RpcError(401, error)],
      })
      const session = memorySession()
      await using tg = await setup.open({ session })
      await tg.login.start({ phone_number })
      await tg.login.enterCode('1')
      expect(await tg.auth.logOut()).toMatchObject({ _: 'auth.loggedOut' })
      expect(tg.login.state).toEqual(initialLoginState)
      expect((await session.load())?.user_id).toBeUndefined()
    },
  )

  it('log out as well while a code or a password is wanted', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [new RpcError(401, 'SESSION_PASSWORD_NEEDED')],
      'auth.logOut': [new RpcError(401, 'AUTH_KEY_UNREGISTERED'), new RpcError(401, 'SESSION_PASSWORD_NEEDED')],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.auth.logOut()
    expect(tg.login.state).toEqual(initialLoginState)
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode('1')).toMatchObject({ at: 'password' })
    await tg.auth.logOut()
    expect(tg.login.state).toEqual(initialLoginState)
  })

  it('do not log out on any other refusal', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [authorization],
      'auth.logOut': [new RpcError(500, 'RPC_CALL_FAIL')],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.login.enterCode('1')
    await expect(tg.auth.logOut()).rejects.toMatchObject({ errorName: 'RPC_CALL_FAIL' })
    expect(tg.login.state.at).toBe('done')
  })

  it('lead the login on inside a wrapper, too', async () => {
    const setup = await loginSetUp({ invokeWithReCaptcha: [byApp, authorization] })
    await using tg = await setup.open()
    const settings = { _: 'codeSettings' } as const
    const sendCode = { _: 'auth.sendCode', phone_number, api_id: 1, api_hash: 'h', settings } as const
    await tg.invokeWithReCaptcha({ token: 't', query: sendCode })
    expect(tg.login.state).toMatchObject({ at: 'code', phone_number, phone_code_hash: 'hash-1' })
    const signIn = { _: 'auth.signIn', phone_number, phone_code_hash: 'hash-1', phone_code: '1' } as const
    await tg
      .invokeWithoutUpdates({ query: { _: 'invokeWithReCaptcha', token: 't', query: signIn } })
      .catch(() => undefined)
    await tg.invokeWithReCaptcha({ token: 't', query: signIn })
    expect(tg.login.state).toEqual({ at: 'done', user_id: '777' })
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

describe('a key that the server says is dead', () => {
  const dead = [new RpcError(406, 'AUTH_KEY_DUPLICATED'), new RpcError(401, 'AUTH_KEY_INVALID')]

  it.each(dead)('is given up with its login, and another login begins with a new one: %s', async error => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [authorization],
      'help.getNearestDc': [error, error, nearestDc],
    })
    const session = memorySession()
    await using tg = await setup.open({ session })
    await tg.login.start({ phone_number })
    await tg.login.enterCode('1')
    const [dead] = setup.server.keys.keys()
    // Refused together, so that the second refusal comes when the key is gone already.
    const refused = [tg.help.getNearestDc(), tg.help.getNearestDc()]
    for (const one of refused) await expect(one).rejects.toMatchObject({ errorName: error.errorName })
    expect(tg.login.state).toEqual(initialLoginState)
    expect(await session.load()).toMatchObject({ user_id: undefined, auth_key: undefined, server_salt: 0n })

    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode('1')).toEqual({ at: 'done', user_id: '777' })
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
    expect(setup.server.keys.size).toBe(2)
    const { auth_key, user_id } = (await session.load()) ?? {}
    expect(user_id).toBe(777n)
    expect(auth_key?.auth_key_id).not.toBe(dead)
  })

  it.each(dead)('takes a code along that was sent under it: %s', async error => {
    const setup = await loginSetUp({ 'auth.sendCode': [byApp], 'auth.signIn': [error], 'help.getNearestDc': [error] })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await expect(tg.login.enterCode('1')).rejects.toMatchObject({ errorName: error.errorName })
    const ended = { at: 'phone', phone_number, problem: error.errorName }
    expect(tg.login.state).toEqual(ended)
    expect(tg.login.describe()).toMatch(/^The (server|session) .+ Start again/)
    await tg.login.start({ phone_number })
    await expect(tg.help.getNearestDc()).rejects.toMatchObject({ errorName: error.errorName })
    expect(tg.login.state).toEqual(ended)
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'code' })
    expect(setup.server.keys.size).toBe(3)
  })

  it('is followed by another login in tg.start', async () => {
    const setup = await loginSetUp({
      'auth.sendCode': [byApp],
      'auth.signIn': [authorization],
      'users.getUsers': [dead[0], [{ _: 'user', id: 777n }]],
    })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.login.enterCode('1')
    expect(await tg.start({ phone: phone_number, code: '1' })).toMatchObject({ id: 777n })
    expect(setup.server.keys.size).toBe(2)
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
