import { describe, expect, test, vi } from 'vitest'
import { entryDefinitions } from '../src/json/entry-definitions.ts'
import { indexJsonText } from '../src/json/index-json.ts'
import { jsonSchema } from '../src/json/json-schema.ts'
import { partDefinitions } from '../src/json/part-definitions.ts'
import { toJsonText } from '../src/json/to-json.ts'
import { indexMarkdown } from '../src/markdown/index-markdown.ts'
import { llmsText } from '../src/markdown/llms.ts'
import { toMarkdown } from '../src/markdown/to-markdown.ts'
import { withExamples } from '../src/model/examples.ts'
import type { EntryKind, ExampleSource, WirePart } from '../src/model/model.ts'
import { faultsOf } from './json-validator.ts'
import anchor from './vectors/anchor-page.json' with { type: 'json' }
import { allEntries, reference } from './whole-reference.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const kinds: readonly EntryKind[] = ['method', 'constructor', 'type', 'error', 'layer']

// One example for all: what is shown is told elsewhere.
const wire: readonly WirePart[] = [{ offset: 0, hex: 'cae47523', field: 'id', meaning: 'auth.resendCode' }]
const examples: ExampleSource = {
  method: () => ({ program: 'await tg.call()', json: '{}', command: 'chappe call x', wire, answer: '{}' }),
  constructor_: () => ({ value: '{}', json: '{}', wire }),
}

describe('the JSON twins', () => {
  test('are all valid by the published schema, with and without examples', () => {
    for (const of of [reference, withExamples(reference, examples)]) {
      for (const entry of allEntries(of)) expect(faultsOf(JSON.parse(toJsonText(entry, of)), jsonSchema)).toEqual([])
    }
    for (const kind of kinds) expect(faultsOf(JSON.parse(indexJsonText(kind, reference)), jsonSchema)).toEqual([])
  })

  test('are refused by it when a member is missing, unknown or of another kind', () => {
    const entry = reference.get('method', 'auth.resendCode')
    if (entry === undefined) throw new Error('no auth.resendCode')
    const twin = JSON.parse(toJsonText(entry, reference))
    for (const broken of [
      { ...twin, id: 'CAE47523' },
      { ...twin, id: undefined },
      { ...twin, kind: 'function' },
      { ...twin, more: 1 },
      { ...twin, parameters: [{ ...twin.parameters[0], required: 'Optional' }] },
      { ...twin, access: { ...twin.access, bots: 'NO' } },
    ]) {
      expect(faultsOf(JSON.parse(JSON.stringify(broken)), jsonSchema)).not.toEqual([])
    }
  })

  test('have ordinary links, relative to the page', () => {
    const entry = reference.get('method', 'auth.resendCode')
    const twin = entry && JSON.parse(toJsonText(entry, reference))
    expect(twin.$schema).toBe('../schema.json')
    expect(twin.parameters[1].description).toBe('The phone code hash obtained from [auth.sendCode](auth.sendCode.html)')
  })
})

