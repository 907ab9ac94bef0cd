import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { misfit } from '../../test/support/json-schema.ts'
import { defaultPolicy } from './default-policy.ts'
import { PolicyError } from './policy-error.ts'
import { type PolicyOverrides, resolvePolicy } from './resolve-policy.ts'

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../policy.schema.json'), 'utf8')) as object

/** What a setting is spoilt with. */
const spoilt: readonly unknown[] = [-1, 0, 1.5, 1e12, '', 'x', 'é1', true, [], ['x'], [7], {}, { x: 1 }, [{}], [[]]]

/** What the reader says of settings: undefined when it takes them. */
function refusal(settings: unknown): PolicyError | undefined {
  try {
    resolvePolicy(settings as PolicyOverrides)
    return undefined
  } catch (error) {
    if (error instanceof PolicyError) return error
    throw error
  }
}

/** Every policy that is `value` with one thing in it replaced. */
function* changed(value: unknown): Generator<unknown> {
  yield* spoilt
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const other of changed(item)) yield value.with(index, other)
    }
    yield [...value, ...value]
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, misspelt: 1 }
    for (const [key, member] of Object.entries(value)) {
      for (const other of changed(member)) yield { ...value, [key]: other }
    }
  }
}

const full = {
  ...defaultPolicy,
  media: { ...defaultPolicy.media, smsPhrase: { ...defaultPolicy.media.smsPhrase, words: undefined } },
  ladders: [
    {
      when: { registered: true, otherSession: false, official: true, api_ids: [1], prefixes: ['1'], countries: ['US'] },
      media: ['app', 'smsWord', 'smsPhrase'],
    },
    ...defaultPolicy.ladders,
  ],
  limits: {
    ...defaultPolicy.limits,
    codesPerApp: { max: 1, periodSeconds: 1 },
    loginsPerAccount: { max: 1, periodSeconds: 1 },
  },
  numbers: { ...defaultPolicy.numbers, bannedPrefixes: ['7'] },
  homes: {
    networks: [
      { network: '192.0.2.0/24', dc: 3 },
      { network: '2001:db8::/32', dc: 1 },
    ],
  },
  email: {
    ...defaultPolicy.email,
    setUp: { required: [{}, { registered: true }], afterLogins: { max: 1, periodSeconds: 1 }, seconds: 60 },
    blockedDomains: ['mail.example'],
    google: { audiences: ['messenger'], issuers: ['https://identity.example'], jwks: { keys: [{ kty: 'RSA' }] } },
    apple: { audiences: ['messenger'], issuers: ['https://identity.example'], jwks: { file: 'keys.json' } },
  },
  apps: {
    official: [4],
    smsHashes: [{ api_id: 4, hash: 'aB3/+aB3/+x' }],
    published: [6],
    noSignUp: [7],
    layerMin: 133,
  },
  accounts: { ttlDays: 365, passwordWithinDays: 7 },
  terms: { version: '2026-01', text: 'Be kind.', popup: true, minAge: 16, checkSeconds: 3600 },
  spending: {
    ...defaultPolicy.spending,
    perPrefix: [{ prefix: '1', max: 1, periodSeconds: 1 }],
    prices: [{ prefix: '1', media: ['sms'], price: 5 }],
    caps: [{ prefix: '1', max: 5, periodSeconds: 1 }],
  },
  payment: {
    ...defaultPolicy.payment,
    offers: [
      { when: { countries: ['US'] }, store_product: 'premium.week', currency: 'USD', amount: 499, premium_days: 7 },
    ],
    support_email_address: 'help@example.org',
  },
  checks: {
    playIntegrity: ['auth.sendCode'],
    apns: ['auth.sendCode', 'auth.signUp'],
    reCaptcha: [{ methods: ['auth.sendCode'], action: 'signup', key_id: '6Lc_x-Y' }],
  },
} as const

/** Through JSON, as files go. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the JSON Schema of policies', () => {
  it('accepts the defaults, nothing at all, and every setting there is', () => {
    expect(misfit(schema, plain(defaultPolicy))).toBeUndefined()
    expect(misfit(schema, {})).toBeUndefined()
    expect(misfit(schema, plain(full))).toBeUndefined()
    expect(refusal(plain(full))).toBeUndefined()
  })

  it('rejects what the reader rejects, whichever setting is spoilt, but for the rules between settings', () => {
    let rejected = 0
    const passed = new Set<string>()
    for (const settings of changed(plain(full))) {
      const error = refusal(settings)
      if (error === undefined) continue
      rejected++
      if (error.explanation.startsWith('is never reached')) continue
      if (misfit(schema, settings) === undefined) passed.add(error.message)
    }
    expect(rejected).toBeGreaterThan(1500)
    expect([...passed]).toEqual([])
  })

  it('cannot say that the last ladder, and no other, has to hold always, nor that a range has its ends in order', () => {
    const settings = [
      {
        ladders: [
          { when: {}, media: ['sms'] },
          { when: {}, media: ['call'] },
        ],
      },
      {
        ladders: [
          { when: {}, media: ['sms'] },
          { when: { registered: true }, media: ['sms'] },
        ],
      },
      { numbers: { unknownRanges: [{ prefix: '9', digitsMin: 9, digitsMax: 8 }] } },
    ]
    for (const each of settings) {
      expect(refusal(each)).toBeInstanceOf(PolicyError)
      expect(misfit(schema, each)).toBeUndefined()
    }
  })
})
