/** What a person at a terminal is asked by logins that want more than a code: an address, a payment, an agreement. */
import type { DataCenterOptions } from '@chappe/server'
import { startOnTerminal } from '@chappe/terminal'
import { afterEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'
import { keys, openVirtualTerminal, type VirtualTerminal } from '../../support/virtual-terminal.ts'

const phone_number = '+12025550123'
let world: FakeTimeWorld
let terminal: VirtualTerminal

afterEach(() => world[Symbol.asyncDispose]())

/** Starts a data center, and a login to it at a terminal. */
async function begin(options: DataCenterOptions, phone = phone_number): Promise<{ readonly done: Promise<unknown> }> {
  world = await startFakeTimeWorld(options)
  return await beginAgain(phone)
}

async function beginAgain(phone = phone_number): Promise<{ readonly done: Promise<unknown> }> {
  terminal = openVirtualTerminal()
  const { input, output } = terminal
  const done = startOnTerminal(await world.openClient(), { input, output, refreshMs: 10, answers: { phone } })
  // It may fail before a test looks at it.
  done.catch(() => undefined)
  return { done }
}

/** Waits until the screen shows a text, and types; or the newest code. */
async function press(text: string | RegExp, typed: string | typeof theCode): Promise<void> {
  await terminal.shows(text)
  terminal.type(typed === theCode ? world.dc.inbox.list().at(-1)!.code + keys.enter : typed)
}

const theCode: unique symbol = Symbol('the newest code')

describe('a login on a terminal', () => {
  it('asks for the code that was mailed, has it mailed again, or gets one by phone', async () => {
    const accounts = [{ phone_number, first_name: 'Ada', login_email: 'ada@mail.example' }]
    const { done } = await begin({ accounts, policy: { limits: { codesPerNumber: null } } })
    await terminal.shows('A 6-digit code was mailed to a***a@mail.example')
    await world.pass(60)
    terminal.type(keys.enter)
    await press('● Type the code', keys.down)
    await press('● Mail it again (a***a@mail.example)', keys.enter)
    await expect.poll(() => world.dc.inbox.list().length).toBe(2)
    await press('A 6-digit code was mailed', keys.enter)
    await press('● Type the code', keys.down + keys.down)
    await press('● Send a code by SMS', keys.enter)
    await press('A 5-digit code was sent by SMS', theCode)
    expect(await done).toMatchObject({ first_name: 'Ada' })
  })

  it('asks for an address that has to be set up, and for the code that was mailed there', async () => {
    const policy = { email: { setUp: { required: [{ registered: false }] } }, limits: { codesPerNumber: null } }
    const { done } = await begin({ policy })
    await press('needs a login e-mail address', `ada${keys.enter}`)
    await press('An address looks like ada@mail.example', `@mail.example${keys.enter}`)
    await press('to set the address up', keys.enter)
    await press('● Type the code', keys.down + keys.down)
    await press('● Set up another address', keys.enter)
    await press('Another e-mail address', `bea@mail.example${keys.enter}`)
    await press('mailed to b***a@mail.example', theCode)
    await press('A 5-digit code was sent by SMS', theCode)
    await press('First name', `Bea${keys.enter}`)
    await press('Last name', keys.enter)
    expect(await done).toMatchObject({ first_name: 'Bea' })
  })

  it('says what has to be paid, and goes on by itself when it was', async () => {
    const offer = {
      when: { prefixes: ['999777'] },
      store_product: 'code',
      currency: 'USD',
      amount: 145,
      premium_days: 7,
    }
    const policy = { payment: { offers: [offer], support_email_address: 'help@example.org' } }
    const paying = '+999 777 00 01'
    const accounts = [{ phone_number: paying, first_name: 'Ada' }]
    const { done } = await begin({ accounts, policy }, paying)
    await press('costs 1.45 USD', keys.enter)
    await terminal.shows('Ask for a new form')
    await terminal.shows('This goes on by itself when it was paid.')
    const [payment] = await world.dc.payments.list()
    await world.dc.payments.settle(payment!.id)
    await press('A 5-digit code was sent by SMS', theCode)
    expect(await done).toMatchObject({ first_name: 'Ada' })
  })

  it('shows terms that have to be agreed to, and gives the login up where they are not', async () => {
    const terms = { version: '1', text: 'Be kind.\nAlways.', popup: true, minAge: 16, checkSeconds: 3600 }
    const { done } = await begin({ policy: { terms, limits: { codesPerNumber: null } } })
    await press('A 5-digit code', theCode)
    await terminal.shows('Always.')
    await press('are you at least 16 years old?', 'n')
    await terminal.shows('this login is given up')
    await press('How do you want to log in?', keys.enter)
    await press('Phone number', phone_number + keys.enter)
    await press(/◆ {2}A 5-digit code/, theCode)
    await press(/◆ {2}Do you agree/, 'y')
    await press('First name', `Grace${keys.enter}`)
    await press('Last name', keys.enter)
    expect(await done).toMatchObject({ first_name: 'Grace' })
  })

  it('deletes an account whose password is forgotten only when that was typed out', async () => {
    world = await startFakeTimeWorld({ accounts: [{ phone_number, first_name: 'Ada' }] })
    const ada = await world.openClient()
    await ada.start({ phone: phone_number, code: async () => (await world.dc.inbox.next(phone_number)).code })
    await ada.password.set({ password: 'forgotten' })
    await beginAgain()
    await press('A 5-digit code', theCode)
    await press('The account has a password', keys.enter)
    await terminal.shows('Delete the account')
    terminal.type(keys.down)
    await press('● Delete the account', keys.enter)
    await press('Type DELETE to do it', `no${keys.enter}`)
    await terminal.shows(/◆ {2}The account has a password/)
  })
})
