import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { ScriptedServer } from './scripted-server.ts'

/** A scripted server behind a port of the loopback interface. */
export interface TcpListener {
  readonly port: number
  /** Cuts all sockets, without a word. */
  cut(): void
  close(): Promise<void>
}

/** Puts a scripted server behind a free port. */
export async function listenOverTcp(script: ScriptedServer): Promise<TcpListener> {
  const sockets = new Set<Socket>()
  const server = createServer({ noDelay: true }, socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    const handlers = { received: (bytes: Uint8Array) => void socket.write(bytes), closed: () => void socket.end() }
    const link = script.openLink({ host: '', port: 0 }, handlers, { signal: new AbortController().signal })
    socket.on('data', chunk => void link.then(({ send }) => send(chunk)))
    socket.on('close', () => {
      sockets.delete(socket)
      void link.then(({ close }) => close())
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    close: () => {
      cut()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
