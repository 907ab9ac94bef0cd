/**
 * A process that answers logins until it is killed. Every answer is one line on stdout, written the moment the rules
 * gave it; the parent kills without warning and looks at what is left.
 */
import { writeSync } from 'node:fs'
import { systemClock as clock } from '../../src/clock.ts'
import { createDelivery } from '../../src/delivery/create-delivery.ts'
import { DeliveryLog } from '../../src/delivery/delivery-log.ts'
import { Inbox } from '../../src/delivery/inbox.ts'
import { createCodeSecrets } from '../../src/domain/code-secrets.ts'
import { Homes } from '../../src/domain/homes/homes.ts'
import { LoginCodes } from '../../src/domain/login-codes.ts'
import { MissingCodes } from '../../src/domain/missing-codes.ts'
import { resolvePolicy } from '../../src/policy/resolve-policy.ts'
import { systemRandom as random } from '../../src/random.ts'
import { openDataDirectory } from '../../src/store/data-directory.ts'
import { emailServices } from './email-services.ts'

const { store, secret } = await openDataDirectory(process.argv[2] ?? '')
const inbox = new Inbox(clock)
const codes = new LoginCodes({
  store,
  secrets: createCodeSecrets(secret.derive('login codes')),
  delivery: createDelivery({ providers: [inbox], log: new DeliveryLog(), clock }),
  policy: resolvePolicy(),
  homes: new Homes(2, [2], resolvePolicy()),
  email: emailServices(),
  clock,
  random,
  missingCodes: new MissingCodes(),
})

async function login(index: number): Promise<void> {
  const key_id = BigInt(index)
  const auth_key = new Uint8Array(256).fill(index)
  await store.keys.add({ key_id, auth_key, dc: 2, expires_at: undefined, server_salt: 1n, createdAtMs: clock.now() })
  answer({ answered: 'key', index })
  const phone_number = `9995${String(index).padStart(6, '0')}`
  const { phone_code_hash } = await codes.send({ key_id, phone_number, api_id: 1 })
  const { code: phone_code } = await inbox.next(phone_number)
  answer({ answered: 'sendCode', index, phone_number, phone_code_hash, phone_code })
  // Every other client leaves its code pending.
  if (index % 2 === 0) return
  const reference = { key_id, phone_number, phone_code_hash }
  await codes.signIn({ ...reference, phone_code })
  const account = await codes.signUp({ ...reference, first_name: `Client ${index}`, last_name: '' })
  answer({ answered: 'signUp', index, user_id: String(account.id) })
}

function answer(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

for (let index = 1; ; index += 5) await Promise.all([0, 1, 2, 3, 4].map(offset => login(index + offset)))
