import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { auth } from '@chappe/schema/api'
import { expect, it } from 'vitest'
import { createLog, defaultApp, formatLogEntry } from '../src/index.ts'
import { SessionWorld } from './support/session-world.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

it('keeps no token that lets somebody in on disk or in the log, and knows them all after a restart', async () => {
  await using folder = await temporaryDirectory()
  const lines: string[] = []
  const log = createLog('debug', entry => lines.push(formatLogEntry(entry, 0)))
  const world = await SessionWorld.start({ dataDir: folder.path, log })
  const { token: botToken } = await world.dc.bots.create({ name: 'Echo', username: 'echo_bot' })
  const owner = await world.connect()
  const { future_auth_token = new Uint8Array(0) } = await world.logIn(owner)
  const device = await world.connect()
  const app = { ...defaultApp, except_ids: [] }
  const { token } = await device.call<auth.loginToken>('auth.exportLoginToken', app)
  await owner.call('auth.acceptLoginToken', { token })
  await world[Symbol.asyncDispose]()

  const files = await Promise.all((await readdir(folder.path)).map(name => readFile(join(folder.path, name))))
  expect(lines.length).toBeGreaterThan(5)
  const secrets = [Buffer.from(botToken.split(':')[1] ?? ''), Buffer.from(future_auth_token), Buffer.from(token)]
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(30)
    expect(files.some(file => file.includes(secret))).toBe(false)
    for (const form of ['latin1', 'hex', 'base64', 'base64url'] as const) {
      expect(lines.join('\n')).not.toContain(secret.toString(form))
    }
  }

  await using again = await SessionWorld.start({ dataDir: folder.path })
  const back = await again.again(device)
  expect(await back.call('auth.exportLoginToken', app)).toMatchObject({ _: 'auth.loginTokenSuccess' })
  const bot = await again.connect()
  const request = { flags: 0, ...defaultApp, bot_auth_token: botToken }
  expect(await bot.call('auth.importBotAuthorization', request)).toMatchObject({ user: { bot: true } })
  expect(await again.sendCode<auth.SentCode>(await again.connect(), [future_auth_token])).toMatchObject({
    _: 'auth.sentCodeSuccess',
  })
})
