import { expect, it } from 'vitest'
import { type MailServer, mailServer, partsOf } from './support/mail-server.ts'
import { email, getPassword, noPassword, PasswordWorld, settings, update } from './support/password-world.ts'
import { errorOf, type RawClient } from './support/raw-client.ts'

/** A data center whose letters go to a mail server, and a client that is logged in. */
async function start({ port }: MailServer): Promise<{ world: PasswordWorld; owner: RawClient }> {
  const from = 'Login <login@example.org>'
  const mail = { kind: 'smtp', name: 'mail', host: '127.0.0.1', port, security: 'none', from } as const
  const world = await PasswordWorld.start({ delivery: { providers: [mail] } })
  return { world, owner: await world.loggedIn() }
}

const setAddress = async (owner: RawClient): Promise<string | undefined> =>
  errorOf(update(owner, noPassword, await settings(owner, 'pässwörd-42', { email })))

it('a letter goes through the mail server, and its code confirms the address', async () => {
  await using server = await mailServer()
  const { world, owner } = await start(server)
  await using _ = world
  expect(await setAddress(owner)).toBe('400 EMAIL_UNCONFIRMED_6')
  expect(server.letters.map(({ to }) => to)).toEqual([[email]])
  const [text, html] = partsOf(server.letters[0]?.source ?? '')
  const code = /\n(\d+)\r?\n/.exec(text?.text ?? '')?.[1] ?? ''
  expect(html?.text).toContain(`>${code}</p>`)
  // The inbox has no letters where a mail server brings them.
  expect(world.dc.inbox.list().filter(({ medium }) => medium === 'email')).toEqual([])
  expect(await errorOf(owner.call('account.confirmPasswordEmail', { code }))).toBeUndefined()
  expect(await getPassword(owner)).toMatchObject({ has_password: true, has_recovery: true })
  expect(world.dc.deliveries.list().at(-1)).toMatchObject({ medium: 'email', provider: 'mail', outcome: 'accepted' })
})

it('a mail server that is down is noted, and the next letter goes out', async () => {
  let down = true
  await using server = await mailServer({
    onMailFrom: (_, __, done) => done(down ? new Error('come back later') : null),
  })
  const { world, owner } = await start(server)
  await using _ = world
  expect(await setAddress(owner)).toMatch(/^\d+ [A-Z]/)
  expect(server.letters).toEqual([])
  expect(world.dc.deliveries.list().at(-1)).toMatchObject({ medium: 'email', outcome: 'failed' })
  expect(await getPassword(owner)).toMatchObject({ has_password: undefined })
  down = false
  expect(await setAddress(owner)).toBe('400 EMAIL_UNCONFIRMED_6')
  expect(server.letters).toHaveLength(1)
})
