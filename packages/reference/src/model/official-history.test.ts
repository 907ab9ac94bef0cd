import { knownLayers, newestLayer, schemaOfLayer } from '@chappe/schema/layers'
import { expect, test, vi } from 'vitest'
import { declarationHistory } from './history.ts'
import { historyOf } from './layer-history.ts'
import { officialHistory } from './official-history.ts'

// Generous: the work is bounded, the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

test('tells the same, line by line, as the whole schemas do', () => {
  const quick = officialHistory()
  const whole = historyOf(knownLayers, schemaOfLayer)
  const schema = schemaOfLayer(newestLayer)
  for (const { kind, name } of [...(schema?.constructors ?? []), ...(schema?.functions ?? [])]) {
    const told = declarationHistory(quick.declaration(kind, name))
    expect(told).toEqual(declarationHistory(whole.declaration(kind, name)))
  }
})
