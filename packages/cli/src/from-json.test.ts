import { api } from '@chappe/schema/api'
import { encodeToBytes } from '@chappe/tl/runtime'
import { describe, expect, it } from 'vitest'
import { CommandError } from './command-error.ts'
import { fieldNames, parametersFromJson } from './from-json.ts'

/** What is said, hint included, about parameters that do not fit. */
function complaint(method: string, given: Record<string, unknown>): string {
  try {
    parametersFromJson(method, given)
  } catch (error) {
    if (error instanceof CommandError) return `${error.message} | ${error.hint}`
  }
  return 'nothing'
}

describe('parametersFromJson', () => {
  it('reads what people type into values that the codec takes', () => {
    const value = parametersFromJson('messages.getHistory', {
      peer: { _: 'inputPeerUser', user_id: '9223372036854775807', access_hash: 5 },
      offset_id: '0',
      offset_date: 0,
      add_offset: '-1',
      limit: 10,
      max_id: 0,
      min_id: 0,
      hash: '0',
    })
    expect(value).toMatchObject({
      peer: { _: 'inputPeerUser', user_id: 9223372036854775807n, access_hash: 5n },
      offset_id: 0,
      add_offset: -1,
      hash: 0n,
    })
    expect(encodeToBytes(api, { _: 'messages.getHistory', ...value }).length).toBeGreaterThan(20)
  })

  it('takes a constructor by its bare name, and leaves it out where only one fits', () => {
    const codes = { phone_number: '+1', api_id: 1, api_hash: 'x' }
    const settings = { _: 'codeSettings' }
    expect(parametersFromJson('auth.sendCode', { ...codes, settings: 'codeSettings' })).toMatchObject({ settings })
    expect(parametersFromJson('auth.sendCode', { ...codes, settings: {} })).toMatchObject({ settings })
  })

  it('takes one value for a list of one', () => {
    const id = [{ _: 'inputUserSelf' }]
    expect(parametersFromJson('users.getUsers', { id: 'inputUserSelf' })).toEqual({ id })
    expect(parametersFromJson('users.getUsers', { id: ['inputUserSelf'] })).toEqual({ id })
  })

  it('reads bytes as base64 and as hexadecimal digits', () => {
    const bytes = (encrypted_message: string) =>
      parametersFromJson('auth.bindTempAuthKey', { perm_auth_key_id: 1, nonce: 2, expires_at: 3, encrypted_message })
    expect(bytes('AP8=')['encrypted_message']).toEqual(new Uint8Array([0, 255]))
    expect(bytes('0x00ff')['encrypted_message']).toEqual(new Uint8Array([0, 255]))
    expect(() => bytes('0x0')).toThrow('has to be bytes')
    expect(() => bytes('AP8=A')).toThrow('has to be bytes')
  })

  it('reads a flag by its name, and leaves it out when it is false', () => {
    const call = { peer: 'inputPeerSelf', message: 'm', random_id: 1 }
    expect(parametersFromJson('messages.sendMessage', { ...call, silent: true })).toMatchObject({ silent: true })
    expect(parametersFromJson('messages.sendMessage', { ...call, silent: false })).not.toHaveProperty('silent')
    expect(parametersFromJson('account.updateStatus', { offline: 'false' })).toEqual({ offline: false })
  })

  it('reads a call inside a call', () => {
    const value = parametersFromJson('invokeWithLayer', { layer: 227, query: { _: 'help.getConfig' } })
    expect(value).toEqual({ layer: 227, query: { _: 'help.getConfig' } })
    expect(complaint('invokeWithLayer', { layer: 227, query: {} })).toContain('{ "_": "help.getConfig" }')
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['help.getCountriesList', { lang_code: 'en' }, 'help.getCountriesList.hash is missing | It is an int'],
    ['help.getCountriesList', { lang_code: 'en', hash: 1.5 }, 'hash has to be a 32-bit integer, not 1.5'],
    ['help.getCountriesList', { lang_code: 'en', hash: 2 ** 31 }, 'hash has to be a 32-bit integer, not 2147483648'],
    ['help.getCountriesList', { lang_code: 'en', hash: '' }, 'hash has to be a 32-bit integer, not ""'],
    ['help.getCountriesList', { lang_code: {}, hash: 0 }, 'lang_code has to be a string, not {}'],
    ['help.getCountriesList', { lang_cod: 'en' }, 'has no field lang_cod | Its fields are: lang_code, hash.'],
    ['help.getConfig', { a: 1 }, 'has no field a | Its fields are: none.'],
    ['users.getUsers', { id: [{ _: 'inputUser', user_id: 2 ** 53, access_hash: 0 }] }, 'user_id has to be a 64-bit'],
    ['users.getUsers', { id: [{ _: 'inputUser', user_id: '12x', access_hash: 0 }] }, 'user_id has to be a 64-bit'],
    ['users.getUsers', { id: ['user'] }, 'id[0]: user is not an InputUser | One of: inputUserEmpty'],
    ['users.getUsers', { id: [{}] }, 'id[0]: which InputUser? Name it in "_"'],
    ['users.getUsers', { id: [[1]] }, 'id[0] has to be an InputUser, not [1]'],
    ['account.updateStatus', { offline: 'maybe' }, 'offline has to be true or false, not "maybe"'],
    ['auth.signIn', {}, 'During a login, as "chappe login" begins one, it can be left out.'],
  ])('%s %j: says %s', (method, given, said) => {
    expect(complaint(method, given)).toContain(said)
  })
})

describe('fieldNames', () => {
  it('names the parameters of a method, without the flags word', () => {
    expect(fieldNames('auth.resendCode')).toEqual(['phone_number', 'phone_code_hash', 'reason'])
    expect(fieldNames('auth.sentCode')).toContain('next_type')
    expect(fieldNames('no.such')).toEqual([])
  })
})
