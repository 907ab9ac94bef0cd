/**
 * The shortest login: a data center in this process, a client, and a number that signs up with the code that a phone would
 * have received.
 *
 *     node examples/first-login.ts
 */
import { Client, memorySession } from '@chappe/client/node'
import { DataCenter } from '@chappe/server'

await using dc = await DataCenter.start()
await using tg = await Client.open({
  session: memorySession(),
  api_id: dc.api_id,
  api_hash: dc.api_hash,
  dc: { id: dc.dcId, ...dc.address, public_key: dc.publicKey },
})

const phone_number = '+12025550143'
await tg.login.start({ phone_number })
const { code } = await dc.inbox.next(phone_number)
await tg.login.enterCode(code)
await tg.login.signUp({ first_name: 'Ada' })
const [me] = await tg.users.getUsers({ id: [{ _: 'inputUserSelf' }] })

console.log(tg.login.describe())
if (me?._ === 'user') console.log(`${me.first_name}, +${me.phone}`)
