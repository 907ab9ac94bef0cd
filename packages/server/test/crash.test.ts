import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { systemClock as clock } from '../src/clock.ts'
import { createDelivery } from '../src/delivery/create-delivery.ts'
import { DeliveryLog } from '../src/delivery/delivery-log.ts'
import { Inbox } from '../src/delivery/inbox.ts'
import { createCodeSecrets } from '../src/domain/code-secrets.ts'
import { Homes } from '../src/domain/homes/homes.ts'
import { LoginCodes } from '../src/domain/login-codes.ts'
import { MissingCodes } from '../src/domain/missing-codes.ts'
import { defaultPolicy } from '../src/policy/default-policy.ts'
import { systemRandom as random } from '../src/random.ts'
import { openDataDirectory } from '../src/store/data-directory.ts'
import { emailServices } from './support/email-services.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

interface Answer {
  readonly answered: 'key' | 'sendCode' | 'signUp'
  readonly index: number
  readonly phone_number?: string
  readonly phone_code_hash?: string
  readonly phone_code?: string
  readonly user_id?: string
}

/** Lets the child answer `count` times, kills it in the middle of its work and returns everything it had answered. */
async function answersUntilKilled(directory: string, count: number): Promise<Answer[]> {
  const script = fileURLToPath(new URL('support/crash-child.ts', import.meta.url))
  const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  const answers: Answer[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    answers.push(JSON.parse(line) as Answer)
    if (answers.length === count) child.kill('SIGKILL')
  }
  if (child.signalCode === null && child.exitCode === null) await once(child, 'exit')
  expect(child.signalCode).toBe('SIGKILL')
  return answers
}

it.each([7, 23, 60])(
  'a process killed after %i answers has lost no key, code or login that it answered for',
  { timeout: 30_000 },
  async count => {
    await using folder = await temporaryDirectory()
    const answers = await answersUntilKilled(folder.path, count)
    const { store, secret } = await openDataDirectory(folder.path)
    await using _ = store
    const secrets = createCodeSecrets(secret.derive('login codes'))
    const delivery = createDelivery({ providers: [new Inbox(clock)], log: new DeliveryLog(), clock })
    const codes = new LoginCodes({
      store,
      secrets,
      delivery,
      policy: defaultPolicy,
      homes: new Homes(2, [2], defaultPolicy),
      email: emailServices(),
      clock,
      random,
      missingCodes: new MissingCodes(),
    })

    const signedUp = new Set(answers.filter(answer => answer.answered === 'signUp').map(answer => answer.index))
    for (const { answered, index, phone_number = '', phone_code_hash = '', phone_code = '', user_id } of answers) {
      const key_id = BigInt(index)
      if (answered === 'key') expect((await store.keys.find(key_id))?.auth_key[0]).toBe(index % 256)
      if (answered === 'signUp') {
        expect(String((await store.sessions.find(key_id))?.authorization?.user_id)).toBe(user_id)
      }
      // The odd ones were on their way through signIn and signUp when the end came.
      if (answered === 'sendCode' && index % 2 === 0 && !signedUp.has(index)) {
        const signedIn = await codes.signIn({ key_id, phone_number, phone_code_hash, phone_code })
        expect(signedIn).toEqual({ kind: 'signUpRequired' })
      }
    }
    expect(answers.length).toBeGreaterThanOrEqual(count)
  },
)
