/** `chappe login` with somebody at the terminal: prompts, where pipes have lines. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scanQr } from '../../../test/support/scan-qr.ts'
import type { ConnectionReport } from '../src/connection-file.ts'
import { makePlace, type Place, type Running, runChappe } from './support/chappe.ts'
import { hasPseudoTerminals, runOnTerminal } from './support/pseudo-terminal.ts'

const phone_number = '+12025550100'
const enter = '\r'
const down = '\u001b[B'
const interrupt = '\u0003'

describe.runIf(hasPseudoTerminals)('chappe login on a terminal', { timeout: 60_000 }, () => {
  let place: Place
  let server: Running
  let report: ConnectionReport

  beforeAll(async () => {
    place = makePlace()
    const words = ['serve', '--port', '0', '--http-port', '0', '--json', '--log', 'silent', '--unlimited']
    server = runChappe(place, [...words, '--resend-after', '2', '--account', `${phone_number}:Ada:Lovelace`])
    await server.printed(/\}\n/)
    report = JSON.parse(server.stdout()) as ConnectionReport
  }, 60_000)

  afterAll(async () => {
    server.child.kill('SIGTERM')
    await server.ended()
    place[Symbol.dispose]()
  })

  const newestCode = async (): Promise<string> => {
    const response = await fetch(`${report.http}/api/inbox?phone_number=${encodeURIComponent(phone_number)}`)
    return ((await response.json()) as { code: string }[]).at(-1)!.code
  }

  it('asks by prompts, counts down, and prints the outcome', async () => {
    const login = runOnTerminal(place, 'chappe login')
    await login.shows('How do you want to log in?')
    login.type(enter)
    await login.shows('Phone number')
    login.type(`${phone_number}${enter}`)
    await login.shows('voice call in 2 s')
    await login.shows('voice call in 1 s')
    await login.shows('voice call now')
    login.type((await newestCode()) + enter)
    expect(await login.ended()).toBe(0)
    expect(login.screen.text()).toContain('└  The login is done.')
    expect(login.screen.text()).toContain('Logged in as Ada Lovelace (user 1000000001).')

    const again = runOnTerminal(place, 'chappe login')
    expect(await again.ended()).toBe(0)
    expect(again.screen.text()).toBe('Logged in as Ada Lovelace (user 1000000001).')
  })

  it('draws a QR code, and is left by Ctrl-C with the status of an interruption', async () => {
    const login = runOnTerminal(place, 'chappe login --qr --session qr.session')
    await login.shows('Scan it with Telegram')
    await expect
      .poll(() => scanQr(login.screen.text()), { timeout: 20_000 })
      .toMatch(/^tg:\/\/login\?token=[\w-]{20,}$/)
    login.type(enter)
    await login.shows('How do you want to log in?')
    login.type(down)
    await login.shows('● With a QR code')
    login.type(interrupt)
    expect(await login.ended()).toBe(130)
    expect(login.screen.text()).toContain('Run "chappe login" again: it goes on where it was')
  })

  it('prints one JSON object on stdout and asks on stderr', async () => {
    const login = runOnTerminal(
      place,
      `sh -c 'chappe login --session two.session --phone ${phone_number} --json > out.json'`,
    )
    await login.shows(/digit code was sent/)
    login.type((await newestCode()) + enter)
    expect(await login.ended()).toBe(0)
    expect(login.screen.text()).not.toContain('user_id')
    const printed = readFileSync(join(place.folder, 'out.json'), 'utf8')
    expect(JSON.parse(printed)).toEqual({ user_id: '1000000001', name: 'Ada Lovelace' })
  })

  it('asks by lines on a terminal that cannot draw', async () => {
    const login = runOnTerminal(place, `env TERM=dumb chappe login --session dumb.session --phone ${phone_number}`)
    await login.shows(/Code \(r resends, c cancels\):/)
    login.type(`${await newestCode()}\n`)
    expect(await login.ended()).toBe(0)
    expect(login.screen.text()).toContain('Logged in as Ada Lovelace')
  })

  it('takes answers from environment variables', async () => {
    const variables = `CHAPPE_PHONE_NUMBER=${phone_number}`
    const login = runOnTerminal(place, `env ${variables} chappe login --session variables.session`)
    await login.shows('digit code was sent')
    login.type((await newestCode()) + enter)
    expect(await login.ended()).toBe(0)
  })

  it('closes the prompt, and says that the login goes on, where the data center is gone for good', async () => {
    using other = makePlace()
    const words = ['serve', '--port', '0', '--http-port', '0', '--json', '--log', 'silent']
    const going = runChappe(other, [...words, '--account', `${phone_number}:Ada`])
    await going.printed(/\}\n/)
    const login = runOnTerminal(other, `chappe login --phone ${phone_number}`)
    await login.shows('digit code was sent')
    going.child.kill('SIGTERM')
    await going.ended()
    login.type(`00000${enter}`)
    expect(await login.ended()).toBe(1)
    expect(login.screen.text()).toMatch(
      /└ {2}The login was interrupted\.\n+error: no data center listens on \S+ any more/,
    )
    expect(login.screen.text()).toContain('a login under way then goes on')
  })
})
