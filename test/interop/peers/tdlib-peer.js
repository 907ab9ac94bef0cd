// TDLib, told by a test what to do: its own proxy leads every connection to the data center's socket file. It refuses to
// run where it could reach anything but itself.
//
// usage: tdlib-peer.js <libtdjson.so, patched> <socket file>

import { createRequire } from 'node:module'
import { networkInterfaces } from 'node:os'
import { serveCommands, tell } from './lines.js'
import { startSocks } from './socks.js'

const [, , library, door] = process.argv
const outside = Object.keys(networkInterfaces()).filter(name => name !== 'lo')
if (outside.length > 0) throw new Error(`this process has a network: ${outside.join(', ')}`)

const tdl = createRequire(import.meta.url)('tdl')
tdl.configure({ tdjson: library, verbosityLevel: 1 })
const addresses = new Set()
const proxyPort = await startSocks(door, address => addresses.add(address))
const clients = new Map()

await serveCommands({
  /** A client with its own database folder: `parameters` as in setTdlibParameters, `options` as in setOption. */
  async open({ name, parameters, options }) {
    const client = tdl.createBareClient()
    clients.set(name, client)
    client.on('error', error => tell('error', { name, message: String(error) }))
    client.on('update', update => {
      if (update._ === 'updateAuthorizationState') tell('state', { name, state: update.authorization_state })
      if (update._ === 'updateOption') tell('option', { name, option: update.name, value: update.value.value })
    })
    // TDLib holds these until setTdlibParameters and runs them before it opens a socket: awaiting one would never end.
    const server = { server: '127.0.0.1', port: proxyPort, type: { _: 'proxyTypeSocks5', username: '', password: '' } }
    const early = [client.invoke({ _: 'addProxy', proxy: server, enable: true, comment: '' })]
    for (const [option, value] of Object.entries(options)) {
      early.push(client.invoke({ _: 'setOption', name: option, value: { _: 'optionValueBoolean', value } }))
    }
    await client.invoke({ _: 'setTdlibParameters', ...parameters })
    await Promise.all(early)
  },

  invoke: ({ name, request }) => clients.get(name).invoke(request),

  /** Every address that any client asked the proxy for. */
  addresses: () => [...addresses],
})
