/**
 * A data center of one's own inside a test: the program under test talks real MTProto over TCP, and the test reads the
 * codes that phones would receive. Each test starts its own in milliseconds; nothing leaves the machine.
 *
 *     node --test examples/own-data-center.ts
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client, isRpcError, memorySession } from '@chappe/client/node'
import { DataCenter } from '@chappe/server'

/** Whatever your program does with Telegram; here, it greets whoever is logged in. */
async function greet(tg: Client): Promise<string> {
  const [me] = await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })
  return me?._ === 'user' ? `Hello, ${me.first_name}!` : 'Hello, stranger!'
}

const phone_number = '+12025550143'

test('greets the one who has logged in', async () => {
  await using dc = await DataCenter.start({ accounts: [{ phone_number, first_name: 'Ada' }] })
  await using tg = await openClient(dc)
  await tg.login.start({ phone_number })
  const { code, medium } = await dc.inbox.next(phone_number, { signal: AbortSignal.timeout(5000) })
  assert.equal(medium, 'sms')
  await tg.login.enterCode(code)
  assert.equal(await greet(tg), 'Hello, Ada!')
})

test('greets nobody before a login', async () => {
  await using dc = await DataCenter.start()
  await using tg = await openClient(dc)
  await assert.rejects(greet(tg), error => isRpcError(error) && error.errorName === 'AUTH_KEY_UNREGISTERED')
})

function openClient(dc: DataCenter): Promise<Client> {
  return Client.open({
    session: memorySession(),
    api_id: dc.api_id,
    api_hash: dc.api_hash,
    dc: { id: dc.dcId, ...dc.address, public_key: dc.publicKey },
  })
}
