import { RpcError } from '@chappe/mtproto'
import type { account, auth } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { setUp } from './support/open-test-client.ts'
import { script } from './support/script-of-answers.ts'

const phone_number = '+447911123456'
const app = { api_id: 1, api_hash: 'h' }
const authorization: auth.authorization = { _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }
const bySms: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeSms', length: 5 },
  phone_code_hash: 'hash-2',
}
const toPay: auth.sentCodePaymentRequired = {
  _: 'auth.sentCodePaymentRequired',
  store_product: 'premium.week',
  phone_code_hash: 'hash-1',
  support_email_address: 'a@b.example',
  support_email_subject: 's',
  premium_days: 7,
  currency: 'USD',
  amount: 145n,
}
const byEmail: auth.sentCode = {
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeEmailCode', email_pattern: 'a***z@b.example', length: 6, reset_available_period: 0 },
  phone_code_hash: 'hash-1',
}
const withPassword: account.password = {
  _: 'account.password',
  has_password: true,
  // Never used here: the answer is made by hand.
  current_algo: { _: 'passwordKdfAlgoUnknown' },
  srp_B: new Uint8Array(256),
  srp_id: 1n,
  hint: 'the usual',
  new_algo: { _: 'passwordKdfAlgoUnknown' },
  new_secure_algo: { _: 'securePasswordKdfAlgoUnknown' },
  secure_random: new Uint8Array(0),
}
const sendCode = { phone_number, ...app, settings: { _: 'codeSettings' } } as const

describe('calls that a program makes by itself lead the login as its own steps do', () => {
  it('a payment: the form, whether it is paid, and the code', async () => {
    const purpose = {
      _: 'inputStorePaymentAuthCode',
      phone_number,
      phone_code_hash: 'hash-1',
      premium_days: 7,
      currency: 'USD',
      amount: 145n,
    } as const
    const invoice = { _: 'inputInvoicePremiumAuthCode', purpose } as const
    const setup = await setUp(
      script({
        'auth.sendCode': [toPay],
        'payments.getPaymentForm': [
          {
            _: 'payments.paymentFormStars',
            form_id: 5n,
            bot_id: 0n,
            title: 'T',
            description: '',
            invoice: { _: 'invoice', currency: 'XTR', prices: [] },
            users: [],
          },
        ],
        'payments.sendPaymentForm': [{ _: 'payments.paymentVerificationNeeded', url: 'https://bank.example/3ds' }],
        'auth.checkPaidAuth': [new RpcError(420, 'FLOOD_WAIT_5'), bySms],
      }),
    )
    await using tg = await setup.open()
    await tg.auth.sendCode(sendCode)
    expect(tg.login.state).toMatchObject({ at: 'payment', amount: '145' })
    await tg.payments.getPaymentForm({ invoice })
    expect(tg.login.state).toMatchObject({ form: { form_id: '5', title: 'T', url: '' } })
    await tg.payments.sendPaymentForm({
      form_id: 5n,
      invoice,
      credentials: { _: 'inputPaymentCredentials', data: { _: 'dataJSON', data: '{}' } },
    })
    expect(tg.login.state).toMatchObject({ form: { sent: true, verificationUrl: 'https://bank.example/3ds' } })
    await expect(tg.auth.checkPaidAuth({ form_id: 5n })).rejects.toThrow('FLOOD_WAIT_5')
    expect(tg.login.state).toMatchObject({ at: 'payment', checkAt: setup.clock.now() + 5000 })
    await tg.auth.checkPaidAuth({ form_id: 5n })
    expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash-2' })
  })

  it('a reset of the login e-mail', async () => {
    const setup = await setUp(script({ 'auth.sendCode': [byEmail], 'auth.resetLoginEmail': [bySms] }))
    await using tg = await setup.open()
    await tg.auth.sendCode(sendCode)
    expect(tg.login.describe()).toContain('can reset the address at once.')
    await tg.auth.resetLoginEmail()
    expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash-2' })
  })

  it('a password: its hint, a wrong answer, and the end of an account', async () => {
    const setup = await setUp(
      script({
        'auth.sendCode': [bySms],
        'auth.signIn': [new RpcError(401, 'SESSION_PASSWORD_NEEDED')],
        'account.getPassword': [withPassword],
        'auth.checkPassword': [new RpcError(400, 'PASSWORD_HASH_INVALID')],
        'account.deleteAccount': [new RpcError(420, '2FA_CONFIRM_WAIT_604800'), true],
      }),
    )
    await using tg = await setup.open()
    await tg.auth.sendCode(sendCode)
    await expect(tg.auth.signIn({ phone_code: '12345' })).rejects.toThrow('SESSION_PASSWORD_NEEDED')
    await tg.account.getPassword()
    expect(tg.login.state).toEqual({ at: 'password', phone_number, hint: 'the usual', has_recovery: false })
    await expect(tg.auth.checkPassword({ password: { _: 'inputCheckPasswordEmpty' } })).rejects.toThrow()
    expect(tg.login.state).toMatchObject({ problem: 'PASSWORD_HASH_INVALID' })
    const reason = 'Forgot password'
    await expect(tg.account.deleteAccount({ reason })).rejects.toThrow('2FA_CONFIRM_WAIT')
    expect(tg.login.state).toMatchObject({ deletableAt: setup.clock.now() + 604_800_000 })
    expect(tg.login.describe()).toContain('The account can be deleted in 7 days, unless its owner objects.')
    await tg.account.deleteAccount({ reason })
    expect(tg.login.state).toEqual({ at: 'phone', phone_number })
  })

  it('a bot, whose token is refused or owes a password', async () => {
    const setup = await setUp(
      script({
        'auth.importBotAuthorization': [
          new RpcError(400, 'ACCESS_TOKEN_INVALID'),
          new RpcError(401, 'SESSION_PASSWORD_NEEDED'),
          authorization,
        ],
      }),
    )
    await using tg = await setup.open()
    const importBot = () => tg.auth.importBotAuthorization({ flags: 0, ...app, bot_auth_token: '1:x' })
    await expect(importBot()).rejects.toThrow('ACCESS_TOKEN_INVALID')
    expect(tg.login.state).toEqual({ at: 'phone', problem: 'ACCESS_TOKEN_INVALID', way: 'bot' })
    await expect(importBot()).rejects.toThrow('SESSION_PASSWORD_NEEDED')
    expect(tg.login.state).toEqual({ at: 'password' })
    await importBot()
    expect(tg.login.state).toEqual({ at: 'done', user_id: '777' })
  })

  it('the end of the account that is logged in', async () => {
    const setup = await setUp(
      script({ 'auth.importBotAuthorization': [authorization], 'account.deleteAccount': [true] }),
    )
    await using tg = await setup.open()
    await tg.login.bot('1:x')
    await tg.account.deleteAccount({ reason: 'Enough' })
    expect(tg.login.state).toEqual({ at: 'phone' })
  })
})
