/** `chappe login` in a pipe, where a login e-mail address has to be set up and terms have to be agreed to. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ConnectionReport } from '../src/connection-file.ts'
import { makePlace, run, runChappe } from './support/chappe.ts'

const policy = {
  email: { setUp: { required: [{ registered: false }] } },
  terms: { version: '1', text: 'Be kind.', popup: true, minAge: 16, checkSeconds: 3600 },
}

it('asks for the address, the code that was mailed there, and an agreement', { timeout: 60_000 }, async () => {
  using place = makePlace()
  writeFileSync(join(place.folder, 'policy.json'), JSON.stringify(policy))
  const words = ['serve', '--port', '0', '--http-port', '0', '--json', '--log', 'silent', '--policy', 'policy.json']
  const server = runChappe(place, words)
  await server.printed(/\}\n/)
  const { http } = JSON.parse(server.stdout()) as ConnectionReport
  const newestCode = async (): Promise<string> =>
    ((await (await fetch(`${http}/api/inbox`)).json()) as { code: string }[]).at(-1)!.code

  const login = run(place, 'chappe login --phone +12025550199 --json')
  await login.printed('E-mail address (c cancels):')
  login.type('grace')
  await login.printed('That is not a valid e-mail address.')
  login.type('grace@mail.example')
  await login.printed('Code (m mails it again, c cancels):')
  login.type('m')
  await login.printed(/(mailed to g\*+e@mail\.example[\s\S]*){2}/)
  login.type(await newestCode())
  await login.printed('Code (r resends, c cancels):')
  login.type(await newestCode())
  await login.printed('Type "yes" to agree:')
  for (const answer of ['yes', 'Grace', 'Hopper']) login.type(answer)
  expect(await login.ended()).toBe(0)
  expect(JSON.parse(login.stdout())).toMatchObject({ name: 'Grace Hopper' })
  expect(login.stderr()).toContain('Be kind.')

  server.child.kill('SIGTERM')
  expect(await server.ended()).toBe(0)
})
