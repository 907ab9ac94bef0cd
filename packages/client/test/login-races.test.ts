import { RpcError } from '@chappe/mtproto'
import type { auth, Updates } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { memorySession } from '../src/index.ts'
import { setUp } from './support/open-test-client.ts'
import { script } from './support/script-of-answers.ts'
import { type SeenCall, silence } from './support/scripted-server.ts'

const one = '+447911123456'
const two = '+12025550123'
const codeOf = (phone_code_hash: string, length = 5): auth.sentCode => ({
  _: 'auth.sentCode',
  type: { _: 'auth.sentCodeTypeSms', length },
  phone_code_hash,
})
const authorization: auth.authorization = { _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }

describe('two things at once', () => {
  it('a second start wins, whichever answer comes last', async () => {
    const waiting: SeenCall[] = []
    const setup = await setUp(call => {
      if (call.query.phone_number !== one) return codeOf('hash-two')
      waiting.push(call)
      return silence
    })
    await using tg = await setup.open()
    const stop = new AbortController()
    const first = tg.login.start({ phone_number: one }, { signal: stop.signal })
    first.catch(() => undefined)
    await setup.clock.advance(100)
    expect(waiting).toHaveLength(1)
    expect(await tg.login.start({ phone_number: two })).toMatchObject({ at: 'code', phone_number: two })
    const [late] = waiting
    late?.session.answerError(setup.clock.now(), late.msg_id, new RpcError(400, 'PHONE_NUMBER_BANNED'))
    // The next call carries the answer along.
    await tg.login.start({ phone_number: two })
    await expect(first).rejects.toMatchObject({ errorName: 'PHONE_NUMBER_BANNED' })
    expect(tg.login.state).toMatchObject({ at: 'code', phone_number: two, phone_code_hash: 'hash-two' })
  })

  it('what the server sends to a login that waits for no payment changes nothing', async () => {
    const setup = await setUp(script({ 'auth.sendCode': [codeOf('hash-1')], 'auth.signIn': [authorization] }))
    await using tg = await setup.open()
    const unasked: Updates = {
      _: 'updateShort',
      update: { _: 'updateSentPhoneCode', sent_code: codeOf('hash-0') },
      date: 1,
    }
    await tg.login.start({ phone_number: one })
    setup.server.sendUpdates(unasked)
    await setup.clock.advance(1000)
    expect(tg.login.state).toMatchObject({ at: 'code', phone_code_hash: 'hash-1' })
    await tg.login.enterCode('12345')
    setup.server.sendUpdates(unasked)
    await setup.clock.advance(1000)
    expect(tg.login.state).toEqual({ at: 'done', user_id: '777' })
  })
})

describe('an answer that no honest server gives', () => {
  it('cannot make a session that cannot be opened again', async () => {
    const setup = await setUp(script({ 'auth.sendCode': [codeOf('x'.repeat(100_000))] }))
    const session = memorySession()
    await using tg = await setup.open({ session })
    expect(await tg.login.start({ phone_number: one })).toEqual({
      at: 'phone',
      phone_number: one,
      problem: 'TOO_LARGE',
    })
    await tg.close()
    await using again = await setup.open({ session })
    expect(again.login.state).toMatchObject({ at: 'phone', phone_number: one })
  })
})

describe('a QR code of an account elsewhere', () => {
  it('is not followed twice: a data center that sends on is refused', async () => {
    const elsewhere: auth.loginTokenMigrateTo = {
      _: 'auth.loginTokenMigrateTo',
      dc_id: 2,
      token: Uint8Array.of(1, 2, 3),
    }
    const setup = await setUp(
      script({ 'auth.exportLoginToken': [elsewhere], 'auth.importLoginToken': [{ ...elsewhere, dc_id: 3 }] }),
    )
    await using tg = await setup.open()
    const states = tg.login.qr()
    expect((await states.next()).value).toEqual({ at: 'phone', problem: 'USER_MIGRATE', way: 'qr' })
    expect((await states.next()).done).toBe(true)
    expect(setup.server.calls.map(({ method }) => method)).toEqual(['auth.exportLoginToken', 'auth.importLoginToken'])
  })
})
