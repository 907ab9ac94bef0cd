/** Logins of a person at a terminal: what the screen shows, line by line, and what the keys do. */
import { type Client, parseLoginTokenUrl } from '@chappe/client/node'
import { RpcError } from '@chappe/mtproto'
import { isLoginLeftError, startOnTerminal } from '@chappe/terminal'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeTimeWorld, startFakeTimeWorld } from '../../support/fake-time.ts'
import { scanQr } from '../../support/scan-qr.ts'
import { keys, openVirtualTerminal, type VirtualTerminal } from '../../support/virtual-terminal.ts'

const phone_number = '+12025550123'
const account = { phone_number, first_name: 'Ada', last_name: 'Lovelace' }

describe('a login on a terminal', () => {
  let world: FakeTimeWorld
  let terminal: VirtualTerminal

  beforeEach(async () => {
    world = await startFakeTimeWorld({ accounts: [account] })
    terminal = openVirtualTerminal()
  })
  afterEach(() => world[Symbol.asyncDispose]())

  const start = (tg: Client, options: Parameters<typeof startOnTerminal>[1] = {}): Promise<unknown> => {
    const { input, output } = terminal
    const started = startOnTerminal(tg, { input, output, refreshMs: 10, ...options })
    // It may fail before a test looks at it.
    started.catch(() => undefined)
    return started
  }
  const newestCode = (number = phone_number): string => world.dc.inbox.list({ phone_number: number }).at(-1)!.code
  const chooseWay = async (downs: number): Promise<void> => {
    await terminal.shows('How do you want to log in?')
    terminal.type(keys.down.repeat(downs) + keys.enter)
  }

  it('offers number, QR code and bot together, and counts down in place to the next code', async () => {
    const tg = await world.openClient()
    const done = start(tg)
    await terminal.shows('As a bot')
    expect(terminal.screen.text()).toBe(
      [
        '┌  Log in to Telegram',
        '│',
        '◆  How do you want to log in?',
        '│  ● With a phone number (a code is sent to it)',
        '│  ○ With a QR code',
        '│  ○ As a bot',
        '└',
      ].join('\n'),
    )
    await chooseWay(0)
    await terminal.shows('Phone number')
    terminal.type(`abc${keys.enter}`)
    await terminal.shows('In the international form, with the country')
    terminal.type(keys.backspace.repeat(3) + phone_number + keys.enter)
    await terminal.shows('voice call in 60 s')
    const before = terminal.screen.history().split('\n').length
    terminal.type('12')
    await world.pass(20)
    await terminal.shows('voice call in 40 s')
    expect(terminal.screen.text()).toBe(
      [
        '┌  Log in to Telegram',
        '│',
        '◇  How do you want to log in?',
        '│  With a phone number',
        '│',
        '◇  Phone number',
        `│  ${phone_number}`,
        '│',
        '◆  A 5-digit code was sent by SMS to +12025550123. If it does not arrive,',
        '│  another can be sent by voice call in 40 s. Enter alone shows what else can',
        '│  be done.',
        '│  12█',
        '└',
      ].join('\n'),
    )
    expect(terminal.screen.history().split('\n')).toHaveLength(before)
    terminal.type(keys.backspace.repeat(2) + newestCode() + keys.enter)
    expect(await done).toMatchObject({ first_name: 'Ada' })
    await terminal.shows('└  Logged in as Ada Lovelace.')
    expect(terminal.isRaw).toBe(false)
  })

  it('says what was wrong with a code, and sends another only when the time has come', async () => {
    const tg = await world.openClient()
    const done = start(tg, { answers: { phone: phone_number } })
    await terminal.shows('A 5-digit code')
    terminal.type(`${newestCode() === '00000' ? '11111' : '00000'}${keys.enter}`)
    await terminal.shows('That code was wrong.')
    terminal.type(keys.enter)
    await terminal.shows('○ Send it by voice call (in 60 s)')
    // Not possible yet: the choice passes over it.
    terminal.type(keys.down)
    await terminal.shows('● Give this login up')
    await world.pass(60)
    await terminal.shows(/Send it by voice call$/m)
    terminal.type('\u001b[A')
    await terminal.shows('● Send it by voice call')
    terminal.type(keys.enter)
    await terminal.shows('A voice call to +12025550123 speaks')
    terminal.type(newestCode() + keys.enter)
    await done
  })

  it('shows a QR code that fits, draws the next one in its place, and goes on when it was scanned', async () => {
    const ada = await world.openClient()
    await ada.start({ phone: phone_number, code: async () => (await world.dc.inbox.next(phone_number)).code })
    await ada.password.set({ password: 'two words', hint: 'hm' })
    const tg = await world.openClient()
    const done = start(tg)
    await chooseWay(1)
    await terminal.shows('Scan it with Telegram')
    const scanned = (): string | undefined => scanQr(terminal.screen.text())
    await expect.poll(scanned).toContain('tg://login?token=')
    const first = scanned()
    expect(terminal.screen.text().split('\n').length).toBeLessThan(24)
    await world.pass(30)
    const isAnother = (url: string | undefined): boolean => url !== undefined && url !== first
    await expect.poll(scanned).toSatisfy(isAnother)
    expect(terminal.screen.text().match(/Scan it with Telegram/g)).toHaveLength(1)
    await ada.auth.acceptLoginToken({ token: parseLoginTokenUrl(scanned()!)! })
    await terminal.shows('The account has a password (hint: hm)')
    // Nothing of the code is left on the screen.
    expect(terminal.screen.text()).not.toContain('█')
    terminal.type(`two words${keys.enter}`)
    await done
    expect(terminal.screen.history()).toContain('▪▪▪▪▪▪▪▪▪')
    expect(terminal.written()).not.toContain('two')
  })

  it('says while a server that fails has no QR code to show, and shows the next one', async () => {
    let isFailing = true
    const tg = await world.openClient({
      interceptors: [
        (call, next) => {
          if (!isFailing || call.method !== 'auth.exportLoginToken') return next(call)
          return Promise.reject(new RpcError(500, 'RPC_CALL_FAIL'))
        },
      ],
    })
    const done = start(tg, { beginsWithQr: true })
    await terminal.shows('The server failed (RPC_CALL_FAIL): another QR code is asked for in 1 s.')
    isFailing = false
    await world.pass(1)
    await terminal.shows('Scan it with Telegram')
    await expect.poll(() => scanQr(terminal.screen.text())).toContain('tg://login?token=')
    isFailing = true
    await world.pass(30)
    await terminal.shows(/◆ {2}The server failed \(RPC_CALL_FAIL\)/)
    expect(terminal.screen.text()).not.toContain('Scan it with Telegram')
    isFailing = false
    await world.pass(1)
    await terminal.shows('Scan it with Telegram')
    terminal.type(keys.escape)
    await expect(done).rejects.toSatisfy(isLoginLeftError)
  })

  it('gives the link where there is no room for a QR code', async () => {
    terminal = openVirtualTerminal({ columns: 60, rows: 14 })
    const tg = await world.openClient()
    const done = start(tg, { beginsWithQr: true })
    await terminal.shows('There is no room for a QR code here')
    expect(terminal.screen.text().replaceAll(/\n│ {2}/g, '')).toContain('tg://login?token=')
    terminal.type(keys.enter)
    await terminal.shows('How do you want to log in?')
    terminal.type(keys.escape)
    await expect(done).rejects.toSatisfy(isLoginLeftError)
  })

  it('is left by Ctrl-C and by Esc where it stands, and gone on with', async () => {
    const tg = await world.openClient()
    for (const key of [keys.interrupt, keys.escape]) {
      const left = start(tg, { answers: { phone: phone_number } })
      await terminal.shows(/◆ {2}A 5-digit code/)
      terminal.type(key)
      await expect(left).rejects.toMatchObject({ code: 'LOGIN_LEFT' })
      await terminal.shows('Left where it stands: the next start goes on from here.')
      expect(terminal.isRaw).toBe(false)
      expect(tg.login.state.at).toBe('code')
      terminal = openVirtualTerminal()
    }
    const done = start(tg)
    await terminal.shows('A 5-digit code')
    terminal.type(newestCode() + keys.enter)
    await done
    expect(world.dc.inbox.list({ phone_number })).toHaveLength(1)
  })

  it('ends with the reason of the signal, and leaves the terminal as it was', async () => {
    const tg = await world.openClient()
    const stop = new AbortController()
    const stopped = start(tg, { signal: stop.signal })
    await terminal.shows('As a bot')
    stop.abort(new Error('enough'))
    await expect(stopped).rejects.toThrow('enough')
    expect(terminal.isRaw).toBe(false)
  })

  it('asks for a name, and shows terms that have to be agreed to', async () => {
    const number = '+12025550199'
    const tg = await world.openClient()
    const done = start(tg, { answers: { phone: number } })
    await terminal.shows('A 5-digit code')
    terminal.type(newestCode(number) + keys.enter)
    await terminal.shows('First name')
    terminal.type(keys.enter)
    await terminal.shows('An account needs one')
    terminal.type(`Grace${keys.enter}`)
    await terminal.shows('Last name')
    terminal.type(`Hopper${keys.enter}`)
    expect(await done).toMatchObject({ first_name: 'Grace', last_name: 'Hopper' })
  })

  it('says a refusal and asks for the number again, which is not offered', async () => {
    const tg = await world.openClient()
    const done = start(tg, { answers: { phone: '+12' } })
    await terminal.shows('with the phone number.')
    await terminal.shows(/◆ {2}Phone number \(Enter alone: another way in\)/)
    expect(terminal.screen.text()).not.toMatch(/How do you want to log in|\+12\b/)
    // Another way in, and back.
    terminal.type(keys.enter)
    await chooseWay(0)
    await terminal.shows(/◆ {2}Phone number/)
    expect(terminal.screen.text()).not.toContain('again)')
    terminal.type(phone_number + keys.enter)
    await terminal.shows('A 5-digit code')
    terminal.type(newestCode() + keys.enter)
    await done
  })

  it('logs in as a bot, whose token is not seen', async () => {
    const { token } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
    const tg = await world.openClient()
    const done = start(tg)
    await chooseWay(2)
    await terminal.shows('Token of the bot')
    terminal.type(`no token${keys.enter}`)
    await terminal.shows('A token looks like')
    terminal.type(keys.backspace.repeat(8) + token + keys.enter)
    expect(await done).toMatchObject({ first_name: 'Echo' })
    expect(terminal.written()).not.toContain(token.split(':')[1])
  })

  it('leads round a forgotten password by a code from the mail', async () => {
    const ada = await world.openClient()
    await ada.start({ phone: phone_number, code: async () => (await world.dc.inbox.next(phone_number)).code })
    await ada.password.set({ password: 'forgotten', email: 'ada@mail.example' })
    await ada.password.confirmEmail(newestCode())
    const tg = await world.openClient()
    const done = start(tg, { answers: { phone: phone_number, code: async () => newestCode() } })
    await terminal.shows('The account has a password')
    terminal.type(`guess${keys.enter}`)
    await terminal.shows('That password was wrong.')
    terminal.type(keys.enter)
    await terminal.shows('Mail a recovery code')
    terminal.type(keys.down + keys.enter)
    await terminal.shows('A recovery code was mailed to a***a@mail.example')
    await terminal.shows(asks('Type the recovery code.'))
    // The password comes back to mind, almost; then it is the code again.
    terminal.type(keys.enter)
    await terminal.shows('● Type the recovery code (a***a@mail.example)')
    terminal.type(keys.down)
    await terminal.shows('● Type the password')
    terminal.type(keys.enter)
    await terminal.shows(asks('Type the password.'))
    terminal.type(`guess${keys.enter}`)
    await terminal.shows(asks('That password was wrong.'))
    await terminal.shows(asks('Type the password.'))
    terminal.type(keys.enter)
    await terminal.shows('● Type the recovery code')
    terminal.type(keys.enter)
    await terminal.shows(asks('Type the recovery code.'))
    terminal.type(newestCode() + keys.enter)
    await terminal.shows('A new password')
    terminal.type(`better${keys.enter}`)
    await terminal.shows('The same once more')
    terminal.type(`bitter${keys.enter}`)
    await terminal.shows('The two are not the same')
    terminal.type(`${keys.backspace.repeat(6)}better${keys.enter}`)
    await terminal.shows('A hint to remember it by')
    terminal.type(keys.enter)
    await done
    expect(terminal.written()).not.toMatch(/better|bitter|guess/)
  })

  it('draws nothing for who is logged in, and refuses where there is no terminal', async () => {
    const tg = await world.openClient()
    await tg.start({ phone: phone_number, code: async () => (await world.dc.inbox.next(phone_number)).code })
    await start(tg)
    expect(terminal.written()).toBe('')
    await expect(start(tg, { output: Object.assign(terminal.output, { isTTY: false }) })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    })
  })
})

/** A sentence in the message of the prompt that waits for an answer, wherever its lines break. */
function asks(sentence: string): RegExp {
  return new RegExp(`◆[^◆]*${sentence.split(' ').join('\\W+')}`)
}
