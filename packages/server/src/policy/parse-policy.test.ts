import { describe, expect, it } from 'vitest'
import { parsePolicy } from './parse-policy.ts'
import { PolicyError } from './policy-error.ts'

function complaint(text: string): string {
  try {
    parsePolicy(text, 'policy.json')
    return 'none'
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    return error.message.replace('[POLICY_INVALID] ', '')
  }
}

describe('a policy file', () => {
  it('gives its settings, and may name its schema', () => {
    const text = '{ "$schema": "policy.schema.json", "code": { "lifetimeSeconds": 60 } }'
    expect(parsePolicy(text, 'policy.json')).toMatchObject({ code: { lifetimeSeconds: 60 } })
  })

  it('is complained about with the line and column of the setting', () => {
    const text = `{
  "code": { "onResend": "same" },
  "media": {
    "sms": { "length": 12 }
  }
}`
    expect(complaint(text)).toBe('policy.json:4:14, media.sms.length: a whole number from 5 to 7 is expected, got 12')
  })

  it('is complained about where an item of a list stands', () => {
    const text = '{ "ladders": [\n  { "when": {}, "media": ["sms",\n    "fax"] }\n] }'
    expect(complaint(text)).toMatch(/^policy\.json:3:5, ladders\[0\]\.media\[1\]: one of app, /)
  })

  it('is complained about where the object stands that a setting is missing from', () => {
    const text = '{\n  "apps": { "smsHashes": [\n    { "api_id": 7 }\n  ] }\n}'
    expect(complaint(text)).toBe(
      'policy.json:3:5, apps.smsHashes[0].hash: 11 characters of base64 are expected, got ""',
    )
  })

  it('is complained about where the rules of e-mails are wrong', () => {
    const google = (settings: string): string => complaint(`{\n  "email": {\n    "google": ${settings}\n  }\n}`)
    expect(google('{ "audiences": [] }')).toBe('policy.json:3:17, email.google.audiences: at least one is needed')
    expect(google('{ "audiences": ["x"],\n"jwks": { "url": "http://keys.example" } }')).toBe(
      'policy.json:4:11, email.google.jwks.url: an https address is expected, got "http://keys.example"',
    )
    expect(google('{ "audiences": ["x"],\n"jwks": {} }')).toBe(
      'policy.json:4:1, email.google.jwks: one of keys, file and url is expected',
    )
  })

  it('has no ladder behind one that always holds, and no country without numbers', () => {
    const ladder = (when: string): string => `{ "when": ${when}, "media": ["sms"] }`
    const ladders = (...list: string[]): string => complaint(`{ "ladders": [\n${list.map(ladder).join(',\n')}] }`)
    expect(ladders('{}', '{ "registered": true }', '{}')).toBe(
      'policy.json:3:1, ladders[1]: is never reached, since ladders[0] holds in every situation',
    )
    expect(ladders('{ "countries": ["DE", "XX"] }', '{}')).toBe(
      'policy.json:2:33, ladders[0].when.countries[1]: no phone number belongs to a country XX (ISO 3166-1)',
    )
    expect(ladders('{ "countries": ["DE"] }', '{}')).toBe('none')
  })

  it('has every setting once', () => {
    expect(complaint('{ "code": {},\n "media": {},\n "code": {} }')).toBe(
      'policy.json:3:2, code: the setting stands there twice',
    )
  })

  it.each([
    ['{ "code": { }', 'policy.json:1:14, top level: this is not JSON: a comma or } is expected here'],
    [
      '{ "code": {},\n}',
      'policy.json:2:1, top level: this is not JSON: the name of a setting in double quotes is expected here',
    ],
    [
      "{ 'code': {} }",
      'policy.json:1:3, top level: this is not JSON: the name of a setting in double quotes is expected here',
    ],
    ['{ "code" {} }', 'policy.json:1:10, top level: this is not JSON: a colon is expected here'],
    ['{ "code": no }', 'policy.json:1:11, top level: this is not JSON: a value is expected here'],
    ['{ "code": 01 }', 'policy.json:1:11, top level: this is not JSON: a value is expected here'],
    ['{} x', 'policy.json:1:4, top level: this is not JSON: the end of the file is expected here'],
    ['', 'policy.json:1:1, top level: this is not JSON: a value is expected here'],
    [
      '{ "a\n": 1 }',
      'policy.json:1:3, top level: this is not JSON: text that ends with a double quote on its line is expected here',
    ],
    ['[1, 2', 'policy.json:1:6, top level: this is not JSON: a comma or ] is expected here'],
  ])('that is not JSON is complained about where that shows: %j', (text, message) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(complaint(text)).toBe(message)
  })

  it('with names that look like paths is complained about all the same', () => {
    expect(complaint('{ "a.b]": 1 }')).toMatch(/^policy\.json:1:3, a\.b\]: there is no such setting/)
    expect(complaint('{ "]": 1 }')).toMatch(/^policy\.json:1:3, \]: there is no such setting/)
  })
})
