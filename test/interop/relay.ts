import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'

/**
 * Leads every connection to a socket file on to a TCP port of this machine. A file is the one door that a network
 * namespace leaves open.
 *
 * @param path - where to make the socket file; the path must be short (108 bytes)
 */
export async function startRelay(path: string, address: { host: string; port: number }): Promise<AsyncDisposable> {
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, inside => {
    const outside = createConnection({ ...address, allowHalfOpen: true })
    for (const socket of [inside, outside]) open.add(socket)
    const both = [pipeline(inside, outside), pipeline(outside, inside)]
    // Either side may vanish at any time; the other one then goes, too.
    void Promise.allSettled(both).then(() => {
      for (const socket of [inside, outside]) {
        socket.destroy()
        open.delete(socket)
      }
    })
  })
  server.listen(path)
  await once(server, 'listening')
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of open) socket.destroy()
      await closed
    },
  }
}
