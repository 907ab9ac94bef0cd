import { allNames, describe as describeName } from '@chappe/schema/docs'
import { describe, expect, it } from 'vitest'
import { HiddenValue, hideSecrets } from './secret-fields.ts'

const bytes = new Uint8Array(16)
const hiddenIn = (value: unknown): readonly string[] => hideSecrets(value).hidden

describe('secrets of an answer', () => {
  it.each<[constructor_name: string, fields: object, hidden: readonly string[]]>([
    ['auth.loggedOut', { future_auth_token: bytes }, ['future_auth_token']],
    ['auth.exportedAuthorization', { id: 1n, bytes }, ['bytes']],
    ['auth.loginToken', { expires: 1, token: bytes }, ['token']],
    ['auth.loginTokenMigrateTo', { dc_id: 2, token: bytes }, ['token']],
    ['account.tmpPassword', { tmp_password: bytes, valid_until: 1 }, ['tmp_password']],
    ['bots.exportedBotToken', { token: '1:x' }, ['token']],
    ['urlAuthResultAccepted', { url: 'https://site.example/?hash=x' }, ['url']],
    ['webViewResultUrl', { url: 'https://site.example/#tgWebAppData=x' }, ['url']],
    ['payments.starsRevenueWithdrawalUrl', { url: 'https://site.example/x' }, ['url']],
    ['payments.starGiftWithdrawalUrl', { url: 'https://site.example/x' }, ['url']],
    ['phone.groupCallStreamRtmpUrl', { url: 'rtmps://site.example/', key: 'x' }, ['key']],
    ['config', { autologin_token: 'x' }, ['autologin_token']],
  ])('are hidden in %s', (constructor_name, fields, hidden) => {
    expect(hiddenIn({ _: constructor_name, ...fields })).toEqual(hidden)
  })

  it.each<[constructor_name: string, fields: object]>([
    ['auth.sentCode', { type: { _: 'auth.sentCodeTypeSms', length: 5 }, phone_code_hash: 'x' }],
    ['upload.file', { bytes, mtime: 0 }],
    ['account.password', { has_password: true, srp_B: bytes, srp_id: 1n, secure_random: bytes }],
    ['keyboardButtonCallback', { requires_password: true, text: 'x', data: bytes }],
    ['auth.loggedOut', { future_auth_token: undefined }],
    ['webPage', { id: 1n, url: 'https://site.example/' }],
  ])('are nothing else in %s: %o', (constructor_name, fields) => {
    const answer = { _: constructor_name, ...fields }
    expect(hideSecrets(answer)).toEqual({ value: answer, hidden: [] })
  })

  it('are found at any depth, and said once', () => {
    const authorization = { _: 'auth.authorization', future_auth_token: bytes, user: { _: 'userEmpty', id: 1n } }
    const answer = [{ _: 'auth.sentCodeSuccess', authorization }, authorization]
    const { value, hidden } = hideSecrets(answer)
    expect(hidden).toEqual(['future_auth_token'])
    expect(value).toMatchObject([
      { authorization: { future_auth_token: expect.any(HiddenValue), user: { id: 1n } } },
      {},
    ])
  })

  it('of a list are hidden one by one, and the given value stays as it is', () => {
    const settings = { _: 'codeSettings', logout_tokens: [bytes, new Uint8Array(2)] }
    const texts = (hideSecrets(settings).value as { logout_tokens: HiddenValue[] }).logout_tokens.map(it => it.text)
    expect(texts).toEqual(['<16 bytes, hidden>', '<2 bytes, hidden>'])
    expect(settings.logout_tokens[0]).toBe(bytes)
  })
})

it('a new layer brings no field that sounds like a secret and is printed without anybody having decided so', () => {
  const sounds = /token|secret|passw|private_key|encryption_key|auth_key|credential/
  const shown = allNames().flatMap(name => {
    const entry = describeName(name)
    if (entry?.kind !== 'constructor') return []
    return entry.fields
      .filter(field => sounds.test(field.name) && /string|bytes|long|DataJSON/.test(field.type))
      .filter(field => hiddenIn({ _: name, [field.name]: 'x' }).length === 0)
      .map(field => `${name}.${field.name}`)
  })
  expect(shown).toEqual([
    // Names of a card, and of a secret.
    'payments.paymentReceipt.credentials_title',
    'secureSecretSettings.secure_secret_id',
  ])
})