describe('the Markdown twin of auth.resendCode', () => {
  const entry = reference.get('method', 'auth.resendCode')
  const text = entry === undefined ? '' : toMarkdown(entry, reference)

  test('has the head that Just the Docs sites read', () => {
    const head = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? ''
    const lines = Object.fromEntries(head.split('\n').map(line => line.split(/: (.*)/s).slice(0, 2)))
    expect(Object.keys(lines)).toEqual(['title', 'description', 'grand_parent', 'parent', 'redirect_from'])
    expect(JSON.parse(lines.title)).toBe(anchor.title)
    expect(JSON.parse(lines.grand_parent)).toBe(anchor.grandParent)
    expect(JSON.parse(lines.parent)).toBe(anchor.parent)
    expect(lines.redirect_from).toBe('/methods/auth_resendCode.html')
  })

  test('has every fact of the page that a reader of MadelineProto knows', () => {
    expect(text).toContain(`# Method: ${anchor.title}`)
    expect(text).toContain('[Back to methods index](index.html)')
    expect(text).toContain(anchor.description)
    for (const { name, type, description } of anchor.parameters) {
      const row = text.split('\n').find(line => line.startsWith(`| ${name.replaceAll('_', '\\_')} |`)) ?? ''
      expect(row).toContain(`[${type}](../types/${type}.html)`)
      expect(row.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')).toContain(description)
    }
    expect(text).toContain(`### Return type: [${anchor.returns}](../types/${anchor.returns}.html)`)
    expect(text).toContain(`### Can users use this method: **${anchor.users}**`)
    expect(text).toContain(`### Can bots use this method: **${anchor.bots}**`)
    expect(text).toMatch(
      new RegExp(`### Can bots use this method over a business connection .*: \\*\\*${anchor.business}\\*\\*`),
    )
  })

  test('corrects and completes it: required parameters, errors, number, history, use before login, flow', () => {
    const row = (name: string): string => text.split('\n').find(line => line.includes(`| ${name} |`)) ?? ''
    expect(row('phone\\_number')).toContain('Yes; filled by the pending login when left out')
    expect(row('phone\\_code\\_hash')).toContain('Yes; filled by the pending login when left out')
    expect(row('reason')).toContain('Optional (`flags.0`)')
    expect(text).toContain('[SEND\\_CODE\\_UNAVAILABLE](../errors/SEND_CODE_UNAVAILABLE.html)')
    expect(text).toContain('auth.resendCode#cae47523 flags:#')
    expect(text).toContain('present since at least layer 167')
    expect(text).toContain('### Can it be called before login: **YES**')
    expect(text).toContain('- then [auth.signIn](auth.signIn.html)')
    expect(text.match(/^Source: /gm)?.length).toBe(4)
  })
})

describe('the Markdown twins', () => {
  test('link only to pages that exist', () => {
    const pages = new Set([...allEntries().map(entry => entry.urls.html), ...kinds.map(kind => `${kind}s/index.html`)])
    const dead: string[] = []
    for (const entry of allEntries()) dead.push(...deadLinks(toMarkdown(entry, reference), entry.urls.html, pages))
    for (const kind of kinds) dead.push(...deadLinks(indexMarkdown(kind, reference), `${kind}s/index.html`, pages))
    expect(dead).toEqual([])
  })

  test('keep every table row on one line with as many cells as its head', () => {
    for (const entry of allEntries()) {
      let width = 0
      for (const line of toMarkdown(entry, reference).split('\n')) {
        if (!line.startsWith('| ')) width = 0
        else {
          const cells = line.replaceAll('\\|', '').split('|').length
          if (width === 0) width = cells
          expect([entry.name, line, cells]).toEqual([entry.name, line, width])
        }
      }
    }
  })

  test('leave no cross reference of the model in the text', () => {
    for (const entry of allEntries()) expect(toMarkdown(entry, reference)).not.toContain('{@link')
  })
})

test('llms.txt tells where the twins are, and all addresses that it names exist', () => {
  const text = llmsText(reference)
  expect(text).toMatch(/^# Chappe API reference\n\n> Every method/)
  const pages = new Set(allEntries().flatMap(entry => [entry.urls.markdown, entry.urls.json]))
  const targets = [...text.matchAll(/\]\(([^)]+)\)/g)].map(match => match[1] ?? '')
  const unknown = targets.filter(
    target => !pages.has(target) && !/^(?:\w+\/index\.(?:md|json)|schema\.json)$/.test(target),
  )
  expect(targets.length).toBeGreaterThan(40)
  expect(unknown).toEqual([])
  for (const quoted of text.matchAll(/`(\w+\/[\w.]+\.md)`/g)) expect(pages).toContain(quoted[1])
})

function deadLinks(markdown: string, from: string, pages: ReadonlySet<string>): string[] {
  const links = [...markdown.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(match => match[1] ?? '')
  return links
    .map(link => new URL(link, `https://site.example/${from}`).pathname.slice(1))
    .filter(address => !pages.has(address))
    .map(address => `${from} → ${address}`)
}

test('the published schema defines each name once', () => {
  const names = [...Object.keys(entryDefinitions), ...Object.keys(partDefinitions)]
  expect(names.length).toBe(new Set(names).size)
})
