import { RpcError } from '@chappe/mtproto'
import { allErrors, describeError } from '@chappe/schema/facts'
import { remedyFor } from '@chappe/schema/remedies'
import { expect, test } from 'vitest'
import { CallError } from './call-error.ts'

test('every sentence of every known error ends with one full stop, also where the tables have none', () => {
  const withoutStop = new Set<string>()
  for (const { name, code } of allErrors()) {
    const error_message = name.replace('%d', '30')
    const meaning = describeError(error_message, code)?.description ?? ''
    const remedy = remedyFor(error_message, code) ?? ''
    if (/\w$/.test(meaning)) withoutStop.add(name)
    const { message } = new CallError(new RpcError(code, error_message), 'help.getConfig', { meaning, remedy })
    for (const next of [remedy, 'See https://']) {
      const before = message.slice(0, message.lastIndexOf(next))
      expect(before, name).toMatch(/[.!?][)"'`]? $/)
      expect(before, name).not.toMatch(/[.!?]\. $/)
    }
  }
  expect(withoutStop.size).toBeGreaterThan(20)
})

test('an error that nothing is known about has no sentence of its own', () => {
  const refusal = new RpcError(400, 'X')
  const end = 'See https://core.telegram.org/method/help.getConfig'
  for (const explanation of [{}, { meaning: '', remedy: ' ' }]) {
    const { message } = new CallError(refusal, 'help.getConfig', explanation)
    expect(message).toBe(`[X] help.getConfig was refused with error 400. ${end}`)
  }
})
