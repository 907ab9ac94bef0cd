import { expect, it } from 'vitest'
import { createLog } from '../src/index.ts'
import { EmailWorld, type EmailWorldOptions, mailbox } from './support/email-world.ts'
import { type MailServer, mailServer, partsOf } from './support/mail-server.ts'
import { errorOf } from './support/raw-client.ts'

/** A data center whose letters go to a mail server. */
function start({ port }: MailServer, options: EmailWorldOptions = {}): Promise<EmailWorld> {
  const from = 'Login <login@example.org>'
  const mail = { kind: 'smtp', name: 'mail', host: '127.0.0.1', port, security: 'none', from } as const
  return EmailWorld.start({ delivery: { providers: [mail] }, ...options })
}

/** The code in a letter, and its words. */
function read({ letters }: MailServer): { readonly code: string; readonly words: string; readonly subject: string } {
  const source = letters.at(-1)?.source ?? ''
  const words = partsOf(source)[0]?.text ?? ''
  return { code: /\n(\d+)\r?\n/.exec(words)?.[1] ?? '', words, subject: /^Subject: (.*)$/m.exec(source)?.[1] ?? '' }
}

it('a login code goes through the mail server to the mailbox of the account', async () => {
  await using server = await mailServer()
  await using world = await start(server)
  const login = await world.begin()
  expect(server.letters.map(({ to }) => to)).toEqual([[mailbox]])
  const { code, words } = read(server)
  expect(code).toMatch(/^\d{6}$/)
  expect(words).toContain('Enter this code to log in:')
  expect(world.letters()).toEqual([])
  expect(world.dc.deliveries.list()).toMatchObject([{ medium: 'email', provider: 'mail', outcome: 'accepted' }])
  expect(await errorOf(login.signInBy({ _: 'emailVerificationCode', code }))).toBeUndefined()
})

it('a mailbox is set up by a letter that goes through the mail server', async () => {
  await using server = await mailServer()
  await using world = await start(server, { hasLoginEmail: false, email: { setUp: { required: [{}] } } })
  const login = await world.begin()
  await login.mail('grace@mail.example')
  expect(server.letters.at(-1)?.to).toEqual(['grace@mail.example'])
  const { code, words } = read(server)
  expect(words).toContain('log in with this address')
  expect(await login.verify({ _: 'emailVerificationCode', code })).toMatchObject({ email: 'grace@mail.example' })
})

it('a mail server that refuses does not lose the login, and its words are noted without the address', async () => {
  await using server = await mailServer({
    onRcptTo: ({ address }, _, done) => done(new Error(`no such user: ${address.toUpperCase()}`)),
  })
  const written: string[] = []
  const log = createLog('debug', entry => written.push(JSON.stringify(entry)))
  await using world = await start(server, { log })
  const login = await world.begin()
  expect(login.type).toMatchObject({ _: 'auth.sentCodeTypeSms' })
  const [failed] = world.dc.deliveries.list()
  expect(failed).toMatchObject({ medium: 'email', outcome: 'failed' })
  const everything = JSON.stringify(world.dc.deliveries.list()) + written.join('\n')
  expect(everything.toLowerCase()).not.toContain(mailbox)
  expect(everything).toContain('no such user')
  expect(await errorOf(login.signIn(world.newest(() => true).code))).toBeUndefined()
})

it('an address that takes no letters is refused when it is set up, and another is taken', async () => {
  await using server = await mailServer({
    onRcptTo: ({ address }, _, done) => done(address.startsWith('grace') ? new Error('no such user') : null),
  })
  await using world = await start(server, { hasLoginEmail: false, email: { setUp: { required: [{}] } } })
  const login = await world.begin()
  expect(await errorOf(login.mail('grace@mail.example'))).toBe('400 EMAIL_INVALID')
  expect(await errorOf(login.mail(mailbox))).toBeUndefined()
  expect(await errorOf(login.verify({ _: 'emailVerificationCode', code: read(server).code }))).toBeUndefined()
})
