import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { defaultPolicy, explainLogin, parsePolicy } from '../src/index.ts'
import { misfit } from './support/json-schema.ts'

const guide = readFileSync(join(import.meta.dirname, '../../../docs/guide/paid-login.md'), 'utf8')
const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../policy.schema.json'), 'utf8')) as object
const example = /```json\n([^`]+)```/.exec(guide)?.[1] ?? ''

it('the offer of the guide can be followed, fits the schema, and applies where it says', () => {
  expect(misfit(schema, JSON.parse(example))).toBeUndefined()
  const policy = parsePolicy(example, 'policy.json')
  expect(explainLogin(policy, { phone_number: '+923001234567' }).payment).toMatchObject({ offer: 0, amount: 499 })
  expect(explainLogin(policy, { phone_number: '+923001234567', registered: true }).payment).toBeUndefined()
})

it('the guide names every setting', () => {
  for (const name of Object.keys(defaultPolicy.payment)) expect(guide).toContain(`\`${name}\``)
})

it('a mistake in an offer is told with its line', () => {
  const text = example.replace('"USD"', '"dollars"')
  expect(() => parsePolicy(text, 'policy.json')).toThrow(
    'policy.json:7:9, payment.offers[0].currency: a currency is three capital letters (ISO 4217), got "dollars"',
  )
})
