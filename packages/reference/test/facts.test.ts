import { errorsOf, methodNames } from '@chappe/schema'
import { api } from '@chappe/schema/api'
import { knownLayers, schemaOfLayer } from '@chappe/schema/layers'
import { parseSchema } from '@chappe/tl'
import { describe, expect, test, vi } from 'vitest'
import { linkPages } from '../src/markdown/links.ts'
import { generalErrors } from '../src/model/general-errors.ts'
import { hex } from '../src/model/history.ts'
import type { MethodEntry } from '../src/model/model.ts'
import { allEntries, reference, stringsUnder } from './whole-reference.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const entries = allEntries()
const declared = [...reference.methods, ...reference.constructors]

describe('every name of the newest layer', () => {
  test('has an entry: all methods, constructors and types of the schema', () => {
    const schema = schemaOfLayer(227)
    expect(reference.methods.map(entry => entry.name)).toEqual(schema?.functions.map(line => line.name))
    expect(reference.constructors.map(entry => entry.name)).toEqual(schema?.constructors.map(line => line.name))
    const types = new Set(schema?.constructors.map(line => (line.result.kind === 'type' ? line.result.name : '')))
    const described = reference.types.filter(type => !type.builtIn).map(type => type.name)
    expect(new Set(described)).toEqual(types)
  })

  test('has an address of its own, even where upper and lower case are the same', () => {
    const addresses = entries.map(entry => entry.urls.html.toLowerCase())
    expect(addresses.length).toBe(new Set(addresses).size)
  })

  test('has the number that the codec puts on the wire', () => {
    for (const { name, id } of declared) expect([name, id]).toEqual([name, hex(api.idOf(name) ?? 0)])
  })

  test('shows its line of the schema, which parses to itself', () => {
    for (const entry of declared) {
      const text = entry.kind === 'method' ? `---functions---\n${entry.tl}` : entry.tl
      const { functions, constructors } = parseSchema(text)
      expect([...functions, ...constructors].map(line => [line.name, hex(line.id)])).toEqual([[entry.name, entry.id]])
    }
  })
})

describe('required', () => {
  test('is what the schema says, for every parameter and field', () => {
    let required = 0
    let optional = 0
    for (const entry of declared) {
      for (const field of entry.kind === 'method' ? entry.parameters : entry.fields) {
        const inLine = new RegExp(` ${field.name}:(\\w+\\.\\d+\\?)?`).exec(entry.tl)
        expect([entry.name, field.name, field.required]).toEqual([entry.name, field.name, inLine?.[1] === undefined])
        if (field.required) required++
        else optional++
      }
    }
    expect(required).toBeGreaterThan(1312)
    expect(optional).toBeGreaterThan(1000)
  })

  test('is true for number and hash of auth.resendCode, which says that our client fills them', () => {
    const { parameters } = method('auth.resendCode')
    expect(parameters.map(({ name, required, filledBy }) => [name, required, filledBy])).toEqual([
      ['phone_number', true, 'the pending login'],
      ['phone_code_hash', true, 'the pending login'],
      ['reason', false, undefined],
    ])
  })

  test('leaves no word of flags among the parameters', () => {
    expect(method('auth.resendCode').flagWords).toEqual(['flags'])
    for (const entry of reference.methods) {
      const named = new Set(entry.parameters.map(parameter => parameter.name))
      expect(entry.flagWords.filter(word => named.has(word))).toEqual([])
    }
  })
})

describe('errors', () => {
  test('are listed wherever any is known, with code, name and what to do', () => {
    for (const entry of reference.methods) {
      const known = errorsOf(entry.name).map(fact => `${fact.code} ${fact.name}`)
      expect(entry.errors.map(error => `${error.code} ${error.name}`).sort()).toEqual(known.sort())
      for (const error of entry.errors) {
        expect(error.remedy.length, error.name).toBeGreaterThan(10)
        expect(error.description.length, error.name).toBeGreaterThan(3)
        expect(`${error.remedy} ${error.description} ${error.title}`).not.toMatch(/%d|\{\w+\}/)
      }
    }
    expect(reference.methods.filter(entry => entry.errors.length > 0).length).toBe(582)
  })

  test('have a page each, with the methods that throw them', () => {
    for (const entry of reference.methods) {
      for (const { name, code } of entry.errors) {
        const page = reference.get('error', name)
        expect(page?.codes).toContain(code)
        expect(page?.thrownBy.map(ref => ref.name)).toContain(entry.name)
      }
    }
  })

  test('have a page as well when any call can meet them', () => {
    for (const name of generalErrors) expect(reference.get('error', name), name).toMatchObject({ general: true })
    expect(reference.get('error', 'SEND_CODE_UNAVAILABLE')).toMatchObject({ general: false, codes: [406] })
    expect(reference.get('error', 'FLOOD_WAIT_%d')).toMatchObject({
      codes: [420],
      urls: { html: 'errors/FLOOD_WAIT_X.html' },
    })
  })

  test('name the parameter that they are about where the method has it', () => {
    const error = method('messages.sendMessage').errors.find(row => row.name === 'REPLY_MARKUP_INVALID')
    expect(error?.remedy).toContain('`reply_markup`')
  })
})

