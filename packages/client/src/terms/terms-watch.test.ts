import { RpcError } from '@chappe/mtproto'
import type { help } from '@chappe/schema/api'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../test/support/fake-clock.ts'
import { ConnectionError } from '../connection/connection-error.ts'
import { memorySession } from '../session/memory-session.ts'
import type { SessionData } from '../session/session-data.ts'
import { SessionKeeper } from '../session/session-keeper.ts'
import { termsLimits } from './terms-limits.ts'
import { TermsWatch } from './terms-watch.ts'

const { pauseMsMin, pauseMsMax } = termsLimits
const terms: help.TermsOfService = {
  _: 'help.termsOfService',
  id: { _: 'dataJSON', data: '{}' },
  text: 'Be kind.',
  entities: [],
}

/** A watch over a session, with a server that is a function. */
function watch(options: {
  readonly answer: (seconds: number) => help.TermsOfServiceUpdate
  readonly onTerms?: () => void | Promise<void>
  readonly session?: Partial<SessionData>
}) {
  const clock = new FakeClock()
  const data: SessionData = {
    dc: { id: 2, host: 'memory', port: 1, test: false },
    auth_key: undefined,
    server_salt: 0n,
    timeOffsetMs: 0,
    user_id: 777n,
    login: undefined,
    ...options.session,
  }
  const troubles: unknown[] = []
  const askedAt: number[] = []
  let given = 0
  let isConnected = true
  const keeper = new SessionKeeper(memorySession(), data, clock, error => troubles.push(error))
  const begun = clock.now()
  const watched = new TermsWatch({
    clock,
    keeper,
    call: async ({ method, signal }) => {
      expect(method).toBe('help.getTermsOfServiceUpdate')
      askedAt.push(clock.now() - begun)
      await new Promise(resolve => setImmediate(resolve))
      signal?.throwIfAborted()
      return options.answer(clock.now() / 1000)
    },
    isConnected: () => isConnected,
    onTerms: () => {
      given += 1
      return options.onTerms?.()
    },
    onTrouble: error => troubles.push(error),
  })
  return {
    clock,
    keeper,
    troubles,
    /** Milliseconds since the beginning. */
    askedAt,
    watch: watched,
    get given() {
      return given
    },
    set isConnected(value: boolean) {
      isConnected = value
      if (value) watched.connected()
    },
  }
}

const nothingNew = (expires: number): help.TermsOfServiceUpdate => ({ _: 'help.termsOfServiceUpdateEmpty', expires })
const changed = (expires: number): help.TermsOfServiceUpdate => ({
  _: 'help.termsOfServiceUpdate',
  expires,
  terms_of_service: terms,
})

