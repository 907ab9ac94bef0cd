import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateRsaPrivateKey } from '@chappe/crypto/node'
import { DataCenter } from '@chappe/server'
import { FakeClock, seededRandom } from '@chappe/server/testing'
import { root } from '../architecture/workspace.ts'
import { ada, latestCode, type Scene } from './example-scenes.ts'

/** A program of the reference, with who is to run it. */
export interface ExampleRun {
  readonly method: string
  readonly program: string
  readonly scene: Scene
}

/** What a program of the reference is after. */
export interface ExampleOutcome {
  /** What it printed with `console.dir`; undefined when it was refused. */
  readonly answer: unknown
  /** The error that the server answered instead: `400 PHONE_CODE_INVALID`. */
  readonly refusal: string | undefined
  readonly exitCode: number | null
  /** Standard output and standard error. */
  readonly printed: string
}

/** The same in every run. */
const advertise = { host: '127.0.0.1', port: 10_443 }

/** One key for all runs: making one takes longer than everything else. */
const privateKey = generateRsaPrivateKey().then(key => key.toPem())

const hook = new URL('example-hook.ts', import.meta.url).href

/**
 * Runs a program as a reader would, in a process of its own, beside a data center that is made for it: its clock stands
 * still and its random bytes are known, so that the answers are the same each time.
 *
 * @param folder - an empty place for the program, its session and `connection.json`
 */
export async function runExample({ method, program, scene }: ExampleRun, folder: string): Promise<ExampleOutcome> {
  const clock = new FakeClock()
  await using dc = await DataCenter.start({
    clock,
    random: seededRandom(method),
    privateKey: await privateKey,
    accounts: [ada],
    // No example is a day old.
    passkeys: { sessionAgeSecondsMin: 0 },
    ...(method === 'auth.exportAuthorization' ? { dcs: [{ id: 2, advertise }, { id: 4 }] } : { advertise }),
  })
  await mkdir(join(folder, '.chappe'), { recursive: true, mode: 0o700 })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'program.ts'), program)
  await writeFile(join(folder, '.chappe/connection.json'), JSON.stringify(connectionOf(dc)), { mode: 0o600 })
  await scene.prepare(dc, join(folder, '.chappe/local.session'))
  try {
    return await runBeside(dc, clock, folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function connectionOf(dc: DataCenter): object {
  const { public_key, ...address } = { id: dc.dcId, ...dc.address, public_key: dc.publicKey }
  return { dcs: [address], public_key, api_id: dc.api_id, api_hash: dc.api_hash }
}

async function runBeside(dc: DataCenter, clock: FakeClock, folder: string): Promise<ExampleOutcome> {
  const child = fork(join(folder, 'program.ts'), [], {
    cwd: folder,
    execArgv: ['--import', hook],
    serialization: 'advanced',
    silent: true,
    timeout: 30_000,
  })
  let answer: unknown
  let refusal: string | undefined
  let printed = ''
  child.on('message', (message: { readonly answer?: unknown; readonly refusal?: string; readonly wait?: number }) => {
    if ('answer' in message) answer = message.answer
    refusal ??= message.refusal
    if (message.wait === undefined) return
    clock.advance(message.wait)
    child.send('passed')
  })
  child.stdout?.on('data', chunk => {
    printed += chunk
    // The person reads the code and types it.
    if (printed.endsWith('Code: ')) child.stdin?.write(`${latestCode(dc)}\n`)
  })
  child.stderr?.on('data', chunk => {
    printed += chunk
  })
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return { answer, refusal, exitCode, printed }
}
