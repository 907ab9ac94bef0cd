import { expect, it } from 'vitest'
import { keysOf, lookUp } from './lookup.ts'

const table = {
  named: {
    'help.getX.id.data': 'by holder',
    'dataJSON.data': 'by owner',
    'help.*.data': 'by namespace',
    data: 'by name',
  },
  rules: [[/ta$/, 'by rule']] as const,
}

it('names a field by its holder, its owner, its namespace and itself, in this order', () => {
  expect(keysOf({ owner: 'dataJSON', field: 'data', holder: 'help.getX.id' })).toEqual([
    'help.getX.id.data',
    'dataJSON.data',
    '.*.data',
    'data',
  ])
})

it('finds the most specific value', () => {
  expect(lookUp(table, { owner: 'dataJSON', field: 'data', holder: 'help.getX.id' })).toBe('by holder')
  expect(lookUp(table, { owner: 'dataJSON', field: 'data', holder: '' })).toBe('by owner')
  expect(lookUp(table, { owner: 'help.getY', field: 'data', holder: '' })).toBe('by namespace')
  expect(lookUp(table, { owner: 'getZ', field: 'data', holder: '' })).toBe('by name')
})

it('falls back to rules, and knows nothing of what none matches', () => {
  expect(lookUp(table, { owner: 'getZ', field: 'quota', holder: '' })).toBe('by rule')
  expect(lookUp(table, { owner: 'getZ', field: 'limit', holder: '' })).toBeUndefined()
})

it('takes no name from what all objects have', () => {
  expect(lookUp(table, { owner: 'getZ', field: 'constructor', holder: '' })).toBeUndefined()
})
