import { RpcError } from '@chappe/mtproto'
import type { auth, help, JSONObjectValue } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import type { Client, LoginAnswers, LoginState } from '../src/index.ts'
import { memorySession } from '../src/index.ts'
import { answersFromEnvironment } from '../src/node/answers-from-environment.ts'
import { setUp, type TestSetup } from './support/open-test-client.ts'
import { type SeenCall, silence } from './support/scripted-server.ts'

const phone_number = '+447911123456'
const bySms: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeSms', length: 5 },
  phone_code_hash: 'hash-1',
  next_type: { _: 'auth.codeTypeCall' },
  timeout: 60,
}
const byCall: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeCall', length: 5 },
  phone_code_hash: 'hash-2',
}
const user = { _: 'user', id: 777n, self: true, first_name: 'Ada' } as const
const authorization: auth.authorization = { _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }
const signUpNeeded: auth.authorizationSignUpRequired = { _: 'auth.authorizationSignUpRequired' }
const refusal = (name: string, code = 400): RpcError => new RpcError(code, name)
const codeInvalid = refusal('PHONE_CODE_INVALID')

/** A script by method: each call takes the next answer, the last one for ever. */
function world(answers: Readonly<Record<string, readonly unknown[]>>): Promise<TestSetup> {
  const taken = new Map<string, number>()
  return setUp(({ method }) => {
    const list = answers[method] ?? (method === 'users.getUsers' ? [[user]] : [refusal('INPUT_METHOD_INVALID')])
    const index = taken.get(method) ?? 0
    taken.set(method, index + 1)
    return list[Math.min(index, list.length - 1)]
  })
}

/** The configuration of a server, as far as it is about QR codes. */
function appConfig(qr_login_code: string): help.appConfig {
  const value: JSONObjectValue = {
    _: 'jsonObjectValue',
    key: 'qr_login_code',
    value: { _: 'jsonString', value: qr_login_code },
  }
  return { _: 'help.appConfig', hash: 1, config: { _: 'jsonObject', value: [value] } }
}

const usual = { 'auth.sendCode': [bySms], 'auth.resendCode': [byCall], 'auth.signIn': [authorization] }
const called = (setup: TestSetup): string[] => setup.server.calls.map(call => call.method)
const parametersOf = (setup: TestSetup, method: string): object[] =>
  setup.server.calls.filter(call => call.method === method).map((call: SeenCall) => call.query)

async function start(setup: TestSetup, answers: LoginAnswers): Promise<unknown> {
  await using tg = await setup.open()
  return await tg.start(answers)
}

