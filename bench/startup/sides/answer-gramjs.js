// The same with GramJS. Arguments: the folder of its package, the facts as JSON.
import { createRequire } from 'node:module'

const [folder, text] = process.argv.slice(2)
const require = createRequire(`${folder}/`)
const { Api, TelegramClient } = require(folder)
const { StringSession } = require(`${folder}/sessions`)
const { dc, api_id, api_hash, auth_key } = JSON.parse(text)
const address = Buffer.from(dc.host)
const numbers = Buffer.from([dc.id, address.length >> 8, address.length])
const port = Buffer.from([dc.port >> 8, dc.port])
const text64 = Buffer.concat([numbers, address, port, Buffer.from(auth_key, 'hex')]).toString('base64')
const session = new StringSession(`1${text64}`)
const { ConnectionTCPFull } = require(`${folder}/network`)
// It connects to port 80 whatever the session says.
class Connection extends ConnectionTCPFull {
  constructor(options) {
    super({ ...options, port: dc.port })
  }
}
const tg = new TelegramClient(session, api_id, api_hash, { connection: Connection, connectionRetries: 1 })
tg.setLogLevel('none')
await tg.connect()
const answer = await tg.invoke(new Api.help.GetNearestDc())
process.stdout.write(answer.className)
process.exit()
