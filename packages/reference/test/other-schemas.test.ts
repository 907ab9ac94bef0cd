import { expect, test, vi } from 'vitest'
import { jsonSchema } from '../src/json/json-schema.ts'
import { toJsonText } from '../src/json/to-json.ts'
import { toMarkdown } from '../src/markdown/to-markdown.ts'
import { officialReference, referenceOfText } from '../src/node/official.ts'
import { faultsOf } from './json-validator.ts'
import { allEntries } from './whole-reference.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

test('an older layer has its own lines and its history up to there, with the prose of the newest', () => {
  const reference = officialReference({ layer: 179 })
  expect(reference.layer).toBe(179)
  expect(reference.layers.map(entry => entry.layer)).toEqual([179, 167])
  const entry = reference.get('method', 'auth.resendCode')
  expect(entry).toMatchObject({ id: '3ef1a9bf', proseLayer: 227, hasProse: true, flagWords: [] })
  expect(entry?.parameters.map(parameter => parameter.name)).toEqual(['phone_number', 'phone_code_hash'])
  expect(entry?.history).toMatchObject([{ layer: 167, kind: 'present since at least' }])
  expect(entry && toMarkdown(entry, reference)).toContain('Descriptions are those of layer 227')
})

test('an older layer has no dead cross references, though the prose names what came later', () => {
  const reference = officialReference({ layer: 167 })
  for (const entry of allEntries(reference)) {
    expect(toMarkdown(entry, reference)).not.toContain('{@link')
    expect(faultsOf(JSON.parse(toJsonText(entry, reference)), jsonSchema)).toEqual([])
  }
})

test('a layer that is not known is refused, with those that are', () => {
  expect(() => officialReference({ layer: 226 })).toThrow(
    '[NO_SCHEMA] there is no schema of layer 226; known are 227, 225',
  )
})

test('a schema of one’s own says what is known about official names and that nothing is known about others', () => {
  const reference = referenceOfText(`
// LAYER 228
shop.item#11111111 flags:# name:string price:flags.0?long = shop.Item;
auth.sentCode#5e002502 flags:# type:auth.SentCodeType phone_code_hash:string next_type:flags.1?auth.CodeType timeout:flags.2?int = auth.SentCode;
---functions---
shop.buyItem#22222222 item:shop.Item count:int = Vector<shop.Item>;
auth.resendCode#cae47523 flags:# phone_number:string phone_code_hash:string reason:flags.0?string = auth.SentCode;
`)
  const own = reference.get('method', 'shop.buyItem')
  expect(own).toMatchObject({ hasProse: false, errors: [], history: [{ layer: 228, after: 227, kind: 'added' }] })
  expect(own?.description).toContain('no description')
  expect(Object.values(own?.access ?? {}).map(permission => permission.answer)).toEqual(Array(4).fill('unknown'))
  expect(own?.result).toMatchObject({ text: 'Vector<shop.Item>', name: 'shop.Item', vectors: 1 })
  expect(reference.get('type', 'shop.Item')?.acceptedBy.map(ref => ref.name)).toEqual(['shop.buyItem'])
  expect(reference.get('method', 'auth.resendCode')?.errors.length).toBe(6)
  expect(reference.get('layer', '228')).toMatchObject({ before: 227 })
  expect(reference.get('layer', '228')?.added.map(line => line.name)).toEqual(['shop.item', 'shop.buyItem'])
  for (const entry of allEntries(reference)) {
    expect(faultsOf(JSON.parse(toJsonText(entry, reference)), jsonSchema)).toEqual([])
  }
})

test('names that every object has are names like any other, and `index` does not take the place of the list', () => {
  const reference = referenceOfText(
    'index#1 constructor:string message:int = ToString;\n---functions---\ntoString#2 valueOf:int = ToString;\nconstructor#3 = ToString;',
  )
  const method = reference.get('method', 'toString')
  expect(method).toMatchObject({ warnings: [], notes: [], errors: [] })
  expect(method?.access.beforeLogin).toEqual(method?.access.users)
  expect(reference.get('constructor', 'index')?.urls.html).toBe('constructors/_index.html')
  expect(reference.find('constructors/_index.html')?.name).toBe('index')
  expect(reference.find('__proto__')).toBeUndefined()
  for (const entry of allEntries(reference)) {
    expect(faultsOf(JSON.parse(toJsonText(entry, reference)), jsonSchema)).toEqual([])
    expect(toMarkdown(entry, reference)).not.toContain('native code')
  }
})

test('a schema without a layer has no layers of its own, and the history of the names that it shares', () => {
  const reference = referenceOfText('---functions---\nhelp.getConfig#c4f9186b = Config;\nmine#1 = Bool;')
  expect(reference.layer).toBeUndefined()
  expect(reference.get('method', 'help.getConfig')?.history.length).toBeGreaterThan(0)
  expect(reference.get('method', 'mine')?.history).toEqual([])
})

test('says which methods a data center answers only when it was told', () => {
  const told = officialReference({ implemented: ['auth.sendCode'] })
  expect(told.get('method', 'auth.sendCode')?.implemented).toBe(true)
  expect(told.get('method', 'auth.checkPassword')?.implemented).toBe(false)
  expect(officialReference().get('method', 'auth.sendCode')?.implemented).toBeUndefined()
})
