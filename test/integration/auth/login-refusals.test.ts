/** What a login says when it is refused, and what can be done then; over real TCP, in a time that the test owns. */
import type { Client } from '@chappe/client/node'
import { afterEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const newcomer = '+12025550199'
let world: FakeTimeWorld

afterEach(() => world[Symbol.asyncDispose]())

const code = (): string => world.dc.inbox.list().at(-1)?.code ?? ''

async function start(options: Parameters<typeof startFakeTimeWorld>[0] = {}): Promise<Client> {
  world = await startFakeTimeWorld({ accounts: [{ phone_number, first_name: 'Ada' }], ...options })
  return world.openClient()
}

describe('a login', () => {
  it('shows the words that the server sends with a refusal, in the language of the program', async () => {
    await start()
    const tg = await world.openClient({ lang_code: 'de' })
    await expect(tg.login.start({ phone_number: '12' })).rejects.toMatchObject({ errorName: 'PHONE_NUMBER_INVALID' })
    await world.pass(1)
    expect(tg.login.state).toEqual({
      at: 'phone',
      phone_number: '12',
      problem: 'PHONE_NUMBER_INVALID',
      notice: 'Diese Telefonnummer stimmt nicht. Geben Sie sie mit der Landesvorwahl ein.',
    })
    expect(await tg.login.start({ phone_number })).not.toHaveProperty('notice')
  })

  it('says until when to wait, and does not wait by itself', async () => {
    const lettersPerNumber = { max: 1, periodSeconds: 3600 }
    const tg = await start({ policy: { email: { setUp: { required: [{ registered: false }] }, lettersPerNumber } } })
    await tg.login.start({ phone_number: newcomer })
    const set = await tg.login.enterEmail('grace@mail.example')
    await world.pass(60)
    await expect(tg.login.resendEmail()).rejects.toMatchObject({ errorName: 'FLOOD_WAIT', argument: 3540 })
    expect(tg.login.state).toEqual({ ...set, problem: 'FLOOD_WAIT', retryAt: world.clock.now() + 3_540_000 })
    expect(tg.login.describe()).toMatch(
      /^The server asks to wait\. Try again in 59 min\. A 6-digit code was mailed to /,
    )
    // What was mailed is good all the same.
    expect(await tg.login.enterCode(code())).toMatchObject({ at: 'code' })
  })

  it('never goes round with a code that has expired: it names the problem and keeps the number', async () => {
    const tg = await start()
    await tg.login.start({ phone_number })
    const late = code()
    await world.pass(301)
    expect(await tg.login.enterCode(late)).toEqual({ at: 'phone', phone_number, problem: 'PHONE_CODE_EXPIRED' })
    await expect(tg.login.enterCode(late)).rejects.toMatchObject({ code: 'LOGIN_STEP_WRONG' })
    expect(await tg.login.start({ phone_number })).toMatchObject({ at: 'code' })
  })

  it('has the terms of service agreed to before a sign-up', async () => {
    const tg = await start({
      policy: { terms: { version: '2026-01', text: 'Be kind.', popup: true, minAge: 16, checkSeconds: 3600 } },
    })
    await tg.login.start({ phone_number: newcomer })
    expect(await tg.login.enterCode(code())).toMatchObject({
      at: 'signUp',
      terms_of_service: { text: 'Be kind.', popup: true, min_age_confirm: 16 },
    })
    expect(tg.login.describe()).toContain('The terms of service have to be agreed to.')
    await expect(tg.login.signUp({ first_name: 'Grace' })).rejects.toMatchObject({ code: 'TERMS_NOT_ACCEPTED' })
    expect(await tg.login.signUp({ first_name: 'Grace', termsAccepted: true })).toMatchObject({ at: 'done' })
  })

  it('can delete an account whose password is forgotten, and register its number afresh', async () => {
    const owner = await start({ policy: { limits: { codesPerNumber: null } } })
    await owner.login.start({ phone_number })
    await owner.login.enterCode(code())
    await owner.password.set({ password: 'correct horse' })
    const tg = await world.openClient()
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode(code())).toMatchObject({ at: 'password' })
    // The password is new: nobody has to wait.
    expect(await tg.login.deleteAccount()).toEqual({ at: 'phone', phone_number })
    await tg.login.start({ phone_number })
    expect(await tg.login.enterCode(code())).toMatchObject({ at: 'signUp' })
  })
})