describe('tg.start', () => {
  it('logs in with values and resolves with the user', async () => {
    const setup = await world(usual)
    expect(await start(setup, { phone: phone_number, code: '12345' })).toMatchObject({ id: 777n, first_name: 'Ada' })
    expect(called(setup)).toEqual(['auth.sendCode', 'auth.signIn', 'users.getUsers'])
  })

  it('asks functions when the question comes up, and tells them what it is', async () => {
    const setup = await world({ ...usual, 'auth.signIn': [signUpNeeded], 'auth.signUp': [authorization] })
    const asked: string[] = []
    await start(setup, {
      phone: ({ state }) => {
        asked.push(state.at)
        return phone_number
      },
      code: async question => {
        asked.push(
          `${question.state.medium.kind} ${question.resendRemainingSeconds} ${question.describe().slice(0, 24)}`,
        )
        return '12345'
      },
      signUp: ({ state }) => {
        asked.push(state.phone_number)
        return { first_name: 'Ada', last_name: 'Lovelace' }
      },
    })
    expect(asked).toEqual(['phone', 'sms 60 A 5-digit code was sent ', phone_number])
    expect(parametersOf(setup, 'auth.signUp')).toMatchObject([{ first_name: 'Ada', last_name: 'Lovelace' }])
  })

  it('asks a function again after a wrong code, with what was wrong in the state', async () => {
    const setup = await world({ ...usual, 'auth.signIn': [codeInvalid, authorization] })
    const problems: (string | undefined)[] = []
    await start(setup, {
      phone: phone_number,
      code: ({ state }) => {
        problems.push(state.problem)
        return problems.length === 1 ? '11111' : '12345'
      },
    })
    expect(problems).toEqual([undefined, 'PHONE_CODE_INVALID'])
  })

  it('tries a code that is a value once, and says clearly that it was refused', async () => {
    const setup = await world({ ...usual, 'auth.signIn': [codeInvalid] })
    await expect(start(setup, { phone: phone_number, code: '11111' })).rejects.toMatchObject({
      code: 'ANSWER_REFUSED',
      message: expect.stringContaining('`code` of start() was tried and refused (PHONE_CODE_INVALID)'),
      values: { answer: 'code', problem: 'PHONE_CODE_INVALID' },
    })
    expect(called(setup)).toEqual(['auth.sendCode', 'auth.signIn'])
  })

  it('does not ask a function for ever that gives the refused answer again and again', async () => {
    const setup = await world({ ...usual, 'auth.signIn': [codeInvalid] })
    await expect(start(setup, { phone: phone_number, code: () => '11111' })).rejects.toMatchObject({
      code: 'ANSWER_REFUSED',
    })
    expect(called(setup).filter(method => method === 'auth.signIn')).toHaveLength(3)
  })

  it('begins anew with the same number when a code has expired, but not for ever', async () => {
    const expired = refusal('PHONE_CODE_EXPIRED')
    const setup = await world({ ...usual, 'auth.signIn': [expired, authorization] })
    let typed = 10000
    await start(setup, { phone: phone_number, code: () => String(typed++) })
    expect(called(setup).filter(method => method === 'auth.sendCode')).toHaveLength(2)

    const always = await world({ ...usual, 'auth.signIn': [expired] })
    await expect(start(always, { phone: phone_number, code: () => String(typed++) })).rejects.toMatchObject({
      code: 'ANSWER_REFUSED',
      values: { answer: 'phone', problem: 'PHONE_CODE_EXPIRED' },
    })
    expect(called(always).filter(method => method === 'auth.sendCode')).toHaveLength(3)
  })

  it('has the code sent again when the answer says so, and only then', async () => {
    const setup = await world(usual)
    await using tg = await setup.open()
    const asked: string[] = []
    await tg.start({
      phone: phone_number,
      code: async ({ state }) => {
        asked.push(state.medium.kind)
        if (state.next === undefined) return '12345'
        await setup.clock.advance(60_000)
        return { _: 'resend' }
      },
    })
    expect(asked).toEqual(['sms', 'call'])
    expect(parametersOf(setup, 'auth.signIn')).toMatchObject([{ phone_code_hash: 'hash-2' }])
  })

  it('resends by itself when told to, while the answer is still awaited', async () => {
    const setup = await world(usual)
    await using tg = await setup.open()
    const { promise: code, resolve } = Promise.withResolvers<string>()
    const told: string[] = []
    const done = tg.start({
      phone: phone_number,
      resendWhenPossible: true,
      code: () => code,
      onState: ({ state }) => told.push(state.at === 'code' ? state.medium.kind : state.at),
    })
    await expect.poll(() => told).toEqual(['phone', 'sms'])
    await setup.clock.advance(60_000)
    await expect.poll(() => told).toEqual(['phone', 'sms', 'call'])
    resolve('12345')
    await done
    expect(parametersOf(setup, 'auth.signIn')).toMatchObject([{ phone_code_hash: 'hash-2', phone_code: '12345' }])
  })

  it('names the answer that is missing, and can be gone on with', async () => {
    const setup = await world(usual)
    const session = memorySession()
    const open = (): Promise<Client> => setup.open({ session })
    {
      await using tg = await open()
      await expect(tg.start()).rejects.toMatchObject({
        code: 'ANSWER_MISSING',
        message: expect.stringContaining('give `phone` of start(), or `qr` of start(), or `botToken` of start()'),
      })
      await expect(tg.start({ phone: phone_number })).rejects.toMatchObject({
        code: 'ANSWER_MISSING',
        message: expect.stringMatching(/A 5-digit code was sent by SMS to .*: give `code` of start\(\)$/),
        values: { answer: 'code', at: 'code' },
      })
    }
    await using tg = await open()
    await tg.start({ phone: phone_number, code: '12345' })
    expect(called(setup)).toEqual(['auth.sendCode', 'auth.signIn', 'users.getUsers'])
  })

  it('gives up what is pending for another number, or when told to begin anew', async () => {
    const setup = await world({ ...usual, 'auth.cancelCode': [refusal('PHONE_CODE_EXPIRED'), true] })
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await expect(tg.start({ phone: '+447911000000' })).rejects.toMatchObject({ code: 'ANSWER_MISSING' })
    await tg.start({ phone: '+44 7911 000000', restart: true, code: '12345' })
    expect(called(setup).slice(0, 5)).toEqual([
      'auth.sendCode',
      'auth.cancelCode',
      'auth.sendCode',
      'auth.cancelCode',
      'auth.sendCode',
    ])
  })

  it('asks nothing of who is logged in, and logs in again when that was ended elsewhere', async () => {
    const ended = refusal('AUTH_KEY_UNREGISTERED', 401)
    const setup = await world({ ...usual, 'users.getUsers': [[user], [user], ended, [user]] })
    await using tg = await setup.open()
    await tg.start({ phone: phone_number, code: '12345' })
    await tg.start()
    await tg.start({ phone: phone_number, code: '12345' })
    expect(called(setup)).toEqual([
      'auth.sendCode',
      'auth.signIn',
      'users.getUsers',
      'users.getUsers',
      'users.getUsers',
      'auth.sendCode',
      'auth.signIn',
      'users.getUsers',
    ])
  })

  it('asks again for a number that was refused, and ends with errors that no answer can help', async () => {
    const setup = await world({ ...usual, 'auth.sendCode': [refusal('PHONE_NUMBER_INVALID', 406), bySms] })
    const failures: unknown[] = []
    await start(setup, {
      phone: ({ failure }) => {
        failures.push(failure)
        return failure === undefined ? '+12' : phone_number
      },
      code: '12345',
    })
    expect(failures[0]).toBeUndefined()
    expect(failures[1]).toMatchObject({ errorName: 'PHONE_NUMBER_INVALID' })

    const flooded = await world({ 'auth.sendCode': [refusal('FLOOD_WAIT_3600', 420)] })
    await expect(start(flooded, { phone: () => phone_number })).rejects.toMatchObject({ errorName: 'FLOOD_WAIT' })
    expect(called(flooded)).toEqual(['auth.sendCode'])
  })

  it('lets the caller decide what to ask again after', async () => {
    const setup = await world({ ...usual, 'auth.sendCode': [refusal('PHONE_NUMBER_BANNED'), bySms] })
    const numbers = ['+447911000000', phone_number]
    const asksAgain = (failure: Error): boolean => failure.message.includes('PHONE_NUMBER_BANNED')
    await start(setup, { phone: () => numbers.shift()!, code: '12345', asksAgain })
    expect(parametersOf(setup, 'auth.sendCode')).toMatchObject([{}, { phone_number }])
  })

  it('asks elsewhere for what is missing, and where a value was refused', async () => {
    const setup = await world({
      ...usual,
      'auth.sendCode': [refusal('PHONE_NUMBER_INVALID', 406), bySms],
      'auth.signIn': [codeInvalid, authorization],
    })
    const asked: unknown[] = []
    const otherwise: LoginAnswers = {
      phone: ({ failure }) => {
        asked.push(failure?.message.includes('PHONE_NUMBER_INVALID'))
        return phone_number
      },
      code: ({ state }) => {
        asked.push(state.problem)
        return '12345'
      },
    }
    await start(setup, { phone: '+12', code: '11111', otherwise })
    expect(asked).toEqual([true, 'PHONE_CODE_INVALID'])
    expect(parametersOf(setup, 'auth.signIn')).toMatchObject([{ phone_code: '11111' }, { phone_code: '12345' }])
  })

  it('sets up a login e-mail address, and has the code mailed again', async () => {
    const setUpEmail: auth.sentCode = {
      _: 'auth.sentCode',
      type: { _: 'auth.sentCodeTypeSetUpEmailRequired' },
      phone_code_hash: 'hash-0',
    }
    const mailed = { _: 'account.sentEmailCode', email_pattern: 'a***a@mail.example', length: 6 } as const
    const setup = await world({
      ...usual,
      'auth.sendCode': [setUpEmail],
      'account.sendVerifyEmailCode': [mailed],
      'account.verifyEmail': [{ _: 'account.emailVerifiedLogin', email: 'ada@mail.example', sent_code: bySms }],
    })
    let asked = 0
    await start(setup, {
      phone: phone_number,
      email: 'ada@mail.example',
      emailCode: ({ state }) => {
        expect(state.email_pattern).toBe('a***a@mail.example')
        return asked++ === 0 ? { _: 'resendEmail' } : '654321'
      },
      code: '12345',
    })
    expect(called(setup)).toEqual([
      'auth.sendCode',
      'account.sendVerifyEmailCode',
      'account.sendVerifyEmailCode',
      'account.verifyEmail',
      'auth.signIn',
      'users.getUsers',
    ])
  })

  it('goes on by itself when a payment is settled while somebody is being asked', async () => {
    const unpaid = {
      _: 'auth.sentCodePaymentRequired',
      store_product: 'code',
      phone_code_hash: 'hash-0',
      support_email_address: 'help@mail.example',
      support_email_subject: 'Code',
      currency: 'USD',
      amount: 145n,
      premium_days: 7,
    } as const
    const form = {
      _: 'payments.paymentForm',
      form_id: 5n,
      bot_id: 1n,
      title: 'Code',
      description: '',
      invoice: { _: 'invoice', currency: 'USD', prices: [] },
      provider_id: 1n,
      url: 'https://pay.example',
      users: [],
    } as const
    const setup = await world({
      ...usual,
      'auth.sendCode': [unpaid],
      'payments.getPaymentForm': [form],
      'auth.checkPaidAuth': [refusal('FLOOD_WAIT_10', 420), bySms],
    })
    await using tg = await setup.open()
    const asked: string[] = []
    const gone = Promise.withResolvers<void>()
    const done = tg.start({
      phone: phone_number,
      payment: ({ state, signal }) => {
        asked.push(state.form?.url ?? state.amount)
        if (state.form === undefined) return { _: 'requestPaymentForm' }
        signal.addEventListener('abort', () => gone.resolve())
        return new Promise(() => undefined)
      },
      code: '12345',
    })
    await expect.poll(() => asked).toEqual(['145', 'https://pay.example'])
    await expect.poll(() => called(setup)).toContain('auth.checkPaidAuth')
    await setup.clock.advance(10_000)
    await gone.promise
    await done
    expect(parametersOf(setup, 'auth.signIn')).toMatchObject([{ phone_code_hash: 'hash-1' }])
  })

  it('gets the code by another medium where integrity cannot be proven', async () => {
    const firebase: auth.sentCode = {
      ...bySms,
      type: { _: 'auth.sentCodeTypeFirebaseSms', length: 5, nonce: new Uint8Array(8) },
    }
    const setup = await world({ ...usual, 'auth.sendCode': [firebase] })
    await start(setup, { phone: phone_number, code: '12345', settings: { allow_firebase: true } })
    expect(parametersOf(setup, 'auth.resendCode')).toMatchObject([{ reason: 'GOOGLE_PLAY_SERVICES_NOT_AVAILABLE' }])
  })

  it('logs in as a bot, by a value or by what was chosen at the question for a number', async () => {
    const answers = { 'auth.importBotAuthorization': [authorization] }
    for (const way of [
      { botToken: '7:secret' },
      { phone: () => ({ _: 'bot', token: '7:secret' }) as const },
    ] satisfies LoginAnswers[]) {
      const setup = await world(answers)
      await start(setup, way)
      expect(parametersOf(setup, 'auth.importBotAuthorization')).toMatchObject([{ bot_auth_token: '7:secret' }])
    }
    const refused = await world({ 'auth.importBotAuthorization': [refusal('ACCESS_TOKEN_INVALID')] })
    await expect(start(refused, { botToken: '7:no' })).rejects.toMatchObject({ errorName: 'ACCESS_TOKEN_INVALID' })
    expect(called(refused)).toHaveLength(1)
  })

  it('shows QR codes until one was scanned', async () => {
    const token = (byte: number, expires: number): auth.loginToken => ({
      _: 'auth.loginToken',
      token: new Uint8Array(32).fill(byte),
      expires,
    })
    const setup = await world({})
    const now = setup.clock.now() / 1000
    const tokens: unknown[] = [
      token(1, now + 30),
      token(2, now + 60),
      { _: 'auth.loginTokenSuccess', authorization } satisfies auth.loginTokenSuccess,
    ]
    setup.server.answer = ({ method }) => {
      if (method === 'help.getAppConfig') return appConfig('secondary')
      return method === 'users.getUsers' ? [user] : tokens.shift()
    }
    await using tg = await setup.open()
    const shown: string[] = []
    const done = tg.start({ qr: ({ state }) => void shown.push(state.url) })
    await expect.poll(() => shown.length).toBe(1)
    await setup.clock.advance(30_000)
    await expect.poll(() => shown.length).toBe(2)
    await setup.clock.advance(30_000)
    await done
    expect(new Set(shown).size).toBe(2)
    expect(called(setup).filter(method => method === 'help.getAppConfig')).toHaveLength(1)
  })

  it('asks for the number where a code that was shown before a restart may not be shown any more', async () => {
    const setup = await world({ ...usual, 'help.getAppConfig': [appConfig('disabled')] })
    await using tg = await setup.open()
    await tg.login.restore({ at: 'qr', url: 'tg://login?token=AQ', expiresAt: setup.clock.now() + 30_000 })
    const phone = (): string => phone_number
    expect(await tg.start({ qr: () => undefined, phone, code: '12345' })).toMatchObject({ id: 777n })
  })

  it('shows no QR code where the server has switched them off', async () => {
    const setup = await world({ ...usual, 'help.getAppConfig': [appConfig('disabled')] })
    const qr = (): never => {
      throw new Error('shown')
    }
    await expect(start(setup, { qr })).rejects.toMatchObject({ code: 'QR_UNAVAILABLE' })
    expect(called(setup)).toEqual(['help.getAppConfig'])
    const failures: (Error | undefined)[] = []
    const phone: LoginAnswers['phone'] = ({ failure }) => {
      failures.push(failure)
      return failure === undefined ? { _: 'qr' } : phone_number
    }
    expect(await start(setup, { qr, phone, code: '12345' })).toMatchObject({ id: 777n })
    expect(failures).toMatchObject([undefined, { code: 'QR_UNAVAILABLE' }])
    expect(called(setup)).not.toContain('auth.exportLoginToken')
  })

  it.each([
    ['says nothing', silence],
    ['says nothing of them', { _: 'help.appConfig', hash: 1, config: { _: 'jsonObject', value: [] } }],
    ['says nothing that can be read', { _: 'help.appConfig', hash: 1, config: { _: 'jsonNull' } }],
    ['refuses to say', refusal('INPUT_METHOD_INVALID')],
  ])('shows QR codes where the server %s', async (_what, answer) => {
    const success: auth.loginTokenSuccess = { _: 'auth.loginTokenSuccess', authorization }
    const setup = await world({ 'help.getAppConfig': [answer], 'auth.exportLoginToken': [success] })
    await using tg = await setup.open()
    const done = tg.start({ qr: () => undefined })
    await expect.poll(() => called(setup)).toContain('help.getAppConfig')
    await setup.clock.advance(3000)
    expect(await done).toMatchObject({ id: 777n })
  })

  it('goes on showing QR codes when the server fails, and says so', async () => {
    const token: auth.loginToken = { _: 'auth.loginToken', token: new Uint8Array(32), expires: 2_000_000_000 }
    const success: auth.loginTokenSuccess = { _: 'auth.loginTokenSuccess', authorization }
    const fault = refusal('RPC_CALL_FAIL', 500)
    const setup = await world({ 'auth.exportLoginToken': [fault, token, fault, success] })
    await using tg = await setup.open()
    const told: string[] = []
    let shown = 0
    const done = tg.start({ qr: () => void shown++, onState: ({ state }) => told.push(state.at) })
    await expect.poll(() => told.length).toBe(2)
    await setup.clock.advance(1000)
    await expect.poll(() => shown).toBe(1)
    setup.server.sendUpdates({ _: 'updateShort', update: { _: 'updateLoginToken' }, date: 0 })
    await setup.clock.advance(1000)
    expect(await done).toMatchObject({ id: 777n })
    expect(told).toEqual(['phone', 'phone', 'qr', 'phone', 'done'])
  })

  it('leaves the QR code for another way in when that is wanted', async () => {
    const setup = await world({
      ...usual,
      'auth.exportLoginToken': [{ _: 'auth.loginToken', token: new Uint8Array(32), expires: 2_000_000_000 }],
    })
    let asked = 0
    const states: LoginState['at'][] = []
    await start(setup, {
      phone: () => (asked++ === 0 ? { _: 'qr' } : phone_number),
      qr: async () => ({ _: 'cancel' }),
      code: '12345',
      onState: ({ state }) => states.push(state.at),
    })
    expect(states).toEqual(['phone', 'qr', 'phone', 'code', 'done'])
  })

  it('can be left by the signal or by an answer that throws; the login stays where it was', async () => {
    const setup = await world(usual)
    await using tg = await setup.open()
    const stop = new AbortController()
    const reason = new Error('enough')
    const waiting = tg.start({ phone: phone_number, code: () => new Promise<never>(() => undefined) }, stop)
    await expect.poll(() => tg.login.state.at).toBe('code')
    stop.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    const thrown = tg.start({
      code: () => {
        throw reason
      },
    })
    await expect(thrown).rejects.toBe(reason)
    expect(tg.login.state.at).toBe('code')
    await tg.start({ code: '12345' })
  })

  it('aborts a call that is under way', async () => {
    const setup = await world({ 'auth.sendCode': [silence] })
    await using tg = await setup.open()
    const stop = new AbortController()
    const starting = tg.start({ phone: phone_number }, stop)
    await expect.poll(() => called(setup)).toEqual(['auth.sendCode'])
    stop.abort(new Error('enough'))
    await expect(starting).rejects.toThrow('enough')
  })
})

