/**
 * The login as a state machine: whatever state it is in, the program does what a person would, and asks for the code by
 * every way there is before it types it in. The state is plain data, so it goes through JSON after every step, as if the
 * program had been restarted.
 *
 *     node examples/resend-code.ts
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, memorySession } from '@chappe/client/node'
import { DataCenter } from '@chappe/server'

const phone_number = '+12025550143'

// One second between two ways, not a minute, so that the example is soon over.
await using dc = await DataCenter.start({
  accounts: [{ phone_number, first_name: 'Ada' }],
  policy: { media: { sms: { timeoutSeconds: 1 } } },
})
await using tg = await Client.open({
  session: memorySession(),
  api_id: dc.api_id,
  api_hash: dc.api_hash,
  dc: { id: dc.dcId, ...dc.address, public_key: dc.publicKey },
})

while (tg.login.state.at !== 'done') {
  console.log(tg.login.describe())
  const { state } = tg.login
  switch (state.at) {
    case 'phone':
      await tg.login.start({ phone_number })
      break
    case 'code':
      if (state.next !== undefined) {
        await sleep(tg.login.resendRemainingSeconds * 1000)
        await tg.login.resend()
      } else {
        const { code } = dc.inbox.list({ phone_number }).at(-1)!
        await tg.login.enterCode(code)
      }
      break
    default:
      throw new Error(`this account was not expected to need "${state.at}"`)
  }
  await tg.login.restore(JSON.parse(JSON.stringify(tg.login)))
}
console.log(tg.login.describe())
