import { describe, expect, it } from 'vitest'
import { defaultPolicy } from './default-policy.ts'
import { PolicyError } from './policy-error.ts'
import { type PolicyOverrides, resolvePolicy } from './resolve-policy.ts'

/** Settings as they may come from a file: anything. */
function complaint(settings: unknown): string {
  try {
    resolvePolicy(settings as PolicyOverrides)
    return 'none'
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    return error.message.replace('[POLICY_INVALID] login policy, ', '')
  }
}

describe('a login policy', () => {
  it('is the default one when nothing is set', () => {
    expect(resolvePolicy()).toEqual(defaultPolicy)
    expect(resolvePolicy(JSON.parse('{}') as PolicyOverrides)).toEqual(defaultPolicy)
  })

  it('keeps the defaults of what is left out', () => {
    const policy = resolvePolicy({
      code: { lifetimeSeconds: 60 },
      media: { sms: { length: 6 } },
      limits: { codesPerAddress: null },
    })
    expect(policy.code).toEqual({ ...defaultPolicy.code, lifetimeSeconds: 60 })
    expect(policy.media).toEqual({ ...defaultPolicy.media, sms: { length: 6, timeoutSeconds: 60 } })
    expect(policy.limits).toEqual({ ...defaultPolicy.limits, codesPerAddress: null })
  })

  it('survives a way through JSON', () => {
    const written = JSON.stringify(
      resolvePolicy({
        ladders: [
          { when: { api_ids: [7] }, media: ['app'] },
          { when: {}, media: ['call'] },
        ],
      }),
    )
    expect(resolvePolicy(JSON.parse(written) as PolicyOverrides)).toEqual(JSON.parse(written))
  })

  it('has test numbers where nobody else can connect, and elsewhere when it is told to', () => {
    expect(resolvePolicy().numbers.testNumbers).toBe(true)
    expect(resolvePolicy({ numbers: { testNumbers: false } }).numbers.testNumbers).toBe(false)
    expect(resolvePolicy({}, true)).toEqual({
      ...resolvePolicy(),
      numbers: { ...resolvePolicy().numbers, testNumbers: false },
    })
    expect(resolvePolicy({ numbers: { testNumbers: true } }, true).numbers.testNumbers).toBe(true)
  })

  it('has test numbers where nobody else can connect, and elsewhere when it is told to', () => {
    expect(resolvePolicy({ numbers: { testNumbers: false } }).numbers.testNumbers).toBe(false)
    const reachable = { ...defaultPolicy, numbers: { ...defaultPolicy.numbers, testNumbers: false } }
    expect(resolvePolicy({}, true)).toEqual(reachable)
    expect(resolvePolicy({ numbers: { testNumbers: true } }, true)).toEqual(defaultPolicy)
  })

  const cases: [what: string, settings: unknown, message: string][] = [
    ['no object', 7, 'top level: an object is expected, got 7'],
    ['a list for an object', { code: [] }, 'code: an object is expected, got a list'],
    [
      'a misspelt section',
      { codes: {} },
      'codes: there is no such setting; known here: $schema, code, media, ladders, limits, numbers, email, homes, apps, accounts, terms, spending, payment, checks',
    ],
    [
      'a misspelt setting',
      { media: { sms: { len: 5 } } },
      'media.sms.len: there is no such setting; known here: length, timeoutSeconds',
    ],
    [
      'a code too long',
      { media: { app: { length: 8 } } },
      'media.app.length: a whole number from 5 to 7 is expected, got 8',
    ],
    [
      'a fraction',
      { code: { lifetimeSeconds: 0.5 } },
      'code.lifetimeSeconds: a whole number from 1 to 86400 is expected, got 0.5',
    ],
    [
      'text for a number',
      { code: { wrongAttemptsMax: '5' } },
      'code.wrongAttemptsMax: a whole number from 1 to 100 is expected, got "5"',
    ],
    ['an unknown word', { code: { onResend: 'other' } }, 'code.onResend: one of same, new is expected, got "other"'],
    [
      'an unknown medium',
      { ladders: [{ when: {}, media: ['fax'] }] },
      'ladders[0].media[0]: one of app, sms, smsWord, smsPhrase, call, flashCall, missedCall, fragmentSms, firebaseSms is expected, got "fax"',
    ],
    ['a medium twice', { ladders: [{ when: {}, media: ['sms', 'sms'] }] }, 'ladders[0].media: sms stands there twice'],
    [
      'the app after another',
      { ladders: [{ when: {}, media: ['sms', 'app'] }] },
      'ladders[0].media: app can only come first: next_type has no word for it',
    ],
    ['an empty ladder', { ladders: [{ when: {}, media: [] }] }, 'ladders[0].media: at least one medium is needed'],
    [
      'situations without a ladder',
      { ladders: [{ when: { registered: true }, media: ['sms'] }] },
      'ladders: the last entry has to hold in every situation: { "when": {}, "media": […] }',
    ],
    [
      'no ladders',
      { ladders: [] },
      'ladders: the last entry has to hold in every situation: { "when": {}, "media": […] }',
    ],
    [
      'a condition that is no boolean',
      { ladders: [{ when: { registered: 1 }, media: ['sms'] }] },
      'ladders[0].when.registered: true or false is expected, got 1',
    ],
    [
      'an api_id that is text',
      { ladders: [{ when: { api_ids: ['7'] }, media: ['sms'] }] },
      'ladders[0].when.api_ids[0]: an api_id is a whole number from 1 to 2147483647, got "7"',
    ],
    [
      'a limit of nothing',
      { limits: { codesPerNumber: { max: 0 } } },
      'limits.codesPerNumber.max: a whole number from 1 to 1000000 is expected, got 0',
    ],
    [
      'a prefix that is none',
      { numbers: { bannedPrefixes: ['+7'] } },
      'numbers.bannedPrefixes[0]: a prefix is 1 to 15 digits as text, got "+7"',
    ],
    [
      'a range upside down',
      { numbers: { unknownRanges: [{ prefix: '9', digitsMin: 9, digitsMax: 8 }] } },
      'numbers.unknownRanges[0].digitsMax: a whole number from 9 to 15 is expected, got 8',
    ],
    [
      'a caller of no digits',
      { media: { flashCall: { callerPrefix: '+44' } } },
      'media.flashCall.callerPrefix: 1 to 8 digits as text are expected, got "+44"',
    ],
    [
      'letters that are there twice',
      { media: { smsWord: { vowels: 'aeioa' } } },
      'media.smsWord.vowels: at least 4 different small letters are expected, got "aeioa"',
    ],
    [
      'words that are too few to be hard to guess',
      { media: { smsPhrase: { words: ['one', 'two'] } } },
      'media.smsPhrase.words: 64 to 10000 words are expected, got 2',
    ],
    [
      'a ladder for nobody',
      { ladders: [{ when: { prefixes: [] }, media: ['sms'] }] },
      'ladders[0].when.prefixes: at least one is needed; leave it out for any',
    ],
    [
      'a country that is a name',
      { ladders: [{ when: { countries: ['France'] }, media: ['sms'] }] },
      'ladders[0].when.countries[0]: a country is two capital letters (ISO 3166-1), got "France"',
    ],
    [
      'an address without its length',
      { homes: { networks: [{ network: '192.0.2.1', dc: 1 }] } },
      'homes.networks[0].network: a network such as "192.0.2.0/24" or "2001:db8::/32" is expected, got "192.0.2.1"',
    ],
    [
      'a network of no data center',
      { homes: { networks: [{ network: '192.0.2.0/24' }] } },
      'homes.networks[0].dc: a whole number from 1 to 999 is expected, got 0',
    ],
    [
      'an app hash of another length',
      { apps: { smsHashes: [{ api_id: 7, hash: 'short' }] } },
      'apps.smsHashes[0].hash: 11 characters of base64 are expected, got "short"',
    ],
    [
      'a word for a switch',
      { numbers: { testNumbers: 'no' } },
      'numbers.testNumbers: true or false is expected, got "no"',
    ],
  ]
  it.each(cases)('refuses %s', (_, settings, message) => {
    expect(complaint(settings)).toBe(message)
  })
})
