import { afterEach, describe, expect, it } from 'vitest'
import { mailServer, partsOf, type ReceivedLetter } from '../../../test/support/mail-server.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import type { SmtpPlan } from '../config/delivery-plan.ts'
import { Secret } from '../config/secret.ts'
import { createMailer } from '../create-mailer.ts'
import { DeliveryLog } from '../delivery-log.ts'
import { createSmtpProvider, type SmtpProvider } from './smtp-provider.ts'

const open: SmtpProvider[] = []
afterEach(() => {
  for (const provider of open.splice(0)) provider.close()
})

function mailerTo(port: number, changes: Partial<SmtpPlan> = {}) {
  const provider = createSmtpProvider({
    kind: 'smtp',
    name: 'mail',
    host: '127.0.0.1',
    port,
    security: 'none',
    login: undefined,
    from: 'Chappe <login@example.org>',
    connectionsMax: 2,
    timeoutMs: 2_000,
    ...changes,
  })
  open.push(provider)
  const log = new DeliveryLog()
  return { log, mailer: createMailer({ providers: [provider], log, clock: new FakeClock() }) }
}

const mail = {
  kind: 'recoverPassword',
  address: 'ada@example.com',
  phone_number: '12025550143',
  code: '481516',
  lang_code: 'de',
} as const

describe('a mail server', () => {
  it('gets a letter as text and as HTML, in the language of the client', async () => {
    await using server = await mailServer()
    const { mailer, log } = mailerTo(server.port)
    expect(await mailer.mail(mail)).toBe('accepted')
    expect(server.letters).toMatchObject([{ from: 'login@example.org', to: ['ada@example.com'] }])
    const [{ source }] = server.letters as [ReceivedLetter]
    expect(source).toMatch(/^From: Chappe <login@example\.org>\r$/m)
    expect(source).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(source).toMatch(/^Content-Language: de\r$/m)
    expect(source).toMatch(/^Message-ID: <[\da-f]{32}@example\.org>\r$/m)
    const [text, html] = partsOf(source)
    expect(text).toMatchObject({ type: 'text/plain' })
    expect(text?.text).toContain('Geben Sie diesen Code ein, um Ihr Passwort zurückzusetzen:')
    expect(text?.text).toContain('\n481516\r\n')
    expect(html).toMatchObject({ type: 'text/html' })
    expect(html?.text).toContain('>481516</p>')
    expect(html?.text).not.toMatch(/src=|href=|url\(/)
    expect(log.list()).toMatchObject([{ medium: 'email', provider: 'mail', outcome: 'accepted' }])
  })

  it('is logged in to', async () => {
    const seen: unknown[] = []
    await using server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _, done) {
        seen.push([username, password])
        done(null, { user: 'chappe' })
      },
    })
    const { mailer } = mailerTo(server.port, { login: { user: 'chappe', password: new Secret('hunter2') } })
    expect(await mailer.mail(mail)).toBe('accepted')
    expect(seen).toEqual([['chappe', 'hunter2']])
  })

  it('that refuses the login is a failure, noted without code and password', async () => {
    await using server = await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) => done(new Error(`no ${username} with password ${password}`)),
    })
    const { mailer, log } = mailerTo(server.port, { login: { user: 'chappe', password: new Secret('hunter2') } })
    expect(await mailer.mail(mail)).toBe('failed')
    expect(log.list()[0]?.failure).toContain('no chappe with password *****')
    expect(JSON.stringify(log.list())).not.toMatch(/hunter2|481516/)
  })

  it('that refuses the receiver is a failure', async () => {
    await using server = await mailServer({ onRcptTo: (_, __, done) => done(new Error('no such mailbox')) })
    const { mailer, log } = mailerTo(server.port)
    expect(await mailer.mail(mail)).toBe('failed')
    expect(log.list()[0]?.failure).toContain('no such mailbox')
  })

  it('without TLS gets no letter where that is asked for', async () => {
    await using server = await mailServer()
    const { mailer } = mailerTo(server.port, { security: 'starttls' })
    expect(await mailer.mail(mail)).toBe('failed')
    expect(server.letters).toEqual([])
  })

  it('that is not there is a failure', async () => {
    const server = await mailServer()
    await server[Symbol.asyncDispose]()
    const { mailer, log } = mailerTo(server.port)
    expect(await mailer.mail(mail)).toBe('failed')
    expect(log.list()[0]?.failure).toContain('ECONNREFUSED')
  })
})

it('tells no mail server apart from none', async () => {
  const log = new DeliveryLog()
  const mailer = createMailer({ providers: [], log, clock: new FakeClock() })
  expect(await mailer.mail(mail)).toBe('failed')
  expect(log.list()).toMatchObject([{ provider: undefined, failure: 'nobody brings letters' }])
})
