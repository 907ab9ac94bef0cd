import { describe, expect, it } from 'vitest'
import { explainLogin, type LoginExplanation, type LoginQuestion } from './explain-login.ts'
import type { PolicyOverrides } from './policy/resolve-policy.ts'

const line = ({ steps }: LoginExplanation): string =>
  steps
    .map(step =>
      step.leftOut === undefined ? `${step.medium}>${step.next ?? 'end'}` : `-${step.medium}:${step.leftOut}`,
    )
    .join(' ')
const explain = (question: Partial<LoginQuestion>, policy: PolicyOverrides = {}) =>
  explainLogin(policy, { phone_number: '+12025550123', ...question })

describe('the default ladders', () => {
  const plain = '-firebaseSms:integrity -flashCall:flashCallAllowed -missedCall:missedCallAllowed sms>call call>end'
  it.each<[situation: string, question: Partial<LoginQuestion>, steps: string]>([
    ['a number without an account', {}, plain],
    ['an account that is logged in nowhere else', { registered: true }, plain],
    ['an account with another session', { otherSession: true }, 'app>sms sms>call call>end'],
    [
      'a program that reads the call log',
      { settings: { allow_flashcall: true } },
      '-firebaseSms:integrity flashCall>sms -missedCall:missedCallAllowed sms>call call>end',
    ],
    [
      'a program that handles everything',
      { settings: { allow_flashcall: true, allow_missed_call: true, allow_firebase: true }, integrity: true },
      'firebaseSms>flashCall flashCall>missedCall missedCall>sms sms>call call>end',
    ],
    ['a program that would prove itself where nobody can check it', { settings: { allow_firebase: true } }, plain],
    ['an anonymous number', { phone_number: '+888 1234 5678' }, 'fragmentSms>end'],
    [
      'an anonymous number with another session',
      { phone_number: '+888 1234 5678', otherSession: true },
      'app>fragmentSms fragmentSms>end',
    ],
    [
      'a test number, whose code fits into digits alone',
      { phone_number: '+99966 2 1234', settings: { allow_flashcall: true, allow_missed_call: true } },
      '-firebaseSms:testNumber -flashCall:testNumber -missedCall:testNumber sms>call call>end',
    ],
  ])('for %s', (_, question, steps) => {
    expect(line(explain(question))).toBe(steps)
  })
})

describe('ladders of a policy', () => {
  const policy: PolicyOverrides = {
    apps: { official: [4] },
    ladders: [
      { when: { official: true, countries: ['FR'] }, media: ['smsPhrase', 'call'] },
      { when: { official: true }, media: ['smsWord', 'call'] },
      { when: { api_ids: [9], registered: true }, media: ['call'] },
      { when: { prefixes: ['44', '33'] }, media: ['missedCall', 'sms'] },
      { when: {}, media: ['sms'] },
    ],
  }

  it.each<[question: Partial<LoginQuestion>, ladder: number, passed: string]>([
    [{ api_id: 4, phone_number: '+33612345678' }, 0, ''],
    [{ api_id: 4 }, 1, '0 countries'],
    [{ api_id: 9, registered: true }, 2, '0 official, 1 official'],
    [{ api_id: 9 }, 4, '0 official, 1 official, 2 registered, 3 prefixes'],
    [{ phone_number: '+447911123456' }, 3, '0 official, 1 official, 2 registered'],
  ])('are passed until every condition holds: %j', (question, ladder, passed) => {
    const explanation = explain(question, policy)
    expect(explanation.ladder).toBe(ladder)
    for (const each of explanation.passed) {
      expect(each.wanted).toEqual(policy.ladders?.[each.ladder]?.when[each.condition])
    }
    expect(explanation.passed.map(each => `${each.ladder} ${each.condition}`).join(', ')).toBe(passed)
  })

  it('leave out what the layer of the program has no word for', () => {
    expect(line(explain({ api_id: 4, layer: 167 }, policy))).toBe('-smsWord:layer call>end')
    expect(line(explain({ api_id: 4, layer: 181 }, policy))).toBe('smsWord>call call>end')
  })

  it('name the country, the known code of a test number and the timeouts', () => {
    expect(explain({})).toMatchObject({ country: 'US', testCode: undefined })
    expect(explain({ phone_number: '9996631234' })).toMatchObject({ country: undefined, testCode: '33333' })
    expect(explain({ phone_number: '9996631234', reachable: true }).testCode).toBeUndefined()
    expect(explain({ phone_number: '9996631234', reachable: true }, { numbers: { testNumbers: true } }).testCode).toBe(
      '33333',
    )
    expect(explain({}).steps.at(-2)).toMatchObject({ medium: 'sms', length: 5, form: 'digits', timeoutSeconds: 60 })
    expect(explain({}).steps.at(-1)).toMatchObject({ medium: 'call', timeoutSeconds: undefined })
  })
})

