import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../policy/default-policy.ts'
import { isDomainError } from '../domain-error.ts'
import { Homes } from './homes.ts'

const policy = { ...defaultPolicy, homes: { networks: [{ network: '192.0.2.0/24', dc: 3 }] } }
const homes = new Homes(2, [1, 2, 3], policy)
const phone_number = '9991234567'

/** `CODE dc` of a refusal, or `ok`. */
function outcome(check: () => void): string {
  try {
    check()
    return 'ok'
  } catch (error) {
    if (!isDomainError(error)) throw error
    return error.dc === undefined ? error.code : `${error.code} ${error.dc}`
  }
}

describe('Homes', () => {
  it('knows the home of an account, which is the first data center when that is not there', () => {
    expect([{ dc: 3 }, { dc: 2 }, { dc: 9 }, {}].map(account => homes.of(account))).toEqual([3, 2, 1, 1])
    expect([{ dc: 2 }, { dc: 3 }, {}].map(account => homes.isHere(account))).toEqual([true, false, false])
  })

  it('sends an account to its home', () => {
    expect([{ dc: 2 }, { dc: 3 }, { dc: 9 }].map(account => outcome(() => homes.checkUser(account)))).toEqual([
      'ok',
      'USER_MIGRATE 3',
      'USER_MIGRATE 1',
    ])
  })

  it.each([
    ['an account at home here', phone_number, { dc: 2 }, '192.0.2.1', 'ok'],
    ['an account at home elsewhere', phone_number, { dc: 1 }, undefined, 'PHONE_MIGRATE 1'],
    ['a newcomer from elsewhere', phone_number, undefined, '192.0.2.1', 'NETWORK_MIGRATE 3'],
    ['a newcomer from anywhere', phone_number, undefined, '198.51.100.1', 'ok'],
    ['a newcomer from an unknown address', phone_number, undefined, undefined, 'ok'],
    ['the test number of here', '9996621234', undefined, '192.0.2.1', 'ok'],
    ['the test number of another', '9996611234', undefined, undefined, 'PHONE_MIGRATE 1'],
    ['a test number with an account', '9996611234', { dc: 3 }, undefined, 'PHONE_MIGRATE 3'],
  ])('sends the number of %s where it belongs', (_, number, account, address, expected) => {
    expect(outcome(() => homes.checkNumber({ phone_number: number, account, address }))).toBe(expected)
  })

  it('takes test numbers for others where there are none, or no such data center', () => {
    const numbers = { ...policy.numbers, testNumbers: false }
    const number = { phone_number: '9996611234', account: undefined, address: undefined }
    expect(outcome(() => new Homes(2, [1, 2], { ...policy, numbers }).checkNumber(number))).toBe('ok')
    expect(outcome(() => new Homes(2, [2, 3], policy).checkNumber(number))).toBe('ok')
  })

  it('sends nobody anywhere when it stands alone', () => {
    const alone = new Homes(2, [2], defaultPolicy)
    expect([homes.alone, alone.alone]).toEqual([false, true])
    expect(alone.isHere({ dc: 5 })).toBe(true)
    expect(alone.nearest('192.0.2.1')).toBe(2)
    expect(outcome(() => alone.checkNumber({ phone_number, account: { dc: 5 }, address: '192.0.2.1' }))).toBe('ok')
  })

  it('lets an operator choose one that is there', () => {
    expect([homes.choose(3), homes.choose(undefined)]).toEqual([3, 1])
    expect(outcome(() => void homes.choose(4))).toBe('DC_ID_INVALID')
  })
})
