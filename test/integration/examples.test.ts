/** Every example runs, as its first lines say, and shows what it promises. */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../../examples', import.meta.url))

async function run(...words: string[]): Promise<string> {
  return await runWith({}, ...words)
}

async function runWith(variables: Readonly<Record<string, string>>, ...words: string[]): Promise<string> {
  // The test runner's own marks would make node:test report to it instead of on stdout.
  const { NODE_TEST_CONTEXT: _, FORCE_COLOR: __, ...env } = process.env
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words, {
    cwd: folder,
    env: { ...env, ...variables },
    timeout: 30_000,
  })
  expect(stderr).toBe('')
  return stdout
}

describe('examples', () => {
  it('are all run here', () => {
    expect(readdirSync(folder).sort()).toEqual(['first-login.ts', 'own-data-center.ts', 'resend-code.ts', 'start.ts'])
  })

  it('first-login.ts signs up and shows the user', async () => {
    const printed = await run(join(folder, 'first-login.ts'))
    expect(printed).toMatch(/^Logged in as user \d+\.\nAda, \+12025550143\n$/)
  })

  it('resend-code.ts goes through every state', async () => {
    const lines = (await run(join(folder, 'resend-code.ts'))).trimEnd().split('\n')
    expect(lines).toEqual([
      'Waiting for a phone number.',
      'A 5-digit code was sent by SMS to +12025550143. If it does not arrive, another can be sent by voice call in 1 s.',
      'A voice call to +12025550143 speaks a 5-digit code. There is no other way to send it. ' +
        'Who is logged in on another device can scan a QR code instead.',
      expect.stringMatching(/^Logged in as user \d+\.$/),
    ])
  })

  it('start.ts logs in with what environment variables say', async () => {
    const variables = { CHAPPE_PHONE_NUMBER: '+9996612345', CHAPPE_PHONE_CODE: '11111', CHAPPE_FIRST_NAME: 'Ada' }
    expect(await runWith(variables, join(folder, 'start.ts'))).toMatch(/^Ada is user \d+\n$/)
  })

  it('own-data-center.ts passes as a test', async () => {
    const printed = await run('--test', '--test-reporter=tap', join(folder, 'own-data-center.ts'))
    expect(printed).toMatch(/^# pass 2$/m)
    expect(printed).toMatch(/^# fail 0$/m)
  })
})
