import { expect, test } from 'vitest'
import { allNames, describe as describeName } from './docs.ts'
import { methodNames } from './facts.ts'

test('describes a method with all that its page says', () => {
  const entry = describeName('auth.resendCode')
  expect(entry).toMatchObject({
    kind: 'method',
    id: 'cae47523',
    result: 'auth.SentCode',
    tl: 'auth.resendCode#cae47523 flags:# phone_number:string phone_code_hash:string reason:flags.0?string = auth.SentCode;',
    url: 'https://core.telegram.org/method/auth.resendCode',
    access: { users: true, bots: false, beforeLogin: true, businessConnection: 'no' },
  })
  if (entry?.kind !== 'method') throw new Error('no method')
  expect(entry.fields.map(field => [field.name, field.type, field.required])).toEqual([
    ['phone_number', 'string', true],
    ['phone_code_hash', 'string', true],
    ['reason', 'flags.0?string', false],
  ])
  expect(entry.errors).toHaveLength(6)
})

test('describes a constructor and a type', () => {
  expect(describeName('auth.sentCode')).toMatchObject({ kind: 'constructor', id: '5e002502', result: 'auth.SentCode' })
  expect(describeName('auth.SentCode')).toMatchObject({
    kind: 'type',
    constructors: ['auth.sentCode', 'auth.sentCodeSuccess', 'auth.sentCodePaymentRequired'],
  })
})

test('knows every method, and nothing that is not there', () => {
  const names = new Set(allNames())
  expect([...methodNames()].filter(name => !names.has(name))).toEqual([])
  expect(describeName('auth.noSuchThing')).toBeUndefined()
})
