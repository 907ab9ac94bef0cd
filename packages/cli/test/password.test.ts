/** `chappe login` of an account that has a password. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, sqliteSession } from '@chappe/client/node'
import { expect, it } from 'vitest'
import type { ConnectionReport } from '../src/connection-file.ts'
import { makePlace, type Place, run, runChappe } from './support/chappe.ts'

const phone_number = '+12025550100'

it('asks for the password after the code, and recovers a forgotten one by e-mail', { timeout: 120_000 }, async () => {
  using place = makePlace()
  const words = ['serve', '--port', '0', '--http-port', '0', '--json', '--log', 'silent', '--unlimited']
  const server = runChappe(place, [...words, '--account', `${phone_number}:Ada:Lovelace`])
  await server.printed(/\}\n/)
  const report = JSON.parse(server.stdout()) as ConnectionReport
  const newestCode = () => codeOf(report.http ?? '')

  const first = run(place, `chappe login --session first.session --phone ${phone_number} --json`)
  await first.printed('Code (')
  first.type(await newestCode())
  expect(await first.ended()).toBe(0)
  await setPassword(place, ' two words ', newestCode)

  const second = run(place, `chappe login --session second.session --phone ${phone_number} --json`)
  await second.printed('Code (')
  second.type(await newestCode())
  await second.printed('Password (empty for other ways):')
  second.type('two words')
  await second.printed('That password was wrong.')
  second.type(' two words ')
  expect(await second.ended()).toBe(0)
  expect(second.stdout()).toContain('"name":"Ada Lovelace"')
  expect(second.stderr()).toContain('The account has a password (hint: mind the spaces): enter it')

  const third = run(place, `chappe login --session third.session --phone ${phone_number} --json`)
  await third.printed('Code (')
  third.type(await newestCode())
  await third.printed('Password (')
  third.type('')
  await third.printed('r mails a recovery code, c cancels:')
  third.type('r')
  await third.printed('A recovery code was mailed to a***a@mail.example')
  await third.printed('Recovery code (r mails another, c cancels, empty to type the password):')
  third.type('')
  await third.printed('Password (empty to type the recovery code):')
  third.type('almost')
  await third.printed(/That password was wrong[\s\S]*Password \(empty to type the recovery code\):\n$/)
  third.type('')
  await third.printed(/Recovery code \([\s\S]*Recovery code \(/)
  third.type(await newestCode())
  await third.printed('New password (empty for none):')
  for (const answer of ['new', 'new', '']) third.type(answer)
  expect(await third.ended()).toBe(0)
  expect(third.stdout()).toContain('"name":"Ada Lovelace"')
  const fourth = run(
    place,
    `CHAPPE_PASSWORD=wrong chappe login --session fourth.session --phone ${phone_number} --json`,
  )
  await fourth.printed('Code (')
  fourth.type(await newestCode())
  expect(await fourth.ended()).toBe(3)
  expect(JSON.parse(fourth.stdout())).toMatchObject({
    error: {
      code: 'PASSWORD_HASH_INVALID',
      error_code: 400,
      hint: 'The answer was given by CHAPPE_PASSWORD. Run "chappe login" again: it goes on where it was.',
    },
  })
  for (const { stdout, stderr } of [second, third]) expect(stdout() + stderr()).not.toContain('two words')

  server.child.kill('SIGTERM')
  expect(await server.ended()).toBe(0)
})

async function codeOf(http: string): Promise<string> {
  const response = await fetch(`${http}/api/inbox?phone_number=${encodeURIComponent(phone_number)}`)
  return ((await response.json()) as { code: string }[]).at(-1)!.code
}

/** Sets a password with an address for recovery, in the session that is logged in. */
async function setPassword(place: Place, password: string, newestCode: () => Promise<string>): Promise<void> {
  const connection = JSON.parse(readFileSync(join(place.folder, '.chappe/connection.json'), 'utf8')) as ConnectionReport
  const { dcs, public_key, api_id, api_hash } = connection
  const session = sqliteSession(join(place.folder, 'first.session'))
  await using tg = await Client.open({ session, api_id, api_hash, dc: { ...dcs[0]!, public_key } })
  const wish = { password, hint: 'mind the spaces', email: 'ada@mail.example' }
  expect(await tg.password.set(wish)).toEqual({ at: 'emailUnconfirmed', codeLength: 6 })
  await tg.password.confirmEmail(await newestCode())
}
