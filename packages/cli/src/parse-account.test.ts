import { describe, expect, it } from 'vitest'
import { parseAccount } from './parse-account.ts'

describe('--account', () => {
  it.each([
    ['+999123', { phone_number: '+999123', first_name: 'User' }],
    ['+999123:Ada', { phone_number: '+999123', first_name: 'Ada' }],
    ['+999123:Ada:Lovelace@2', { phone_number: '+999123', first_name: 'Ada', last_name: 'Lovelace', dc: 2 }],
    ['+999123@3', { phone_number: '+999123', first_name: 'User', dc: 3 }],
    [
      '+999123:Ada::ada@mail.example',
      { phone_number: '+999123', first_name: 'Ada', last_name: '', login_email: 'ada@mail.example' },
    ],
    [
      '+999123:Ada:Lovelace:ada@mail.example@2',
      { phone_number: '+999123', first_name: 'Ada', last_name: 'Lovelace', login_email: 'ada@mail.example', dc: 2 },
    ],
  ])('reads %s', (text, account) => {
    expect(parseAccount(text)).toEqual(account)
  })

  it.each(['+999123@', '+999123@x', '+999123@0', '+999123@1@2', '+999123:ada@mail.example'])(
    'refuses %s, which names no data center',
    text => {
      expect(() => parseAccount(text)).toThrow(`--account ${text}: the number of a data center has to follow the @`)
    },
  )

  it.each(['+999123:Ada::', '+999123:Ada::ada', '+999123:Ada::ada@2', '+999123:Ada::a@b@c'])(
    'refuses %s, whose fourth part is no address',
    text => {
      expect(() => parseAccount(text)).toThrow('the fourth part is an e-mail address')
    },
  )

  it('refuses what has more parts', () => {
    expect(() => parseAccount('+999123:Ada:Lovelace:ada@mail.example:x')).toThrow('there are more than four parts')
  })
})
