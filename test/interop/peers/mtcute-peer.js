// mtcute, told by a test what to do, by its public options and methods only.

import { addPublicKey } from '@mtcute/core/utils.js'
import { MemoryStorage, TelegramClient } from '@mtcute/node'
import { NodeCryptoProvider } from '@mtcute/node/utils.js'
import { serveCommands, tell } from './lines.js'

const crypto = new NodeCryptoProvider()
await crypto.initialize()
const clients = new Map()

await serveCommands({
  /** A client without a login, or with the one that `session` was exported from. */
  async open({ name, report, usePfs, testMode, disableUpdates, session }) {
    addPublicKey(crypto, report.public_key)
    const [dc] = report.dcs
    const main = { id: dc.id, ipAddress: dc.host, port: dc.port, testMode }
    const client = new TelegramClient({
      apiId: report.api_id,
      apiHash: report.api_hash,
      storage: new MemoryStorage(),
      crypto,
      defaultDcs: { main, media: { ...main, mediaOnly: true } },
      testMode,
      disableUpdates,
      logLevel: 1,
      network: { usePfs },
    })
    if (session !== undefined) await client.importSession(session)
    clients.set(name, client)
  },

  /** Calls a method of the client; `{ base64 }` among the parameters stands for bytes. */
  invoke: ({ name, method, parameters }) => clients.get(name)[method](...parameters.map(withBytes)),

  /** Shows a QR code, which is told as the event `link`, and waits until somebody has accepted it. */
  signInQr: ({ name, password }) =>
    clients.get(name).signInQr({ onUrlUpdated: link => tell('link', { name, link }), password }),

  close: ({ name }) => clients.get(name).destroy(),
})

function withBytes(value) {
  if (typeof value !== 'object' || value === null) return value
  if (typeof value.base64 === 'string') return Uint8Array.from(Buffer.from(value.base64, 'base64'))
  if (Array.isArray(value)) return value.map(withBytes)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withBytes(item)]))
}
