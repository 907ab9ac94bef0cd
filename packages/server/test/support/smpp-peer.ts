import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import smpp, { type PDU, type PduFields, type Session } from 'smpp'

/** A message centre on loopback that remembers what it got. */
export interface SmppPeer extends AsyncDisposable {
  readonly port: number
  /** Binds, oldest first, also refused ones. */
  readonly binds: readonly PDU[]
  /** Messages, oldest first, also refused ones. */
  readonly messages: readonly PDU[]
  /** `enquire_link` received. */
  readonly enquiries: number
  /** Sends something to whoever is bound. */
  deliver(fields: PduFields): void
  /** Breaks all connections off; new ones are accepted. */
  breakOff(): void
}

/** How a message centre behaves. */
export interface SmppPeerOptions {
  readonly port?: number
  readonly systemId?: string
  readonly password?: string
  /** The `command_status` of the answer to the n-th message, from 0; default: all are taken. `silent`: no answer. */
  readonly answer?: (index: number) => number | 'silent'
  /** Answers no `enquire_link`. */
  readonly deaf?: boolean
}

export async function smppPeer(options: SmppPeerOptions = {}): Promise<SmppPeer> {
  const { systemId = 'chappe', password = 'p4ssw0rd', answer = () => 0, deaf = false } = options
  const sessions = new Set<Session>()
  const binds: PDU[] = []
  const messages: PDU[] = []
  let enquiries = 0
  const server = smpp.createServer(session => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session))
    session.on('error', () => session.destroy())
    session.on('pdu', pdu => {
      if (pdu.isResponse()) return
      if (pdu.command.startsWith('bind_')) {
        binds.push(pdu)
        const command_status = pdu.system_id !== systemId ? 0x0f : pdu.password !== password ? 0x0e : 0
        session.send(pdu.response({ command_status, system_id: 'peer' }))
      } else if (pdu.command === 'submit_sm') {
        const status = answer(messages.length)
        messages.push(pdu)
        if (status === 'silent') return
        session.send(pdu.response({ command_status: status, message_id: `m${messages.length}` }))
      } else if (pdu.command === 'enquire_link') {
        enquiries++
        if (!deaf) session.send(pdu.response())
      } else session.send(pdu.response())
    })
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    binds,
    messages,
    get enquiries() {
      return enquiries
    },
    deliver(fields) {
      for (const session of sessions) session.deliver_sm(fields)
    },
    breakOff() {
      for (const session of sessions) session.destroy()
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
