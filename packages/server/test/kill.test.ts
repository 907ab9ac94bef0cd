import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { auth, User } from '@chappe/schema/api'
import { afterEach, describe, expect, it } from 'vitest'
import { RawClient, type Reachable } from './support/raw-client.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

const phone_number = '+999 123 45 67'
const self = { id: [{ _: 'inputUserSelf' }] }
const children: ChildProcess[] = []

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) await kill(child)
})

interface Running extends Reachable {
  readonly child: ChildProcess
  readonly fingerprint: string
  readonly url: string
}

async function start(dataDir: string): Promise<Running> {
  const script = fileURLToPath(new URL('support/data-center-child.ts', import.meta.url))
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const lines = createInterface({ input: child.stdout })
  const [line] = await once(lines, 'line')
  return { child, ...JSON.parse(String(line)) }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

async function latestCode({ url }: Running): Promise<string> {
  const messages = (await (await fetch(`${url}/api/inbox`)).json()) as { code: string }[]
  return messages.at(-1)?.code ?? ''
}

async function sendCode(client: RawClient, dc: Running): Promise<string> {
  await client.init('help.getConfig')
  const { api_id, api_hash } = dc
  const request = { phone_number, api_id, api_hash, settings: { _: 'codeSettings' } }
  return (await client.call<auth.sentCode>('auth.sendCode', request)).phone_code_hash
}

describe('a data center that is killed', () => {
  it('right after it answered auth.sendCode knows key and code afterwards', async () => {
    await using directory = await temporaryDirectory()
    const first = await start(directory.path)
    const client = await RawClient.connect(first)
    const phone_code_hash = await sendCode(client, first)
    const phone_code = await latestCode(first)
    await kill(first.child)

    const second = await start(directory.path)
    expect(second.fingerprint).toBe(first.fingerprint)
    using again = await RawClient.connect(second, { key: client.key })
    const answer = await again.call('auth.signIn', { phone_number, phone_code_hash, phone_code })
    expect(answer).toMatchObject({ _: 'auth.authorization', user: { self: true, first_name: 'Ada' } })
    await kill(second.child)
  }, 30_000)

  it('right after it answered auth.signIn knows the login afterwards', async () => {
    await using directory = await temporaryDirectory()
    const first = await start(directory.path)
    const client = await RawClient.connect(first)
    const phone_code_hash = await sendCode(client, first)
    const phone_code = await latestCode(first)
    const { user } = await client.call<auth.authorization>('auth.signIn', { phone_number, phone_code_hash, phone_code })
    await kill(first.child)

    const second = await start(directory.path)
    using again = await RawClient.connect(second, { key: client.key })
    expect(await again.call<User[]>('users.getUsers', self)).toEqual([user])
    await kill(second.child)
  }, 30_000)
})