describe('who may call a method', () => {
  test('has a source for every answer', () => {
    for (const { access } of reference.methods) {
      for (const permission of Object.values(access)) expect(permission.source.length).toBeGreaterThan(10)
    }
  })

  test('over a business connection: yes for the 19 of the official list, seen for the two that TDLib wraps', () => {
    const answers = Map.groupBy(reference.methods, entry => entry.access.business.answer)
    expect(answers.get('yes')?.length).toBe(19)
    expect(answers.get('seen')?.map(entry => entry.name)).toEqual([
      'account.updateUsername',
      'photos.updateProfilePhoto',
    ])
    expect(method('auth.resendCode').access.business).toMatchObject({ answer: 'no', source: /connected-business-bots/ })
    expect(method('messages.uploadMedia').access.business.note).toContain('business_connection_id')
  })

  test('before login: yes for the 40 of the published list, seen for those that clients send while a password is due', () => {
    const answers = Map.groupBy(reference.methods, entry => entry.access.beforeLogin.answer)
    expect(answers.get('yes')?.length).toBe(40)
    expect(answers.get('seen')?.length).toBe(4)
  })

  test('is unknown, not no, where no source says', () => {
    expect(method('aicompose.createTone').access.bots.answer).toBe('unknown')
    expect(method('auth.resendCode').access.bots.answer).toBe('no')
    expect(method('bots.setBotCommands').access.users.answer).toBe('no')
  })
})

describe('descriptions', () => {
  test('are never empty, and say so where the source has none', () => {
    for (const entry of entries) {
      if (entry.kind === 'layer') continue
      expect(entry.description.length, entry.name).toBeGreaterThan(3)
      if (!entry.hasProse) expect(entry.description, entry.name).toMatch(/has no description|no source describes it/)
    }
    expect(reference.methods.filter(entry => !entry.hasProse).length).toBe(49)
  })

  test('refer only to names that exist', () => {
    const names = new Set(reference.names)
    const text = JSON.stringify(entries)
    const targets = new Set([...text.matchAll(/\{@link ([^}]+)\}/g)].map(match => match[1] ?? ''))
    expect(targets.size).toBeGreaterThan(300)
    // Removed since the source wrote about them; shown as code.
    const removed = ['inputStorePaymentStars', 'updateBroadcastRevenueTransactions']
    expect([...targets].filter(name => !names.has(name))).toEqual(removed)
    expect(linkPages(reference, `{@link ${removed[0]}}`, 'index.html')).toBe('`inputStorePaymentStars`')
    expect(text).not.toMatch(/\]\((?!https?:)[^)]*\)/)
  })
})

describe('links', () => {
  test('lead to pages that exist, from every field of every entry', () => {
    const pages = new Set(entries.map(entry => entry.urls.html))
    const targets = new Set([...entries, ...reference.flows].flatMap(entry => stringsUnder('linkTo', entry)))
    expect(targets.size).toBeGreaterThan(3000)
    expect([...targets].filter(target => !pages.has(target))).toEqual([])
  })

  test('keep the older addresses, none of which is the address of another page', () => {
    const pages = new Set(entries.map(entry => entry.urls.html))
    const older = entries.flatMap(entry => entry.urls.redirectFrom)
    expect(older).toContain('methods/auth_resendCode.html')
    expect(older.filter(address => pages.has(address))).toEqual([])
    expect(older.length).toBe(new Set(older).size)
  })

  test('join types with those who make, return, take and contain them', () => {
    const type = reference.get('type', 'auth.SentCode')
    expect(type?.constructors.map(ref => ref.name)).toContain('auth.sentCode')
    expect(type?.returnedBy.map(ref => ref.name)).toContain('auth.resendCode')
    expect(type?.partOf.map(ref => ref.name)).toContain('updateSentPhoneCode')
    expect(reference.get('type', 'CodeSettings')?.acceptedBy.map(ref => ref.name)).toContain('auth.sendCode')
    const made = reference.get('constructor', 'auth.sentCode')
    expect(made?.memberOf.name).toBe('auth.SentCode')
    expect(made?.usedIn.map(ref => ref.name)).toContain('account.emailVerifiedLogin')
    expect(reference.get('constructor', 'codeSettings')?.usedIn.map(ref => ref.name)).toContain('auth.sendCode')
  })
})

