import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../src/node/system-clock.ts'
import { listenOverTcp, type TcpListener } from './support/listen-over-tcp.ts'
import { nearestDc } from './support/open-test-client.ts'
import { ScriptedServer, type SeenCall } from './support/scripted-server.ts'

// The README's programs as they stand, each in a process of its own, as a reader would run them.
describe('the README', () => {
  const blocks = [...readFileSync(new URL('../README.md', import.meta.url), 'utf8').matchAll(/```js\n(.*?)```/gs)].map(
    ([, code]) => code ?? '',
  )
  const [first = '', start = '', login = ''] = blocks
  let script: ScriptedServer
  let listener: TcpListener
  let folder: string

  beforeAll(async () => {
    script = await ScriptedServer.start(systemClock, answer)
    listener = await listenOverTcp(script)
    folder = mkdtempSync(join(tmpdir(), 'readme-'))
    symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'))
    mkdirSync(join(folder, '.chappe'))
    const { port } = listener
    const connection = {
      dcs: [{ id: 2, host: '127.0.0.1', port }],
      public_key: script.publicKey,
      api_id: 1,
      api_hash: '0123456789abcdef0123456789abcdef',
    }
    writeFileSync(join(folder, '.chappe', 'connection.json'), JSON.stringify(connection))
  })

  afterAll(async () => {
    await listener.close()
    rmSync(folder, { recursive: true })
  })

  const run = (code: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const program = join(folder, 'program.mjs')
      writeFileSync(program, code)
      const child = spawn(process.execPath, [program], { cwd: folder })
      let text = ''
      child.stdout.on('data', chunk => {
        text += chunk
      })
      child.stderr.on('data', chunk => {
        text += chunk
      })
      child.on('error', reject)
      child.on('close', () => resolve(text))
    })

  it('has a first program that prints an answer and ends', async () => {
    expect(await run(first)).toMatch(/_: 'nearestDc',\s+country: 'GB'/)
  }, 30_000)

  it('has a login in one call', async () => {
    const printed = await run(`${first}\n${start}`)
    expect(printed).toContain('A 5-digit code was sent by SMS to +12025550123.')
    expect(printed).toContain('Hello, Ada!')
  }, 30_000)

  it('has a login that says what it says', async () => {
    const printed = await run(`${first}\n${login}`)
    const [, comment] = /^\/\/ (A 5-digit.+)$/m.exec(login) ?? []
    expect(printed).toContain(comment)
    expect(printed).toContain('Logged in as user 777.')
  }, 30_000)
})

function answer({ method }: SeenCall): unknown {
  switch (method) {
    case 'auth.sendCode':
      return {
        _: 'auth.sentCode',
        type: { _: 'auth.sentCodeTypeSms', length: 5 },
        phone_code_hash: 'x',
        next_type: { _: 'auth.codeTypeCall' },
        timeout: 60,
      }
    case 'auth.signIn':
      return { _: 'auth.authorizationSignUpRequired' }
    case 'auth.signUp':
      return { _: 'auth.authorization', user: { _: 'userEmpty', id: 777n } }
    case 'users.getUsers':
      return [{ _: 'user', id: 777n, self: true, first_name: 'Ada' }]
    default:
      return nearestDc
  }
}
