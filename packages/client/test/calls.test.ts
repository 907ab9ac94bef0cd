import { RpcError } from '@chappe/mtproto'
import { describe, expect, it } from 'vitest'
import { isRpcError } from '../src/index.ts'
import { settle } from './support/fake-clock.ts'
import { nearestDc, setUp } from './support/open-test-client.ts'
import { silence } from './support/scripted-server.ts'

describe('a call', () => {
  it('agrees on a key, tells about itself once, and resolves with the answer', async () => {
    const { server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    expect(await tg.call('help.getNearestDc')).toEqual(nearestDc)
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
    expect(server.calls.map(call => call.initialised)).toEqual([true, false])
  })

  it('travels with the calls of the same turn in one container', async () => {
    const { server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    await tg.help.getNearestDc()
    const answers = await Promise.all([tg.help.getNearestDc(), tg.help.getNearestDc(), tg.help.getNearestDc()])
    expect(answers).toHaveLength(3)
    const packets = server.calls.slice(1).map(call => call.packet)
    expect(new Set(packets).size).toBe(1)
  })

  it('rejects with an error that explains itself', async () => {
    const { open } = await setUp(() => new RpcError(406, 'SEND_CODE_UNAVAILABLE'))
    await using tg = await open()
    const parameters = { phone_number: '1', phone_code_hash: 'x' }
    const error = await tg.auth.resendCode(parameters).catch((reason: unknown) => reason)
    expect(isRpcError(error)).toBe(true)
    expect(error).toMatchObject({
      error_code: 406,
      error_message: 'SEND_CODE_UNAVAILABLE',
      errorName: 'SEND_CODE_UNAVAILABLE',
      method: 'auth.resendCode',
      url: 'https://core.telegram.org/method/auth.resendCode',
    })
    expect((error as Error).message).toMatch(/^\[SEND_CODE_UNAVAILABLE\] auth\.resendCode .+already used.+See https:/)
  })

  it('takes the number out of an error and says how long to wait', async () => {
    const { open } = await setUp(() => new RpcError(420, 'FLOOD_WAIT_31'))
    await using tg = await open()
    const error = await tg.help.getNearestDc().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ errorName: 'FLOOD_WAIT', argument: 31 })
    expect((error as Error).message).toContain('Wait 31 seconds')
  })

  it('is sent again with initConnection when the server asks for it', async () => {
    const { server, open } = await setUp(call =>
      call.initialised ? nearestDc : new RpcError(400, 'CONNECTION_NOT_INITED'),
    )
    await using tg = await open()
    await tg.help.getNearestDc()
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
    expect(server.calls.map(call => call.initialised)).toEqual([true, false, true])
  })

  it('gives up when the server asks for initConnection again and again', async () => {
    const { server, open } = await setUp(() => new RpcError(400, 'CONNECTION_LAYER_INVALID'))
    await using tg = await open()
    await expect(tg.help.getNearestDc()).rejects.toMatchObject({ errorName: 'CONNECTION_LAYER_INVALID' })
    expect(server.calls).toHaveLength(3)
  })

  it('rejects with the reason of its signal and has the server drop the answer', async () => {
    const { server, open } = await setUp(() => silence)
    await using tg = await open()
    const abort = new AbortController()
    const call = tg.call('help.getNearestDc', {}, { signal: abort.signal })
    const outcome = expect(call).rejects.toThrow('no longer needed')
    await settle()
    expect(server.calls).toHaveLength(1)
    abort.abort(new Error('no longer needed'))
    await outcome
    await settle()
    expect(server.dropped).toEqual([server.calls[0]?.msg_id])
  })

  it('is never sent when its signal aborted before, and the next call tells about the client', async () => {
    const { server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    const abort = new AbortController()
    const early = expect(tg.help.getNearestDc({}, { signal: abort.signal })).rejects.toThrow('never mind')
    abort.abort(new Error('never mind'))
    await early
    await tg.help.getNearestDc()
    expect(server.calls.map(call => call.initialised)).toEqual([true])
    await expect(tg.help.getNearestDc({}, { signal: abort.signal })).rejects.toThrow('never mind')
  })

  it('rejects with a TimeoutError when its time is over', async () => {
    const { clock, server, open } = await setUp(() => silence)
    await using tg = await open()
    const outcome = expect(tg.help.getNearestDc({}, { timeoutMs: 2000 })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    await clock.advance(2001)
    await outcome
    expect(server.dropped).toHaveLength(1)
  })

  it.each(['FLOOD_WAIT_3', 'FLOOD_PREMIUM_WAIT_3'])('waits out a short %s and calls again', async error => {
    let refusals = 2
    const { clock, server, open } = await setUp(() => (refusals-- > 0 ? new RpcError(420, error) : nearestDc))
    await using tg = await open()
    const call = tg.help.getNearestDc()
    await clock.advance(2900)
    expect(server.calls).toHaveLength(1)
    await clock.advance(200)
    expect(server.calls).toHaveLength(2)
    await clock.advance(3000)
    expect(await call).toEqual(nearestDc)
  })

  it('leaves the waiting of a login to the person in front of it', async () => {
    const { server, open } = await setUp(() => new RpcError(420, 'FLOOD_WAIT_3'))
    await using tg = await open()
    const parameters = { phone_number: '1', phone_code_hash: 'x' }
    await expect(tg.auth.resendCode(parameters)).rejects.toMatchObject({ errorName: 'FLOOD_WAIT', argument: 3 })
    expect(server.calls).toHaveLength(1)
  })

  it('leaves it to them inside a wrapper, too', async () => {
    const { server, open } = await setUp(() => new RpcError(420, 'FLOOD_WAIT_3'))
    await using tg = await open()
    const query = { _: 'auth.resendCode', phone_number: '1', phone_code_hash: 'x' } as const
    await expect(tg.invokeWithoutUpdates({ query })).rejects.toMatchObject({ errorName: 'FLOOD_WAIT' })
    expect(server.calls).toHaveLength(1)
  })

  it('is repeated with the proof that the server asks for', async () => {
    const { server, open } = await setUp(({ method }) =>
      method === 'invokeWithReCaptcha' ? nearestDc : new RpcError(403, 'RECAPTCHA_CHECK_look__6Lc'),
    )
    const entries: unknown[] = []
    await using tg = await open({
      proveDevice: challenge =>
        challenge.kind === 'reCaptcha' ? `${challenge.action} ${challenge.key_id}` : undefined,
      onCall: ({ method, outcome }) => entries.push([method, outcome]),
    })
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
    expect(server.calls.at(-1)?.query).toMatchObject({ token: 'look 6Lc', query: { _: 'help.getNearestDc' } })
    expect(entries).toEqual([
      ['help.getNearestDc', 'RECAPTCHA_CHECK_look__6Lc'],
      ['help.getNearestDc', 'ok'],
    ])
  })

  it('is made again after growing pauses when the server failed at it', async () => {
    let faults = 3
    const { clock, server, open } = await setUp(() => (faults-- > 0 ? new RpcError(500, 'RPC_CALL_FAIL') : nearestDc))
    await using tg = await open()
    const call = tg.help.getNearestDc()
    const seen: number[] = []
    for (const pauseMs of [900, 200, 1800, 200, 3800, 200]) {
      await clock.advance(pauseMs)
      seen.push(server.calls.length)
    }
    expect(seen).toEqual([1, 2, 2, 3, 3, 4])
    expect(await call).toEqual(nearestDc)
  })

  it('is refused after that, as often as the option says', async () => {
    const { server, clock, open } = await setUp(() => new RpcError(-503, 'Timeout'))
    await using tg = await open({ faultRepeatsMax: 1 })
    const outcome = expect(tg.help.getNearestDc()).rejects.toMatchObject({ error_code: -503 })
    await clock.advance(60_000)
    await outcome
    expect(server.calls).toHaveLength(2)
  })

  it('gives the pause up when its signal aborts', async () => {
    const { server, clock, open } = await setUp(() => new RpcError(500, 'RPC_CALL_FAIL'))
    await using tg = await open()
    const stop = new AbortController()
    const outcome = expect(tg.help.getNearestDc({}, { signal: stop.signal })).rejects.toThrow('enough')
    await clock.advance(500)
    stop.abort(new Error('enough'))
    await outcome
    await clock.advance(60_000)
    expect(server.calls).toHaveLength(1)
  })

  it('tells the log its method, data center, time and outcome, never its parameters', async () => {
    const { open } = await setUp(call =>
      call.method === 'help.getConfig' ? new RpcError(500, 'RPC_CALL_FAIL') : nearestDc,
    )
    const entries: unknown[] = []
    await using tg = await open({ faultRepeatsMax: 0, onCall: entry => entries.push(entry) })
    await tg.help.getNearestDc()
    await tg.help.getConfig().catch(() => undefined)
    expect(entries).toEqual([
      { method: 'help.getNearestDc', dc: 2, durationMs: 0, outcome: 'ok' },
      { method: 'help.getConfig', dc: 2, durationMs: 0, outcome: 'RPC_CALL_FAIL' },
    ])
  })

  it('goes through the interceptors of the program', async () => {
    const { server, open } = await setUp(() => nearestDc)
    const seen: string[] = []
    await using tg = await open({
      interceptors: [
        async (call, next) => {
          seen.push(call.method)
          return call.method === 'help.getConfig' ? 'from the cache' : await next(call)
        },
      ],
    })
    expect(await tg.help.getConfig()).toBe('from the cache')
    await tg.help.getNearestDc()
    expect(seen).toEqual(['help.getConfig', 'help.getNearestDc'])
    expect(server.calls).toHaveLength(1)
  })

  it('of an unknown method fails at once and says so', async () => {
    const { server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    const wrong = tg.auth as unknown as Record<string, () => Promise<unknown>>
    await expect(wrong.resendCod?.()).rejects.toMatchObject({ code: 'METHOD_UNKNOWN' })
    expect(server.calls).toHaveLength(0)
  })

  it('with a parameter of the wrong type fails at once and names it', async () => {
    const { open } = await setUp(() => nearestDc)
    await using tg = await open()
    const parameters = { phone_number: 5, phone_code_hash: 'x' } as unknown as {
      phone_number: string
      phone_code_hash: string
    }
    await expect(tg.auth.resendCode(parameters)).rejects.toThrow(/auth\.resendCode\.phone_number/)
  })

  it('rejects when the answer is not of its type, and the next one goes on', async () => {
    let first = true
    const { server, open } = await setUp(() => nearestDc)
    await using tg = await open()
    const answer = server.answer
    server.answer = call => {
      if (!first) return answer(call)
      first = false
      // boolTrue in the place of a NearestDc.
      call.session.answer(server.clock.now(), call.msg_id, Uint8Array.of(0xb5, 0x75, 0x72, 0x99))
      return silence
    }
    await expect(tg.help.getNearestDc()).rejects.toMatchObject({ name: 'TlDecodeError' })
    expect(await tg.help.getNearestDc()).toEqual(nearestDc)
  })
})
