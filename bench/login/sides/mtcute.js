// The same with mtcute. Arguments: the facts of the data center as JSON, the address of its packages.
const [text, modules] = process.argv.slice(2)
const { MemoryStorage, TelegramClient } = await import(`${modules}/@mtcute/node/index.js`)
const { NodeCryptoProvider } = await import(`${modules}/@mtcute/node/utils.js`)
const { addPublicKey } = await import(`${modules}/@mtcute/core/utils.js`)
const { serveParent } = await import('./line.ts')

const { dc, public_key, api_id, api_hash } = JSON.parse(text)
const crypto = new NodeCryptoProvider()
await crypto.initialize()
addPublicKey(crypto, public_key)
const main = { id: dc.id, ipAddress: dc.host, port: dc.port }
const settings = { _: 'codeSettings' }
let clients = []

const pending = (numbers, hashes, at) => ({ phoneNumber: numbers[at], phoneCodeHash: hashes[at] })

serveParent({
  async open(count) {
    clients = Array.from(
      { length: count },
      () =>
        new TelegramClient({
          apiId: api_id,
          apiHash: api_hash,
          storage: new MemoryStorage(),
          crypto,
          defaultDcs: { main, media: { ...main, mediaOnly: true } },
          disableUpdates: true,
          logLevel: 1,
        }),
    )
    await Promise.all(clients.map(tg => tg.call({ _: 'help.getNearestDc' })))
  },
  cheap: () => Promise.all(clients.map(tg => tg.call({ _: 'help.getNearestDc' }))).then(() => undefined),
  async sendCode(numbers) {
    const call = at => ({ _: 'auth.sendCode', phoneNumber: numbers[at], apiId: api_id, apiHash: api_hash, settings })
    const sent = await Promise.all(clients.map((tg, at) => tg.call(call(at))))
    return sent.map(({ phoneCodeHash }) => phoneCodeHash)
  },
  async resendCode(numbers, hashes) {
    await Promise.all(clients.map((tg, at) => tg.call({ _: 'auth.resendCode', ...pending(numbers, hashes, at) })))
  },
  async signIn(numbers, hashes, codes) {
    const call = at => ({ _: 'auth.signIn', ...pending(numbers, hashes, at), phoneCode: codes[at] })
    const done = await Promise.all(clients.map((tg, at) => tg.call(call(at))))
    return done.filter(({ _ }) => _ === 'auth.authorization').length
  },
  close: () => Promise.all(clients.map(tg => tg.destroy())).then(() => undefined),
})
