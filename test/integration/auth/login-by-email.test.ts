/** Logins by e-mail over real TCP between the client and the data center, in a time that the test owns. */
import { type Client, memorySession } from '@chappe/client/node'
import { createIdTokenSigner, type IdTokenSigner } from '@chappe/server/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const newcomer = '+12025550199'
const address = 'ada@mail.example'
let world: FakeTimeWorld
let google: IdTokenSigner
let tg: Client

beforeEach(async () => {
  google = await createIdTokenSigner()
  world = await startFakeTimeWorld({
    accounts: [{ phone_number, first_name: 'Ada', login_email: address }],
    policy: {
      email: { setUp: { required: [{ registered: false }] }, google: google.policy },
      limits: { codesPerNumber: null },
    },
  })
  tg = await world.openClient()
})

afterEach(() => world[Symbol.asyncDispose]())

/** The last code that was mailed, or sent by phone. */
const code = (medium: 'email' | 'phone'): string =>
  world.dc.inbox.list().findLast(entry => (entry.medium === 'email') === (medium === 'email'))?.code ?? ''

describe('a login e-mail', () => {
  it('gets the code, and a wrong one leaves the login where it was', async () => {
    expect(await tg.login.start({ phone_number })).toMatchObject({
      at: 'emailCode',
      email_pattern: expect.stringMatching(/^a\*+a@mail\.example$/),
      length: 6,
      google: true,
      apple: false,
      next: 'sms',
    })
    expect(tg.login.describe()).toMatch(
      /^A 6-digit code was mailed to a\*+a@mail\.example\. A sign-in with Google can vouch for the address instead\./,
    )
    expect(await tg.login.enterCode('000000')).toMatchObject({ at: 'emailCode', problem: 'CODE_INVALID' })
    expect(await tg.login.enterCode(code('email'))).toMatchObject({ at: 'done' })
  })

  it('gets another letter, whose code is good', async () => {
    await tg.login.start({ phone_number })
    await world.pass(30)
    expect(await tg.login.resendEmail()).toMatchObject({ at: 'emailCode', sentAt: world.clock.now() })
    expect(world.dc.inbox.list().filter(entry => entry.medium === 'email')).toHaveLength(2)
    expect(await tg.login.enterCode(code('email'))).toMatchObject({ at: 'done' })
  })

  it('may be vouched for by Google', async () => {
    await tg.login.start({ phone_number })
    const token = await google.token(address, world.clock.now())
    expect(await tg.login.enterIdToken({ provider: 'google', token })).toMatchObject({ at: 'done' })
  })

  it('gives way to the phone when the mailbox is out of reach', async () => {
    await tg.login.start({ phone_number })
    await world.pass(61)
    expect(await tg.login.resend()).toMatchObject({ at: 'code' })
    expect(await tg.login.enterCode(code('phone'))).toMatchObject({ at: 'done' })
  })

  it('is reset after a while for who lost the mailbox, and the state says when', async () => {
    await tg.login.start({ phone_number })
    const weekSeconds = 604_800
    const date = Math.floor(world.clock.now() / 1000) + weekSeconds
    expect(tg.login.state).toMatchObject({ reset_available_period: weekSeconds })
    expect(await tg.login.resetEmail()).toMatchObject({ at: 'emailCode', reset_pending_date: date })
    expect(await tg.login.resetEmail()).toMatchObject({ problem: 'TASK_ALREADY_EXISTS', reset_pending_date: date })
    expect(tg.login.describe()).toContain(`The address will be reset at ${new Date(date * 1000).toISOString()}`)
    world.clock.advance(weekSeconds * 1000 + 1000)
    const later = await world.openClient()
    expect(await later.login.start({ phone_number })).toMatchObject({ at: 'code' })
  })

  it('needs the number again when its code is entered too late, and says why', async () => {
    await tg.login.start({ phone_number })
    const late = code('email')
    await world.pass(901)
    expect(await tg.login.enterCode(late)).toEqual({ at: 'phone', phone_number, problem: 'PHONE_CODE_EXPIRED' })
    await expect(tg.login.enterCode(late)).rejects.toMatchObject({ code: 'LOGIN_STEP_WRONG' })
  })
})

describe('a number that has to set up a login e-mail', () => {
  it('gives an address, proves it, then itself, through a restart at every step', async () => {
    const session = memorySession()
    const step = async (take: (client: Client) => Promise<unknown>): Promise<Client> => {
      const client = await world.openClient({ session })
      await take(client)
      await client.close()
      return client
    }
    await step(async client =>
      expect(await client.login.start({ phone_number: newcomer })).toMatchObject({ at: 'emailAddress', google: true }),
    )
    await step(async client =>
      expect(await client.login.enterEmail('not an address')).toMatchObject({
        at: 'emailAddress',
        problem: 'EMAIL_INVALID',
      }),
    )
    await step(async client =>
      expect(await client.login.enterEmail(' Grace@mail.example ')).toMatchObject({ at: 'emailSetupCode', length: 6 }),
    )
    await step(async client =>
      expect(await client.login.enterCode('000000')).toMatchObject({ at: 'emailSetupCode', problem: 'CODE_INVALID' }),
    )
    await step(async client => expect(await client.login.enterCode(code('email'))).toMatchObject({ at: 'code' }))
    await step(async client => expect(await client.login.enterCode(code('phone'))).toMatchObject({ at: 'signUp' }))
    await step(async client => expect(await client.login.signUp({ first_name: 'Grace' })).toMatchObject({ at: 'done' }))
    expect(await tg.login.start({ phone_number: newcomer })).toMatchObject({ at: 'emailCode' })
  })

  it('may have Google vouch for one', async () => {
    await tg.login.start({ phone_number: newcomer })
    const token = await google.token('grace@mail.example', world.clock.now())
    expect(await tg.login.enterIdToken({ provider: 'google', token })).toMatchObject({ at: 'code' })
  })

  it('may change its mind about the address until its code was right', async () => {
    await tg.login.start({ phone_number: newcomer })
    await tg.login.enterEmail('one@mail.example')
    const first = code('email')
    expect(await tg.login.enterEmail('two@mail.example')).toMatchObject({ email: 'two@mail.example' })
    expect(await tg.login.enterCode(first)).toMatchObject({ at: 'emailSetupCode', problem: 'CODE_INVALID' })
    expect(await tg.login.enterCode(code('email'))).toMatchObject({ at: 'code' })
  })

  it('gives the address again when its code was entered too late', async () => {
    await tg.login.start({ phone_number: newcomer })
    await tg.login.enterEmail('grace@mail.example')
    const late = code('email')
    await world.pass(901)
    expect(await tg.login.enterCode(late)).toMatchObject({ at: 'emailAddress', problem: 'EMAIL_VERIFY_EXPIRED' })
    expect(await tg.login.enterEmail('grace@mail.example')).toMatchObject({ at: 'emailSetupCode' })
    expect(await tg.login.enterCode(code('email'))).toMatchObject({ at: 'code' })
  })
})
