import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog, formatLogEntry } from '../src/index.ts'
import { createIdTokenSigner } from '../src/testing/index.ts'
import { EmailWorld, known, mailbox, pattern, unknown } from './support/email-world.ts'
import { errorOf } from './support/raw-client.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

it('keeps no address, code or token on disk or in the log, and goes on with every login after a restart', async () => {
  await using folder = await temporaryDirectory()
  const lines: string[] = []
  const log = createLog('debug', entry => lines.push(formatLogEntry(entry, 0)))
  const signer = await createIdTokenSigner()
  const options = {
    dataDir: folder.path,
    email: { google: signer.policy, setUp: { required: [{ registered: false }] } },
  }
  const world = await EmailWorld.start({ ...options, log })
  const login = await world.begin()
  const code = world.letter().code
  const newcomer = await world.begin(unknown)
  await newcomer.mail('grace@mail.example')
  const setUpCode = world.letter().code
  const token = await signer.token('eve@mail.example', world.clock.now())
  await errorOf(login.signInBy({ _: 'emailVerificationGoogle', token }))
  await errorOf(newcomer.mail('nowhere'))
  await world[Symbol.asyncDispose]()

  expect(lines.length).toBeGreaterThan(5)
  const files = await Promise.all((await readdir(folder.path)).map(name => readFile(join(folder.path, name))))
  const everything = lines.join('\n')
  for (const secret of [mailbox, 'grace@mail.example', 'eve@mail.example', 'nowhere', code, setUpCode, token]) {
    expect(files.some(file => file.includes(secret))).toBe(false)
    expect(everything).not.toContain(secret)
  }

  await using again = await EmailWorld.start(options)
  login.client = await again.connect({ key: login.client.key })
  newcomer.client = await again.connect({ key: newcomer.client.key })
  expect(await errorOf(login.signInBy({ _: 'emailVerificationCode', code }))).toBeUndefined()
  await newcomer.verify({ _: 'emailVerificationCode', code: setUpCode })
  await newcomer.signIn(again.newest(({ medium }) => medium === 'sms').code)
  await newcomer.client.call('auth.signUp', { ...newcomer.reference, first_name: 'Grace', last_name: '' })
  expect((await again.begin(unknown)).type).toMatchObject({ email_pattern: 'g***e@mail.example' })
  expect((await again.begin(known)).type).toMatchObject({ email_pattern: pattern })
})
