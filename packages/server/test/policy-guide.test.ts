import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultPolicy, explainLogin, parsePolicy } from '../src/index.ts'
import { misfit } from './support/json-schema.ts'

const guide = readFileSync(join(import.meta.dirname, '../../../docs/guide/policy.md'), 'utf8')
const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../policy.schema.json'), 'utf8')) as object
const example = /```json\n([^`]+)```/.exec(guide)?.[1] ?? ''

it('the policy of the guide can be followed, and fits the schema', () => {
  expect(misfit(schema, JSON.parse(example))).toBeUndefined()
  const policy = parsePolicy(example, 'policy.json')
  const settings = { allow_missed_call: true }
  const { ladder, steps } = explainLogin(policy, { phone_number: '+33612345678', settings })
  expect(ladder).toBe(1)
  expect(steps.map(step => step.medium)).toEqual(['missedCall', 'smsWord', 'call'])
})

it('every other example of the guide can be followed as well', () => {
  const examples = [...guide.matchAll(/```json\n([^`]+)```/g)].map(([, text = '']) => text)
  expect(examples.length).toBeGreaterThan(1)
  for (const text of examples) {
    expect(misfit(schema, JSON.parse(text))).toBeUndefined()
    parsePolicy(text, 'policy.json')
  }
})

it('the guide names every medium and every limit', () => {
  for (const name of Object.keys(defaultPolicy.media)) expect(guide).toContain(`| \`${name}\` `)
  const { countThisMachine: _, ...limits } = defaultPolicy.limits
  for (const name of Object.keys(limits)) expect(guide).toContain(`| \`${name}\` `)
})

describe('the guide of logins by e-mail', () => {
  const emailGuide = readFileSync(join(import.meta.dirname, '../../../docs/guide/login-email.md'), 'utf8')

  it('shows a policy that can be followed', () => {
    const text = /```json\n([^`]+)```/.exec(emailGuide)?.[1] ?? ''
    expect(misfit(schema, JSON.parse(text))).toBeUndefined()
    const { email } = explainLogin(parsePolicy(text, 'policy.json'), { phone_number: '+919812345678' })
    expect(email).toEqual({ step: 'setUpEmail', required: 0 })
  })

  it('names every setting', () => {
    const { setUp, ...settings } = defaultPolicy.email
    const names = [...Object.keys(settings), ...Object.keys(setUp).map(name => `setUp.${name}`)]
    for (const name of names) expect(emailGuide).toMatch(new RegExp(`\\| .*\`${name}\`.* \\|`))
  })
})
