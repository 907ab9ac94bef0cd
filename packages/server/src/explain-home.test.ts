import { describe, expect, it } from 'vitest'
import { explainLogin, type HomeExplanation, type HomeQuestion, type LoginQuestion } from './index.ts'

const policy = {
  homes: {
    networks: [
      { network: '192.0.2.0/24', dc: 3 },
      { network: '198.51.100.0/24', dc: 1 },
    ],
  },
}
const home = (question: Partial<LoginQuestion> & HomeQuestion): HomeExplanation | undefined =>
  explainLogin(policy, { phone_number: '+12025550123', ...question }).home

describe('the home of a number', () => {
  it.each<[who: string, question: Partial<LoginQuestion>, expected: HomeExplanation]>([
    [
      'a newcomer whose address belongs nowhere',
      { dc: 2, address: '203.0.113.1' },
      { asked: 2, dc: 2, because: 'asked', network: undefined, refusal: undefined },
    ],
    [
      'a newcomer whose address belongs elsewhere',
      { address: '192.0.2.1' },
      { asked: 1, dc: 3, because: 'network', network: 0, refusal: 'NETWORK_MIGRATE' },
    ],
    [
      'a newcomer whose address belongs here',
      { address: '198.51.100.1' },
      { asked: 1, dc: 1, because: 'network', network: 1, refusal: undefined },
    ],
    [
      'an account, wherever it asks from',
      { home: 2, address: '192.0.2.1' },
      { asked: 1, dc: 2, because: 'account', network: undefined, refusal: 'PHONE_MIGRATE' },
    ],
    [
      'an account of which nothing else is known',
      { registered: true, dc: 3 },
      { asked: 3, dc: 3, because: 'account', network: undefined, refusal: undefined },
    ],
    [
      'a test number that nobody has registered',
      { phone_number: '99966 2 1234', address: '192.0.2.1' },
      { asked: 1, dc: 2, because: 'testNumber', network: undefined, refusal: 'PHONE_MIGRATE' },
    ],
  ])('of %s', (_, question, expected) => {
    expect(home(question)).toEqual(expected)
  })

  it('says that the number has an account, so that the ladder is that of one', () => {
    const ladders = [
      { when: { registered: true }, media: ['call' as const] },
      { when: {}, media: ['sms' as const] },
    ]
    expect(explainLogin({ ladders }, { phone_number: '+12025550123', home: 2 })).toMatchObject({ ladder: 0 })
  })

  it('is nothing to tell where there is one data center', () => {
    expect(explainLogin({}, { phone_number: '+12025550123', registered: true }).home).toBeUndefined()
    expect(explainLogin({}, { phone_number: '+12025550123', dcs: 1 }).home).toBeUndefined()
    expect(explainLogin({}, { phone_number: '+12025550123', dcs: 2 }).home).toMatchObject({ dc: 1, because: 'asked' })
  })

  it('is never a data center that is not there', () => {
    expect(() => home({ dcs: 3, home: 4 })).toThrow('[DC_ID_INVALID] there is no data center 4; there are: 1, 2, 3')
    expect(() => home({ dcs: 3, dc: 4 })).toThrow('[DC_ID_INVALID]')
    expect(() => home({ dcs: 2 })).toThrow('[DC_INVALID] policy.homes gives 192.0.2.0/24 to data center 3')
    expect(() => home({ dcs: 1000 })).toThrow('[DC_INVALID] there are 1 to 999 data centers')
  })
})
