/** A password that is removed while a login waits for it: the code that was right is all that is needed. */
import { RpcError } from '@chappe/mtproto'
import type { account, auth } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { setUp } from './support/open-test-client.ts'
import { script } from './support/script-of-answers.ts'

const phone_number = '+447911123456'
const sentCode: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeApp', length: 5 },
  phone_code_hash: 'hash-1',
}
const mailed: auth.sentCode = {
  ...sentCode,
  type: { _: 'auth.sentCodeTypeEmailCode', email_pattern: 'a***a@mail.example', length: 6 },
}
const authorization: auth.authorization = { _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }
const needed = new RpcError(401, 'SESSION_PASSWORD_NEEDED')
const removed: account.password = {
  _: 'account.password',
  new_algo: { _: 'passwordKdfAlgoUnknown' },
  new_secure_algo: { _: 'securePasswordKdfAlgoUnknown' },
  secure_random: new Uint8Array(0),
}
const there: account.password = {
  ...removed,
  has_password: true,
  has_recovery: true,
  hint: 'h',
  current_algo: { _: 'passwordKdfAlgoUnknown' },
  srp_B: new Uint8Array(256),
  srp_id: 1n,
}
const gone = { at: 'phone', phone_number, problem: 'PASSWORD_EMPTY' }

describe('a password that was removed', () => {
  it.each([
    ['a code', sentCode, { phone_code: '24680' }],
    ['a mailed code', mailed, { email_verification: { _: 'emailVerificationCode', code: '24680' } }],
  ])('has %s given once more, which ends the login', async (_what, code, proof) => {
    const setup = await setUp(
      script({
        'auth.sendCode': [code],
        'auth.signIn': [needed, authorization],
        'account.getPassword': [there, removed],
      }),
    )
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode('246 80')).toMatchObject({ at: 'password', hint: 'h' })
    expect(JSON.stringify(tg.login)).not.toContain('24680')
    expect(await tg.login.enterPassword('secret')).toEqual({ at: 'done', user_id: '777' })
    const signIns = setup.server.calls.filter(({ method }) => method === 'auth.signIn')
    expect(signIns.map(({ query }) => query)).toMatchObject([proof, proof])
  })

  it('has it given at once when it was removed before it was asked about', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [sentCode],
        'auth.signIn': [needed, authorization],
        'account.getPassword': [removed],
      }),
    )
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode('24680')).toEqual({ at: 'done', user_id: '777' })
  })

  it('has it given when a recovery finds nothing to recover', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [sentCode],
        'auth.signIn': [needed, authorization],
        'account.getPassword': [there],
        'auth.requestPasswordRecovery': [new RpcError(400, 'PASSWORD_EMPTY')],
      }),
    )
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.login.enterCode('24680')
    expect(await tg.login.requestRecovery()).toEqual({ at: 'done', user_id: '777' })
  })

  it.each(['PHONE_CODE_EXPIRED', 'SESSION_PASSWORD_NEEDED'])(
    'begins anew when the code is refused (%s)',
    async name => {
      const setup = await setUp(
        script({
          'auth.sendCode': [sentCode],
          'auth.signIn': [needed, new RpcError(400, name)],
          'account.getPassword': [there, removed],
        }),
      )
      await using tg = await setup.open()
      await tg.login.start({ phone_number })
      await tg.login.enterCode('24680')
      expect(await tg.login.enterPassword('secret')).toEqual(gone)
      expect(setup.server.calls.filter(({ method }) => method === 'auth.signIn')).toHaveLength(2)
    },
  )

  it('has no code of a login before given', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [sentCode],
        'auth.signIn': [needed],
        'account.getPassword': [there, removed],
        'auth.importBotAuthorization': [needed],
        'auth.logOut': [{ _: 'auth.loggedOut' }],
      }),
    )
    await using tg = await setup.open()
    await tg.login.start({ phone_number })
    await tg.login.enterCode('24680')
    await tg.login.cancel()
    expect(await tg.login.bot('1:x')).toEqual({ at: 'phone', problem: 'PASSWORD_EMPTY' })
    expect(setup.server.calls.filter(({ method }) => method === 'auth.signIn')).toHaveLength(1)
  })
})
