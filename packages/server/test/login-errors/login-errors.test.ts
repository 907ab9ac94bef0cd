/**
 * Every error that the documents list for a method of the login domain, over TCP in a time that stands still. Each is
 * brought about here, or a reason says why it cannot be.
 */
import { errorsOf } from '@chappe/schema/facts'
import { describe, expect, it } from 'vitest'
import { errorOf } from '../support/raw-client.ts'
import { SessionWorld } from '../support/session-world.ts'
import { codeRows } from './code-rows.ts'
import { dcRows } from './dc-rows.ts'
import { emailRows } from './email-rows.ts'
import { loginMethods } from './login-methods.ts'
import { numberRows } from './number-rows.ts'
import { passkeyRows } from './passkey-rows.ts'
import { passwordRows } from './password-rows.ts'
import { paymentRows } from './payment-rows.ts'
import type { Row } from './row.ts'
import { sessionRows } from './session-rows.ts'
import { tokenRows } from './token-rows.ts'
import { unreachable } from './unreachable.ts'

const rows: readonly Row[] = [
  ...codeRows,
  ...sessionRows,
  ...tokenRows,
  ...dcRows,
  ...emailRows,
  ...passkeyRows,
  ...passwordRows,
  ...paymentRows,
  ...numberRows,
]

describe.each(Object.entries(Object.groupBy(rows, ({ method }) => method)))('%s', (_method, ofMethod = []) => {
  it.each(ofMethod.map(row => [row.error, row.when, row] as const))('answers %s when %s', async (error, _when, row) => {
    await using world = await SessionWorld.start(row.options)
    const call = await row.arrange(world)
    expect(await errorOf(call())).toMatch(new RegExp(`^${error.replace('_X', '_\\d+')}$`))
  })
})

describe('the table', () => {
  it.each(loginMethods)('has every error of %s that is documented', method => {
    const documented = errorsOf(method).map(({ code, name }) => `${code} ${name.replace('%d', 'X')}`)
    const shown = new Set(rows.filter(row => row.method === method).map(({ error }) => error))
    const reasons = { ...unreachable['*'], ...unreachable[method] }
    const missing = documented.filter(error => !shown.has(error) && reasons[error.slice(4)] === undefined)
    expect(missing).toEqual([])
  })

  it('gives no reason for what it shows', () => {
    const idle = Object.entries(unreachable).flatMap(([method, reasons]) =>
      Object.keys(reasons).filter(name => rows.some(row => row.method === method && row.error.slice(4) === name)),
    )
    expect(idle).toEqual([])
  })
})
