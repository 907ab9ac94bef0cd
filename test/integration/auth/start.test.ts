/** Logins in one call, over real TCP between the client and the data center, in a time that the test owns. */
import { answersFromEnvironment, type Client, memorySession, parseLoginTokenUrl } from '@chappe/client/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone = '+12025550123'
const password = 'two words'
let world: FakeTimeWorld
let ada: Client

beforeEach(async () => {
  world = await startFakeTimeWorld({ accounts: [{ phone_number: phone, first_name: 'Ada' }] })
  ada = await world.openClient()
  await ada.start({ phone, code: nextCode })
  await ada.password.set({ password, hint: 'how many' })
})

afterEach(() => world[Symbol.asyncDispose]())

const nextCode = async (): Promise<string> => (await world.dc.inbox.next(phone)).code

describe('a login in one call', () => {
  it('asks for the password after the code, with the hint', async () => {
    const tg = await world.openClient()
    const asked: unknown[] = []
    const me = await tg.start({
      phone,
      code: nextCode,
      password: ({ state }) => {
        asked.push([state.hint, state.problem])
        return asked.length === 1 ? 'wrong' : password
      },
    })
    expect(asked).toEqual([
      ['how many', undefined],
      ['how many', 'PASSWORD_HASH_INVALID'],
    ])
    expect(me).toMatchObject({ first_name: 'Ada', self: true })
  })

  it('tries a password from the environment once', async () => {
    const tg = await world.openClient()
    const answers = answersFromEnvironment({ CHAPPE_PHONE_NUMBER: phone, CHAPPE_PASSWORD: 'wrong' })
    await expect(tg.start({ ...answers, code: nextCode })).rejects.toThrow(
      'the environment variable CHAPPE_PASSWORD was tried and refused (PASSWORD_HASH_INVALID)',
    )
    expect(tg.login.state.at).toBe('password')
    await tg.start({ ...answers, password })
  })

  it('goes on in another process where it was left', async () => {
    const session = memorySession()
    const first = await world.openClient({ session })
    await expect(first.start({ phone, code: nextCode })).rejects.toMatchObject({
      code: 'ANSWER_MISSING',
      values: { answer: 'password' },
    })
    await first.close()
    const second = await world.openClient({ session })
    expect(await second.start({ password })).toMatchObject({ first_name: 'Ada' })
  })

  it('is let in by a QR code, and then asked for the password', async () => {
    const tg = await world.openClient()
    const shown: string[] = []
    const me = tg.start({
      qr: ({ state }) => void shown.push(state.url),
      password,
    })
    await expect.poll(() => shown).toHaveLength(1)
    await world.pass(30)
    await expect.poll(() => shown).toHaveLength(2)
    await ada.auth.acceptLoginToken({ token: parseLoginTokenUrl(shown[1]!)! })
    expect(await me).toMatchObject({ first_name: 'Ada' })
  })

  it('has the code sent by every medium in turn while nobody answers', async () => {
    const tg = await world.openClient()
    const code = Promise.withResolvers<string>()
    const media: string[] = []
    const me = tg.start({
      phone,
      password,
      code: () => code.promise,
      resendWhenPossible: true,
      onState: ({ state }) => {
        if (state.at === 'code') media.push(state.medium.kind)
      },
    })
    await expect.poll(() => media).toEqual(['app'])
    await world.pass(60)
    await expect.poll(() => media).toEqual(['app', 'sms'])
    await world.pass(60)
    await expect.poll(() => media).toEqual(['app', 'sms', 'call'])
    code.resolve(world.dc.inbox.list({ phone_number: phone }).at(-1)!.code)
    await me
  })

  it('does not sleep when the server asks to wait', async () => {
    const tg = await world.openClient()
    const started = tg.start({
      phone,
      code: nextCode,
      password: ({ state }) => `wrong ${state.problem}${Math.random()}`,
    })
    await expect(started).rejects.toMatchObject({ errorName: 'FLOOD_WAIT' })
    expect(tg.login.state).toMatchObject({ at: 'password', retryAt: expect.any(Number) })
  })
})