describe('history', () => {
  test('is there for every name and ends with the line of today', () => {
    for (const { name, history, tl } of declared) {
      expect(history.at(-1)?.tl, name).toBe(tl)
      expect(history.at(-1)?.kind, name).not.toBe('removed')
      expect(history[0]?.kind, name).toMatch(/^(added|present since at least)$/)
    }
  })

  test('tells when auth.resendCode got its reason, as far as the known layers tell', () => {
    expect(method('auth.resendCode').history).toMatchObject([
      { layer: 167, kind: 'present since at least' },
      {
        layer: 181,
        after: 179,
        kind: 'changed',
        changes: [expect.stringContaining('flags'), expect.stringContaining('reason')],
      },
    ])
  })

  test('agrees with the layers: what they say was added, changed or removed adds up from one to the next', () => {
    expect(reference.layers.map(entry => entry.layer)).toEqual(knownLayers)
    const [, ...older] = reference.layers
    reference.layers.forEach((layer, index) => {
      const before = older[index]
      expect(layer.before).toBe(before?.layer)
      if (before === undefined) return
      const count = (of: typeof layer): number => of.counts.methods + of.counts.constructors
      expect(count(before) + layer.added.length - layer.removed.length).toBe(count(layer))
    })
    for (const change of reference.get('layer', '181')?.changed ?? []) expect(change.changes.length).toBeGreaterThan(0)
  })
})

describe('flows', () => {
  test('put auth.resendCode between sending and signing in', () => {
    const { flow } = method('auth.resendCode')
    expect(flow?.flow).toBe('login')
    expect(flow?.before.map(step => step.method)).toContain('auth.sendCode')
    expect(flow?.after.map(step => step.method)).toEqual(
      expect.arrayContaining(['auth.signIn', 'auth.resendCode', 'auth.cancelCode']),
    )
  })

  test('name only methods, constructors, types and errors that exist', () => {
    const names = new Set([...reference.names, 'boolTrue'])
    const found: string[] = []
    for (const { steps, moves, sources } of reference.flows) {
      expect(sources.length).toBeGreaterThan(0)
      for (const step of steps) expect(step.linkTo === undefined).toBe(step.method === undefined)
      for (const move of moves) found.push(...(move.when.match(/\b[a-z]+\.\w+|\b[A-Z]\w*_\w+/g) ?? []))
    }
    expect(found.length).toBeGreaterThan(40)
    expect(found.filter(name => !names.has(name))).toEqual([])
  })

  test('have a place of its own for every step', () => {
    for (const { steps, moves } of reference.flows) {
      expect(new Set(steps.map(step => `${step.column},${step.row}`)).size).toBe(steps.length)
      const ids = new Set(steps.map(step => step.id))
      for (const move of moves) expect([ids.has(move.from), ids.has(move.to)]).toEqual([true, true])
    }
  })

  test('hold every method that may be called before login to become logged in', () => {
    const inFlows = new Set(reference.flows.flatMap(flow => flow.steps.map(step => step.method)))
    const logins = [...methodNames()].filter(
      name => name.startsWith('auth.') && method(name).access.beforeLogin.answer !== 'no',
    )
    // Where its tokens come from is not documented.
    expect(logins.filter(name => !inFlows.has(name))).toEqual(['auth.importWebTokenAuthorization'])
  })
})

describe('warnings', () => {
  test('stand on methods that are not for calling by hand, and such have no place for an example', () => {
    expect(method('initConnection')).toMatchObject({ callable: false, warnings: [{ kind: 'by hand' }] })
    expect(method('updates.getDifference').warnings.map(warning => warning.kind)).toContain('by hand')
    expect(method('auth.sendCode').warnings.map(warning => warning.kind)).toContain('flood')
    expect(method('account.deleteAccount').warnings.map(warning => warning.kind)).toContain('irreversible')
  })

  test('and notes explain keyboards, formatting and long texts where a method takes them', () => {
    const notes = method('messages.sendMessage').notes
    expect(notes.map(note => note.parameter)).toEqual(['message', 'random_id', 'reply_markup', 'entities'])
    expect(notes.find(note => note.parameter === 'entities')?.text).toContain('parse_mode')
  })
})

function method(name: string): MethodEntry {
  const entry = reference.get('method', name)
  if (entry === undefined) throw new Error(`no method ${name}`)
  return entry
}