describe('answers from the environment', () => {
  it('log in without anybody being asked', async () => {
    const setup = await world({ ...usual, 'auth.signIn': [signUpNeeded], 'auth.signUp': [authorization] })
    const environment = {
      CHAPPE_PHONE_NUMBER: phone_number,
      CHAPPE_PHONE_CODE: '12345',
      CHAPPE_FIRST_NAME: 'Ada',
      CHAPPE_LAST_NAME: 'Lovelace',
      CHAPPE_PASSWORD: '',
      HOME: '/',
    }
    await start(setup, answersFromEnvironment(environment))
    expect(parametersOf(setup, 'auth.signUp')).toMatchObject([{ first_name: 'Ada', last_name: 'Lovelace' }])
  })

  it('name the variable that is missing, or that was refused', async () => {
    const setup = await world({ ...usual, 'auth.signIn': [codeInvalid] })
    const environment = { CHAPPE_PHONE_NUMBER: phone_number }
    await expect(start(setup, answersFromEnvironment(environment))).rejects.toThrow(
      'give the environment variable CHAPPE_PHONE_CODE',
    )
    await expect(start(setup, answersFromEnvironment({ ...environment, CHAPPE_PHONE_CODE: '11111' }))).rejects.toThrow(
      'the environment variable CHAPPE_PHONE_CODE was tried and refused (PHONE_CODE_INVALID)',
    )
    await expect(start(setup, answersFromEnvironment({}))).rejects.toThrow(/CHAPPE_PHONE_NUMBER, .*CHAPPE_BOT_TOKEN/)
  })

  it('take functions for the rest', async () => {
    const setup = await world(usual)
    await start(setup, { ...answersFromEnvironment({ CHAPPE_PHONE_NUMBER: phone_number }), code: () => '12345' })
    expect(parametersOf(setup, 'auth.signIn')).toMatchObject([{ phone_code: '12345' }])
  })
})
