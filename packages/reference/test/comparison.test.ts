/** The guide "Three pages about one method": each row says something about our page, and it has to be true there. */
import { describe, expect, it } from 'vitest'
import { createNewestExamples } from '../src/examples/newest-examples.ts'
import { plainText } from '../src/markdown/links.ts'
import { withExamples } from '../src/model/examples.ts'
import { readContent } from '../src/node/content.ts'
import { officialReference } from '../src/node/official.ts'
import { readRecordedAnswers } from '../src/node/recorded-answers.ts'
import { renderPath } from '../src/render.ts'

const reference = withExamples(
  officialReference({ implemented: readRecordedAnswers().keys() }),
  createNewestExamples(readRecordedAnswers()),
)
const content = readContent()
const body = (path: string): string => renderPath(reference, path, content)?.body ?? ''
const page = body('methods/auth.resendCode.html')
const method = reference.get('method', 'auth.resendCode')!
const example = reference.examples!.method('auth.resendCode')!

/** By the first cell of the row: what the last one claims. */
const claims: Readonly<Record<string, () => void>> = {
  'What it does': () => {
    expect(method.hasProse).toBe(true)
    expect(page).toContain('Resend the login code via another medium')
  },
  'Place in the tree': () => {
    expect(page).toMatch(/<nav class="crumbs".*?>Methods<.*?>auth</s)
  },
  'Older address auth_resendCode.html': () => {
    expect(renderPath(reference, 'methods/auth_resendCode.html')).toMatchObject({
      status: 301,
      location: 'auth.resendCode.html',
    })
  },
  'Parameters with type and description': () => {
    expect(method.parameters).toHaveLength(3)
    for (const { name, type, description } of method.parameters) {
      expect(page).toContain(name)
      expect(page).toContain(`href="../${type.linkTo}"`)
      expect(description).not.toBe('')
    }
  },
  Required: () => {
    expect(method.parameters.map(({ name, required, flag }) => [name, required, flag?.bit])).toEqual([
      ['phone_number', true, undefined],
      ['phone_code_hash', true, undefined],
      ['reason', false, 0],
    ])
  },
  'Left out by the caller': () => {
    const filled = method.parameters.filter(({ filledBy }) => filledBy === 'the pending login')
    expect(filled.map(({ name }) => name)).toEqual(['phone_number', 'phone_code_hash'])
  },
  Result: () => {
    expect(page).toContain('href="../types/auth.SentCode.html"')
    const type = reference.get('type', 'auth.SentCode')!
    expect([...type.returnedBy, ...type.acceptedBy, ...type.partOf].map(({ name }) => name)).toContain('auth.sendCode')
  },
  'Users may call it': () => expectAnswer('users', 'yes'),
  'Bots may call it': () => expectAnswer('bots', 'no'),
  'Over a business connection': () => {
    expectAnswer('business', 'no')
    expect(method.access.business.source).toMatch(/connected-business-bots.*2025/)
    const listed = reference.methods.filter(({ access }) => access.business.answer === 'yes')
    expect(listed).toHaveLength(19)
  },
  'Before login': () => expectAnswer('beforeLogin', 'yes'),
  Errors: () => {
    expect(method.errors).toHaveLength(6)
    for (const { title, description, remedy, linkTo } of method.errors) {
      expect(page).toContain(title)
      expect(description).not.toBe('')
      expect(remedy).not.toBe('')
      expect(body(linkTo)).toContain(title)
    }
  },
  'TL line': () => {
    const line = /<pre class="tl"[^>]*>(.*?)<\/pre>/s.exec(page)?.[1] ?? ''
    expect(line.replace(/<[^>]*>/g, '')).toContain(method.tl)
    expect(line).toMatch(/<span class="t-/)
    expect(line).toContain('href="../types/auth.SentCode.html"')
  },
  'Number on the wire': () => expect(method.id).toBe('cae47523'),
  'Layer history': () => {
    const changed = method.history.filter(({ kind }) => kind === 'changed')
    expect(changed).toMatchObject([{ layer: 181 }])
    expect(changed[0]?.changes.join()).toContain('parameter `reason` added')
  },
  'Calls before and after': () => {
    expect(page).toMatch(/<svg.*class="[^"]*here.*auth\.resendCode/s)
    expect(method.flow?.before.map(({ method: name }) => name)).toContain('auth.sendCode')
    expect(method.flow?.after.map(({ method: name }) => name)).toContain('auth.signIn')
  },
  Example: () => {
    expect(example.program).toMatch(/import .*@chappe\/client\/node.*tg\.auth\.resendCode/s)
    expect(example.program).not.toContain("'string'")
  },
  'The real answer': () => expect(example.answer).toContain("_: 'auth.sentCode'"),
  'The call as JSON': () => {
    expect(Object.keys(JSON.parse(example.json))).toEqual(['phone_number', 'phone_code_hash'])
    expect(example.command).toContain('chappe call auth.resendCode')
  },
  'The call as bytes': () => {
    expect(example.wire.map(({ hex }) => hex).join('')).toMatch(/^2375e4ca/)
    expect(example.wire.map(({ field }) => field).join(' ')).toMatch(/flags.*phone_number.*phone_code_hash/)
  },
  'Machine-readable form': () => {
    expect(JSON.parse(body('methods/auth.resendCode.json'))).toMatchObject({ name: 'auth.resendCode' })
    expect(body('schema.json')).not.toBe('')
    expect(body('methods/auth.resendCode.md')).toContain('# Method: auth.resendCode')
    expect(body('llms.txt')).not.toBe('')
  },
}

function expectAnswer(who: keyof typeof method.access, answer: string): void {
  const permission = method.access[who]
  expect(permission.answer).toBe(answer)
  expect(permission.source).not.toBe('')
  // The source stands on the page too, escaped as text is.
  expect(page).toContain(permission.source.slice(0, 20))
}

const guide = content.guides.find(({ slug }) => slug === 'comparison')
const rows = (guide?.markdown ?? '')
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.startsWith('| Fact'))
  .map(line => plainText(line.split('|')[1] ?? ''))

describe('the comparison of three pages', () => {
  it('claims nothing that is not checked here', () => {
    expect(rows).toEqual(Object.keys(claims))
  })

  it.each(Object.entries(claims))('is right about our page: %s', (_, check) => check())
})
