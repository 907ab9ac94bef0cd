/**
 * Every error that the documents list for a method of the login domain, over TCP in a time that stands still. Each is
 * brought about here, or a reason says why it cannot be.
 */
import { afterAll, describe, expect, it } from 'vitest'
import { errorOf } from '../support/raw-client.ts'
import { SessionWorld } from '../support/session-world.ts'
import { codeRows } from './code-rows.ts'
import { configRows } from './config-rows.ts'
import { dcRows } from './dc-rows.ts'
import { emailRows } from './email-rows.ts'
import { anyMethod, apns, generalErrors, generalRows } from './general-rows.ts'
import { loginMethods } from './login-methods.ts'
import { expectedErrors } from './more-errors.ts'
import { numberRows } from './number-rows.ts'
import { passkeyRows } from './passkey-rows.ts'
import { passwordRows } from './password-rows.ts'
import { paymentRows } from './payment-rows.ts'
import type { Row } from './row.ts'
import { sessionRows } from './session-rows.ts'
import { tokenRows } from './token-rows.ts'
import { unreachable } from './unreachable.ts'

const rows: readonly Row[] = [
  ...generalRows,
  ...configRows,
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

afterAll(() => apns[Symbol.asyncDispose]())

describe.each(Object.entries(Object.groupBy(rows, ({ method }) => method)))('%s', (_method, ofMethod = []) => {
  it.each(ofMethod.map(row => [row.error, row.when, row] as const))('answers %s when %s', async (error, _when, row) => {
    await using world = await SessionWorld.start(row.options)
    const call = await row.arrange(world)
    expect(await errorOf(call())).toMatch(new RegExp(`^${error.replace('_X', '_\\d+')}$`))
  })
})

describe('the table', () => {
  const namesOf = (method: string): readonly string[] => (method === anyMethod ? generalErrors : expectedErrors(method))
  /** What any method may answer counts as shown whichever shows it, with whatever stands behind its name. */
  const isShown = (method: string, error: string): boolean =>
    rows.some(row =>
      method === anyMethod
        ? row.error === error || row.error.startsWith(`${error}_`)
        : row.method === method && row.error === error,
    )

  it.each([anyMethod, ...loginMethods])('has every error of %s that is documented', method => {
    const reasons = unreachable[method] ?? {}
    const missing = namesOf(method).filter(error => !isShown(method, error) && reasons[error.slice(4)] === undefined)
    expect(missing).toEqual([])
  })

  it('gives no reason for what it shows, or for what is not documented', () => {
    const idle = Object.entries(unreachable).flatMap(([method, reasons]) =>
      Object.keys(reasons).filter(name => {
        const error = namesOf(method).find(one => one.slice(4) === name)
        return error === undefined || isShown(method, error)
      }),
    )
    expect(idle).toEqual([])
  })
})