describe('a login that has to be paid for', () => {
  const offer = {
    when: { countries: ['US'] },
    store_product: 'premium.week',
    currency: 'USD',
    amount: 499,
    premium_days: 7,
  }
  const policy: PolicyOverrides = { payment: { offers: [{ ...offer, when: { prefixes: ['33'] } }, offer] } }

  it('names the offer, and leaves out what does not go to the phone', () => {
    const explanation = explain({ otherSession: true }, policy)
    expect(explanation.payment).toEqual({ offer: 1, understood: true, ...offer })
    expect(line(explanation)).toBe('-app:paid sms>call call>end')
    expect(explain({ layer: 189 }, policy).payment?.understood).toBe(false)
    expect(explain({ phone_number: '+442079460000' }, policy).payment).toBeUndefined()
    expect(
      explain({ phone_number: '+99966 2 1234' }, { payment: { offers: [{ ...offer, when: {} }] } }).payment,
    ).toBeUndefined()
  })
})

describe('a login by e-mail', () => {
  it('goes to the mailbox first, and to the phone as far as the policy lets it', () => {
    const { email, steps } = explain({ loginEmail: true })
    expect(email).toEqual({
      step: 'emailCode',
      length: 6,
      next: 'sms',
      timeoutSeconds: 60,
      resetWaitSeconds: 604_800,
    })
    expect(steps.map(({ medium }) => medium)).toContain('sms')
    expect(explain({ loginEmail: true }, { email: { phoneFallback: false } }).email).toMatchObject({ next: undefined })
  })

  it('costs nothing, and leads to no message that does', () => {
    const offer = { when: {}, store_product: 'week', currency: 'USD', amount: 499, premium_days: 7 }
    const policy: PolicyOverrides = { payment: { offers: [offer] } }
    expect(explain({ loginEmail: true }, policy)).toMatchObject({ payment: undefined, email: { next: undefined } })
    expect(explain({ registered: true }, policy)).toMatchObject({ payment: { offer: 0 }, email: undefined })
  })

  it('needs a mailbox first where the policy says so, but for test numbers', () => {
    const policy: PolicyOverrides = { email: { setUp: { required: [{ registered: true }, { countries: ['US'] }] } } }
    expect(explain({}, policy).email).toEqual({ step: 'setUpEmail', required: 1 })
    expect(explain({ registered: true }, policy).email).toEqual({ step: 'setUpEmail', required: 0 })
    expect(explain({ phone_number: '+447400123456' }, policy).email).toBeUndefined()
    expect(explain({ phone_number: '+99966 2 1234', loginEmail: true }, policy).email).toBeUndefined()
  })
})

it('what is to be proven before a code is asked for is named', () => {
  const methods = ['auth.sendCode']
  const checks = { apns: ['auth.signUp'], playIntegrity: methods, reCaptcha: [{ methods, action: 'a', key_id: 'k' }] }
  expect(explain({}, { checks }).checks).toEqual(['playIntegrity', 'reCaptcha'])
  expect(explain({}).checks).toEqual([])
})