describe('the next question about terms of service', () => {
  it.each([
    ['when the answer expires', 7200, 7_200_000],
    ['no sooner than in an hour', 1, pauseMsMin],
    ['no sooner than in an hour, when it has expired already', -1_000_000, pauseMsMin],
    ['no later than in a day', 30 * 86_400, pauseMsMax],
  ])('is asked %s', async (_when, seconds, pauseMs) => {
    const world = watch({ answer: now => nothingNew(now + seconds) })
    await world.clock.advance(pauseMs - 1)
    expect(world.askedAt).toEqual([0])
    await world.clock.advance(1)
    expect(world.askedAt).toEqual([0, pauseMs])
    expect(world.given).toBe(0)
  })

  it("goes by the server's clock", async () => {
    const session = { timeOffsetMs: 1_800_000 }
    const world = watch({ answer: now => nothingNew(now + 1800 + 7200), session })
    await world.clock.advance(7_200_000)
    expect(world.askedAt).toEqual([0, 7_200_000])
  })

  it('waits until the program has dealt with the terms', async () => {
    const dealt = Promise.withResolvers<void>()
    const world = watch({ answer: now => changed(now + 3600), onTerms: () => dealt.promise })
    await world.clock.advance(2.5 * pauseMsMin)
    expect(world.askedAt).toEqual([0])
    expect(world.given).toBe(1)
    dealt.resolve()
    await world.clock.advance(0)
    expect(world.askedAt).toEqual([0, 2.5 * pauseMsMin])
  })

  it.each([
    ['throws', () => throwAtOnce()],
    ['rejects', () => Promise.reject(new Error('no screen'))],
  ])('is asked also when the program %s; the error is a trouble', async (_how, onTerms) => {
    const world = watch({ answer: now => changed(now + 3600), onTerms })
    await world.clock.advance(pauseMsMin)
    expect(world.troubles).toHaveLength(2)
    expect(String(world.troubles[0])).toContain('no screen')
    expect(world.askedAt).toEqual([0, pauseMsMin])
  })

  it('is asked an hour after a refusal, which is a trouble', async () => {
    const world = watch({
      answer: () => {
        throw new RpcError(500, 'INTERNAL')
      },
    })
    await world.clock.advance(pauseMsMin)
    expect(world.askedAt).toEqual([0, pauseMsMin])
    expect(world.troubles).toMatchObject([{ error_message: 'INTERNAL' }, { error_message: 'INTERNAL' }])
  })

  it('is asked on the next connection after one was lost in the middle', async () => {
    let fails = true
    const world = watch({
      answer: now => {
        if (!fails) return nothingNew(now + 3600)
        world.isConnected = false
        throw new ConnectionError('CONNECTION_LOST', 'lost')
      },
    })
    await world.clock.advance(10 * pauseMsMin)
    expect(world.askedAt).toEqual([0])
    fails = false
    world.isConnected = true
    await world.clock.advance(0)
    expect(world.askedAt).toEqual([0, 10 * pauseMsMin])
  })

  it('is never asked again for a bot', async () => {
    const world = watch({
      answer: () => {
        throw new RpcError(400, 'BOT_METHOD_INVALID')
      },
    })
    await world.clock.advance(3 * pauseMsMax)
    expect(world.askedAt).toEqual([0])
    expect(world.troubles).toEqual([])
  })

  it('does not keep a program alive', async () => {
    const { clock } = watch({ answer: now => nothingNew(now + 7200) })
    await clock.advance(0)
    expect(clock.keepsAlive).toBe(false)
  })
})

describe('a change of the login', () => {
  it('in the middle of a question drops its answer, and asks for whoever is logged in then', async () => {
    const world = watch({ answer: now => changed(now + 3600) })
    world.keeper.update({ user_id: undefined })
    await world.clock.advance(2 * pauseMsMin)
    expect([world.askedAt.length, world.given]).toEqual([1, 0])
    world.keeper.update({ user_id: 778n })
    await world.clock.advance(1)
    expect([world.askedAt.length, world.given]).toEqual([2, 1])
    expect(world.troubles).toEqual([])
  })

  it('while the program still deals with terms leaves the new one to its own', async () => {
    const first = Promise.withResolvers<void>()
    const world = watch({
      answer: now => changed(now + 3600),
      onTerms: () => (world.given === 1 ? first.promise : undefined),
    })
    await world.clock.advance(1)
    world.keeper.update({ user_id: 778n })
    await world.clock.advance(1)
    expect([world.askedAt.length, world.given]).toEqual([2, 2])
    first.resolve()
    await world.clock.advance(pauseMsMin)
    expect(world.askedAt).toHaveLength(3)
  })

  it('is all that matters: other changes of the session ask nothing', async () => {
    const world = watch({ answer: now => nothingNew(now + 7200) })
    await world.clock.advance(1)
    world.keeper.update({ server_salt: 5n })
    await world.clock.advance(1)
    expect(world.askedAt).toEqual([0])
  })
})

it('ends when closed, in the middle of a question too', async () => {
  const world = watch({ answer: now => changed(now + 3600) })
  world.watch.close()
  world.keeper.update({ user_id: 778n })
  await world.clock.advance(3 * pauseMsMin)
  expect([world.askedAt.length, world.given]).toEqual([1, 0])
  expect(world.troubles).toEqual([])
})

function throwAtOnce(): never {
  throw new Error('no screen')
}
