// Logs in with mtcute, using its options only: the data center's address and RSA key come in as JSON on standard input,
// the outcome goes out as one line of JSON. The code is read from the data center's inbox, as a person would read a phone.

import { addPublicKey } from '@mtcute/core/utils.js'
import { MemoryStorage, TelegramClient } from '@mtcute/node'
import { NodeCryptoProvider } from '@mtcute/node/utils.js'

let input = ''
for await (const chunk of process.stdin) input += chunk
const { dc, http, public_key, api_id, api_hash, phone_number, usePfs } = JSON.parse(input)

const crypto = new NodeCryptoProvider()
await crypto.initialize()
addPublicKey(crypto, public_key)

const main = { id: dc.id, ipAddress: dc.host, port: dc.port }
const client = new TelegramClient({
  apiId: api_id,
  apiHash: api_hash,
  storage: new MemoryStorage(),
  crypto,
  defaultDcs: { main, media: { ...main, mediaOnly: true } },
  disableUpdates: true,
  logLevel: 1,
  network: { usePfs },
})

try {
  const sent = await client.sendCode({ phone: phone_number })
  const resent = await client.resendCode({ phone: phone_number, phoneCodeHash: sent.phoneCodeHash })
  // Its own resendCode waits out a short FLOOD_WAIT; the bare call shows it.
  const again = { _: 'auth.resendCode', phoneNumber: phone_number, phoneCodeHash: sent.phoneCodeHash }
  const tooEarly = await outcome(client.call(again, { floodSleepThreshold: 0 }))
  const code = await newestCode(resent.type)
  const wrong = await outcome(signIn(sent, code === '00000' ? '11111' : '00000'))
  const user = await signIn(sent, code)
  const me = await client.getMe()
  console.log(
    JSON.stringify({
      sent: {
        type: sent.type,
        length: sent.length,
        nextType: sent.nextType,
        hash: sent.phoneCodeHash,
        timeout: sent.timeout,
      },
      resent: { type: resent.type, length: resent.length, nextType: resent.nextType, hash: resent.phoneCodeHash },
      tooEarly,
      wrong,
      user: { id: user.id, phone: user.phoneNumber, isSelf: user.isSelf },
      me: { id: me.id, isSelf: me.isSelf },
    }),
  )
} finally {
  await client.destroy()
}
process.exit(0)

function signIn(sent, phoneCode) {
  return client.signIn({ phone: phone_number, phoneCodeHash: sent.phoneCodeHash, phoneCode })
}

async function outcome(promise) {
  return promise.then(
    () => 'ok',
    error => `${error.code} ${error.text}`,
  )
}

async function newestCode(medium) {
  const response = await fetch(`${http}/api/inbox?phone_number=${encodeURIComponent(phone_number)}`)
  const messages = (await response.json()).filter(message => message.medium === medium)
  return messages.at(-1).code
}
