import { RpcError } from '@chappe/mtproto'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../test/support/fake-clock.ts'
import type { Call } from './interceptor.ts'
import { faultPauses, repeatAfterFault } from './repeat-after-fault.ts'

const call = (method: string, parameters: object = {}): Call => ({ method, parameters, signal: undefined })

/** How often a call is made that is refused each time. */
async function timesMade(refused: Call, error: Error, repeatsMax = 3): Promise<number> {
  const clock = new FakeClock()
  let times = 0
  const outcome = repeatAfterFault({ clock, repeatsMax })(refused, () => {
    times += 1
    return Promise.reject(error)
  })
  const settled = expect(outcome).rejects.toBe(error)
  await clock.advance(repeatsMax * faultPauses.maxMs)
  await settled
  return times
}

describe('a call at which the server failed', () => {
  it.each([
    ['users.getUsers', {}],
    ['contacts.search', {}],
    ['contacts.resolveUsername', {}],
    ['messages.sendMessage', { random_id: 1n }],
    ['invokeWithoutUpdates', { query: { _: 'help.getConfig' } }],
  ])('is made again where that does no harm: %s', async (method, parameters) => {
    expect(await timesMade(call(method, parameters), new RpcError(500, 'RPC_CALL_FAIL'))).toBe(4)
  })

  it.each([
    ['auth.sendCode', {}],
    ['auth.resendCode', {}],
    ['auth.signIn', {}],
    ['account.updateProfile', {}],
    ['messages.getBotCallbackAnswer', {}],
    ['messages.getMessagesViews', { increment: true }],
    ['phone.getGroupCallStreamRtmpUrl', { revoke: true }],
    ['account.getTmpPassword', { password: { _: 'inputCheckPasswordEmpty' } }],
    ['invokeWithoutUpdates', { query: { _: 'auth.signUp' } }],
  ])('is not where it may be carried out twice: %s', async (method, parameters) => {
    expect(await timesMade(call(method, parameters), new RpcError(500, 'RPC_CALL_FAIL'))).toBe(1)
  })

  it.each(['MSGID_DECREASE_RETRY', 'WORKER_BUSY_TOO_LONG_RETRY'])(
    'is made again, whichever it is, when nothing was done yet: %s',
    async error => {
      expect(await timesMade(call('auth.sendCode'), new RpcError(500, error))).toBe(4)
    },
  )

  it.each([
    [new RpcError(500, 'INTERDC_4_CALL_ERROR'), 4],
    [new RpcError(503, 'WHAT_IS_THIS'), 4],
    [new RpcError(-503, 'Timeout'), 4],
    [new RpcError(400, 'LIMIT_INVALID'), 1],
    [new RpcError(401, 'AUTH_KEY_UNREGISTERED'), 1],
    [new RpcError(420, 'FLOOD_WAIT_3'), 1],
    [new Error('no answer of the server'), 1],
  ])('is made as often as the error lets expect another answer: %s', async (error, times) => {
    expect(await timesMade(call('help.getConfig'), error)).toBe(times)
  })

  it('is not made again where a person waits in front of a form', async () => {
    const asked = { ...call('account.getPassword'), waits: false }
    expect(await timesMade(asked, new RpcError(500, 'RPC_CALL_FAIL'))).toBe(1)
  })

  it('is not made again when the server says that it was carried out', async () => {
    const sent = call('messages.sendMessage', { random_id: 1n })
    expect(await timesMade(sent, new RpcError(500, 'RANDOM_ID_DUPLICATE'))).toBe(1)
  })

  it('is made as often as the option says, and the pauses have an end', async () => {
    expect(await timesMade(call('help.getConfig'), new RpcError(500, 'RPC_CALL_FAIL'), 0)).toBe(1)
    expect(await timesMade(call('help.getConfig'), new RpcError(500, 'RPC_CALL_FAIL'), 9)).toBe(10)
  })
})
