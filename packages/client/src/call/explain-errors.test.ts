import { RpcError } from '@chappe/mtproto'
import { allErrors } from '@chappe/schema/facts'
import { remedyFor } from '@chappe/schema/remedies'
import { expect, test } from 'vitest'
import { CallError } from './call-error.ts'
import { explainErrors } from './explain-errors.ts'

test('an error says what to do in the words of the schema, with names and numbers in plain text', async () => {
  const error = await refused('auth.signIn', {}, new RpcError(303, 'PHONE_MIGRATE_4'))
  expect(error.remedy).toMatch(/^This account lives in data center 4: repeat auth\.sendCode there/)
  expect(error.message).toContain(error.remedy)
  expect(remedyFor('PHONE_MIGRATE_4', 303)).toContain('{@link auth.sendCode}')
})

test('an error names the parameter of the call that it is about', async () => {
  const error = await refused('channels.editTitle', { channel: {}, title: '' }, new RpcError(400, 'TITLE_INVALID'))
  expect(error.remedy).toMatch(/^Check `title`:/)
})

test('the number may stand in the middle of the name', async () => {
  const error = await refused('messages.sendMedia', {}, new RpcError(400, 'FILE_PART_7_MISSING'))
  expect(error.remedy).toBe('Upload part 7 again, then repeat the call.')
})

test('an error that nothing is known about says no more than the server did', async () => {
  const error = await refused('help.getConfig', {}, new RpcError(499, 'SOMETHING_STRANGE'))
  expect(error).toMatchObject({ meaning: undefined, remedy: undefined })
  expect(error.message).toBe(
    '[SOMETHING_STRANGE] help.getConfig was refused with error 499. See https://core.telegram.org/method/help.getConfig',
  )
})

test('every known error says what the reference says, without a place for a number or a reference left in it', async () => {
  for (const { name, code } of allErrors()) {
    const { remedy = '' } = await refused('help.getConfig', {}, new RpcError(code, name.replace('%d', '30')))
    expect([name, remedy]).toEqual([name, withoutMarks(remedyFor(name, code) ?? '').replace(/\bX\b/, '30')])
    expect(remedy, name).toMatch(/[.)]$/)
    expect(remedy, name).not.toMatch(/\bX\b|%d|\{@link/)
  }
})

test('an error that explains itself is passed on, and so is one of another kind', async () => {
  const explained = await refused('help.getConfig', {}, new RpcError(500, 'RPC_CALL_FAIL'))
  for (const error of [explained, new Error('the line is cut')]) {
    await expect(explain('help.getConfig', {}, error)).rejects.toBe(error)
  }
})

async function refused(method: string, parameters: object, error: RpcError): Promise<CallError> {
  const reason = await explain(method, parameters, error).catch((thrown: unknown) => thrown)
  expect(reason).toBeInstanceOf(CallError)
  return reason as CallError
}

function explain(method: string, parameters: object, error: Error): Promise<unknown> {
  return explainErrors({ method, parameters, signal: undefined }, () => Promise.reject(error))
}

function withoutMarks(markdown: string): string {
  return markdown.replaceAll(/\{@link (\S+)\}/g, '$1')
}
