import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import type { PasskeyRequestOptions } from '@chappe/client/node'
import { createSoftwareAuthenticator } from '@chappe/server/testing'
import { expect, it } from 'vitest'
import { root } from '../architecture/workspace.ts'
import { startFakeTimeWorld } from '../support/fake-time.ts'

const guide = await readFile(join(root, 'docs/guide/passkeys.md'), 'utf8')

it('the program of the guide to passkeys runs as it stands', async () => {
  const program = /```ts\n([\s\S]+?)```/.exec(guide)?.[1]
  const path = join(root, `test/passkeys-guide-${process.pid}.ts`)
  try {
    await writeFile(path, program ?? '')
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [path], { timeout: 30_000 })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^Passkey, one of 1\nLogged in as user \d+\.\n$/)
  } finally {
    await rm(path, { force: true })
  }
})

it('what the guide has a page do about a passkey that was deleted tells the device which one, and nothing else', async () => {
  const blocks = [...guide.matchAll(/```js\n([\s\S]+?)```/g)].map(([, code]) => code ?? '')
  const program = blocks.find(code => code.includes('signalUnknownCredential'))
  const phone_number = '+12025550123'
  await using world = await startFakeTimeWorld({
    accounts: [{ phone_number, first_name: 'Ada' }],
    passkeys: { sessionAgeSecondsMin: 0 },
  })
  const device = createSoftwareAuthenticator()
  const signalled: unknown[] = []
  // What a browser has, over a device in software.
  const page = {
    navigator: { credentials: { get: async (request: PasskeyRequestOptions) => device.get(request) } },
    PublicKeyCredential: {
      parseRequestOptionsFromJSON: (options: unknown) => options,
      signalUnknownCredential: async (unknown: unknown) => void signalled.push(unknown),
    },
  }
  const run = async () => {
    const tg = await world.openClient()
    await runInNewContext(`(async () => {${program}})()`, { ...page, tg })
    return tg.login.state.at
  }
  const owner = await world.openClient()
  await owner.login.start({ phone_number })
  await owner.login.enterCode(world.dc.inbox.list({ phone_number }).at(-1)?.code ?? '')
  const { id } = await owner.passkeys.register(options => device.create(options))
  expect(await run()).toBe('done')
  expect(signalled).toEqual([])
  await owner.passkeys.delete(id)
  expect(await run()).toBe('phone')
  expect(signalled).toEqual([{ rpId: 'localhost', credentialId: id }])
})
