// The same with mtcute. Arguments: the address of @mtcute/node, the facts as JSON.
const [address, text] = process.argv.slice(2)
const { MemoryStorage, TelegramClient } = await import(address)
const { dc, api_id, api_hash, auth_key } = JSON.parse(text)
const main = { id: dc.id, ipAddress: dc.host, port: dc.port }
const primaryDcs = { main, media: { ...main, mediaOnly: true } }
const tg = new TelegramClient({
  apiId: api_id,
  apiHash: api_hash,
  // Its SQLite storage needs a native build; a session in memory spares it the file.
  storage: new MemoryStorage(),
  defaultDcs: primaryDcs,
  disableUpdates: true,
  logLevel: 1,
})
await tg.importSession({ version: 3, primaryDcs, authKey: Buffer.from(auth_key, 'hex') })
const answer = await tg.call({ _: 'help.getNearestDc' })
process.stdout.write(answer._)
process.exit()
