/** Showing QR codes to a server that fails. */
import { RpcError } from '@chappe/mtproto'
import type { auth } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Client, LoginState } from '../src/index.ts'
import { setUp, type TestSetup } from './support/open-test-client.ts'
import type { ScriptAnswer } from './support/scripted-server.ts'

const authorization: auth.authorization = { _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }
const scanned: auth.loginTokenSuccess = { _: 'auth.loginTokenSuccess', authorization }
const fault = (name = 'RPC_CALL_FAIL'): RpcError => new RpcError(500, name)

let setup: TestSetup
let tg: Client
/** What the server answers, one after the other; the last one for ever. */
let answers: ScriptAnswer[]
/** When codes were asked for, in seconds since the first time. */
let askedAt: number[]
let began: number | undefined

beforeEach(async () => {
  askedAt = []
  began = undefined
  setup = await setUp(() => {
    began ??= setup.clock.now()
    askedAt.push(Math.round((setup.clock.now() - began) / 1000))
    return answers.length > 1 ? answers.shift() : answers[0]
  })
  tg = await setup.open()
})

afterEach(() => tg.close())

/** A code that is good for half a minute. */
const token = (): auth.loginToken => ({
  _: 'auth.loginToken',
  token: new Uint8Array(32),
  expires: Math.round(setup.clock.now() / 1000) + 30,
})

/** Iterates over the states, until the end or the error; resolves with the first of them, before time goes on. */
async function watch(): Promise<{ readonly states: LoginState[]; readonly ended: () => Promise<string> }> {
  const states: LoginState[] = []
  const run = async (): Promise<string> => {
    for await (const state of tg.login.qr()) states.push(state)
    return 'end'
  }
  const ended = run().catch((error: Error) => error.message)
  await expect.poll(() => states.length).toBe(1)
  return { states, ended: () => ended }
}

describe('a QR code of a server that fails', () => {
  it('is asked for again after 1, 2, 4, … and at most 60 seconds', async () => {
    answers = [fault()]
    const { states } = await watch()
    await setup.clock.advance(260_000)
    expect(askedAt).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243])
    expect(states).toHaveLength(10)
  })

  it('is asked for after one second once more when it was shown in between', async () => {
    answers = [fault(), fault(), fault(), token(), fault(), scanned]
    const { states, ended } = await watch()
    await setup.clock.advance(120_000)
    // Shown at 7 for the rest of its 30 seconds.
    expect(askedAt).toEqual([0, 1, 3, 7, 30, 31])
    expect(states.map(({ at }) => at)).toEqual(['phone', 'phone', 'phone', 'qr', 'phone', 'done'])
    expect(await ended()).toBe('end')
  })

  it('is told of before each pause, with the time of the next one', async () => {
    answers = [fault(), fault(), scanned]
    const states = tg.login.qr()
    const now = setup.clock.now()
    const first = states.next()
    const problem = { at: 'phone', problem: 'RPC_CALL_FAIL', way: 'qr' }
    expect((await first).value).toEqual({ ...problem, retryAt: now + 1000 })
    expect(tg.login.describe()).toBe('The server failed (RPC_CALL_FAIL): another QR code is asked for in 1 s.')
    const second = states.next()
    await setup.clock.advance(1000)
    expect((await second).value).toEqual({ ...problem, retryAt: now + 3000 })
    await states.return(undefined)
    // Who left is not told of a pause that nobody waits for.
    expect(tg.login.state).toEqual(problem)
  })

  it('leaves a login by number where it is', async () => {
    const sentCode = { _: 'auth.sentCode', type: { _: 'auth.sentCodeTypeApp', length: 5 }, phone_code_hash: 'h' }
    answers = [sentCode, fault()]
    await tg.login.start({ phone_number: '+447911123456' })
    askedAt = []
    const { states } = await watch()
    await setup.clock.advance(1500)
    expect(states).toMatchObject([
      { at: 'code', problem: 'RPC_CALL_FAIL' },
      { at: 'code', problem: 'RPC_CALL_FAIL' },
    ])
    expect(states[0]).not.toHaveProperty('retryAt')
  })
})

describe('a server that asks to start over', () => {
  it.each(['AUTH_RESTART', 'AUTH_RESTART_5'])('is obeyed twice (%s)', async name => {
    answers = [fault(name)]
    const { states, ended } = await watch()
    await setup.clock.advance(600_000)
    expect(askedAt).toEqual([0, 1, 3])
    expect(await ended()).toContain(name)
    expect(states).toHaveLength(2)
    expect(tg.login.state).toEqual({ at: 'phone', problem: 'AUTH_RESTART', way: 'qr' })
    expect(tg.login.describe()).toBe(
      'The server asked to start over. Show another QR code, or start with the phone number.',
    )
  })

  it('is obeyed again when a code was shown in between', async () => {
    answers = [fault('AUTH_RESTART'), fault('AUTH_RESTART'), token(), fault('AUTH_RESTART'), scanned]
    const { ended } = await watch()
    await setup.clock.advance(60_000)
    expect(await ended()).toBe('end')
  })
})
