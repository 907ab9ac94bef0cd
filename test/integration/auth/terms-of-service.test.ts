/**
 * Terms of service after a login: the client asks again whenever the last answer expires, as login.md of the documents
 * has it; over real TCP, in a time that the test owns. https://core.telegram.org/api/auth
 */
import { type Client, type ClientOptions, type Link, memorySession, nodeEnv, type OpenLink } from '@chappe/client/node'
import type { help } from '@chappe/schema/api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'

const phone_number = '+12025550123'
const hour = 3600
const terms = { version: '2026-01', text: 'Be kind.', popup: true, minAge: 16, checkSeconds: hour }

let world: FakeTimeWorld
/** What the client was given, and the questions that it asked, in order. */
let given: help.TermsOfService[]
let asked: string[]

beforeEach(async () => {
  given = []
  asked = []
  world = await startFakeTimeWorld({ policy: { terms }, accounts: [{ phone_number, first_name: 'Ada' }] })
})

afterEach(() => world[Symbol.asyncDispose]())

const open = (options: Partial<ClientOptions> = {}, openLink?: OpenLink): Promise<Client> =>
  world.openClient(
    {
      onTermsOfService: offered => void given.push(offered),
      onCall: ({ method, outcome }) => {
        if (method === 'help.getTermsOfServiceUpdate') asked.push(outcome)
      },
      ...options,
    },
    openLink,
  )

async function logIn(tg: Client, number = phone_number): Promise<void> {
  // Whoever has logged out here before needs no code.
  if ((await tg.login.start({ phone_number: number })).at === 'done') return
  await tg.login.enterCode(world.dc.inbox.list({ phone_number: number }).at(-1)?.code ?? '')
}

const agree = (tg: Client) => tg.help.acceptTermsOfService({ id: given.at(-1)?.id ?? { _: 'dataJSON', data: '' } })

describe('onTermsOfService', () => {
  it('is given the terms after a login, and again at each expiry until they are accepted', async () => {
    const tg = await open()
    await tg.help.getNearestDc()
    await world.pass(2 * hour)
    expect(asked).toEqual([])
    await logIn(tg)
    await world.pass(1)
    expect(given).toEqual([
      {
        _: 'help.termsOfService',
        popup: true,
        id: { _: 'dataJSON', data: '{"version":"2026-01"}' },
        text: 'Be kind.',
        entities: [],
        min_age_confirm: 16,
      },
    ])
    await world.pass(hour - 11)
    expect(asked).toEqual(['ok'])
    await world.pass(20)
    expect(asked).toEqual(['ok', 'ok'])
    expect(given).toHaveLength(2)
    expect(await agree(tg)).toBe(true)
    await world.pass(2 * hour)
    expect(asked).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(given).toHaveLength(2)
  })

  it('is what makes the client ask: without it nothing is', async () => {
    const methods: string[] = []
    const tg = await world.openClient({ onCall: ({ method }) => methods.push(method) })
    await logIn(tg)
    await world.pass(2 * hour)
    expect(methods).toEqual(['auth.sendCode', 'auth.signIn'])
  })

  it('is not called for terms that a sign-up has accepted', async () => {
    const tg = await open()
    await logIn(tg, '+12025550199')
    await tg.login.signUp({ first_name: 'Grace', termsAccepted: true })
    await world.pass(hour + 10)
    expect(asked).toEqual(['ok', 'ok'])
    expect(given).toEqual([])
  })

  it('is given them at the next start, with the login of the last one', async () => {
    const session = memorySession()
    const first = await open({ session })
    await logIn(first)
    await world.pass(1)
    await first.close()
    await open({ session })
    await world.pass(1)
    expect(given).toHaveLength(2)
  })

  it('is not asked for bots, which accept nothing: one question is refused, and there is no other', async () => {
    const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const troubles: unknown[] = []
    const tg = await open({ onTrouble: error => troubles.push(error) })
    await tg.login.bot(token)
    await world.pass(2 * hour)
    expect(asked).toEqual(['BOT_METHOD_INVALID'])
    expect(troubles).toEqual([])
  })

  it('ends with a log-out, and begins anew with the next login', async () => {
    const tg = await open()
    await logIn(tg)
    await world.pass(1)
    await tg.auth.logOut()
    await world.pass(2 * hour)
    expect(asked).toHaveLength(1)
    await logIn(tg)
    await world.pass(1)
    expect(asked).toHaveLength(2)
  })

  it('ends where the account is deleted to decline them', async () => {
    const tg = await open()
    await logIn(tg)
    await world.pass(1)
    expect(await tg.account.deleteAccount({ reason: 'Decline ToS update' })).toBe(true)
    expect(tg.login.state).toEqual({ at: 'phone' })
    await world.pass(2 * hour)
    expect(asked).toEqual(['ok'])
  })

  it('ends when another device has ended the session, by the one question that hears of it', async () => {
    const other = await world.openClient()
    await logIn(other)
    await world.pass(24 * hour)
    const troubles: unknown[] = []
    const tg = await open({ onTrouble: error => troubles.push(error) })
    await logIn(tg)
    await world.pass(1)
    await other.auth.resetAuthorizations()
    await world.pass(3 * hour)
    expect(asked).toEqual(['ok', 'SESSION_REVOKED'])
    expect(tg.login.state).toEqual({ at: 'phone' })
    expect(troubles.filter(error => String(error).includes('SESSION_REVOKED'))).toEqual([])
  })

  it('ends with the client', async () => {
    const tg = await open()
    await logIn(tg)
    await world.pass(1)
    await tg.close()
    await world.pass(2 * hour)
    expect(asked).toEqual(['ok'])
  })
})

describe('without a connection', () => {
  it('nothing is asked; what fell due meanwhile is asked when it is back, once', async () => {
    const line = cuttable()
    const tg = await open({}, line.openLink)
    await logIn(tg)
    await world.pass(1)
    line.cut()
    await world.pass(3 * hour)
    expect(asked).toEqual(['ok'])
    line.mend()
    await world.pass(120)
    expect(asked).toEqual(['ok', 'ok'])
    await world.pass(hour)
    expect(asked).toEqual(['ok', 'ok', 'ok'])
  })

  it('that comes and goes in between, the next question keeps its time', async () => {
    const line = cuttable()
    const tg = await open({}, line.openLink)
    await logIn(tg)
    await world.pass(1)
    for (let turn = 0; turn < 3; turn++) {
      line.cut()
      await world.pass(60)
      line.mend()
      await world.pass(120)
    }
    expect(asked).toEqual(['ok'])
    await world.pass(hour - 500)
    expect(asked).toEqual(['ok', 'ok'])
  })
})

/** A line to the data center that a test cuts and mends. */
function cuttable(): { readonly openLink: OpenLink; cut(): void; mend(): void } {
  let isCut = false
  const open = new Map<Link, () => void>()
  return {
    openLink: async (address, handlers, options) => {
      if (isCut) throw Object.assign(new Error('cut'), { code: 'ECONNREFUSED' })
      const link = await nodeEnv.openLink(address, handlers, options)
      open.set(link, () => handlers.closed(new Error('cut')))
      return link
    },
    cut() {
      isCut = true
      for (const [link, closed] of open) {
        link.close()
        closed()
      }
      open.clear()
    },
    mend() {
      isCut = false
    },
  }
}
