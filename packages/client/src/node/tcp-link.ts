import { connect } from 'node:net'
import type { OpenLink } from '../connection/link.ts'

/** Opens a TCP connection. Small messages go out at once (no Nagle delay), several of one turn in one write. */
export const openTcpLink: OpenLink = ({ host, port }, handlers, { signal }) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const socket = connect({ host, port, noDelay: true, keepAlive: true })
    let failure: unknown
    const onAbort = (): void => {
      socket.destroy()
      reject(signal.reason)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort)
      resolve({
        send: bytes => {
          if (socket.writableCorked === 0) {
            socket.cork()
            process.nextTick(() => socket.uncork())
          }
          socket.write(bytes)
        },
        close: () => {
          socket.removeAllListeners()
          // What a dying socket has to say interests nobody, but unheard it would end the process.
          socket.on('error', () => undefined)
          socket.destroySoon()
        },
      })
    })
    socket.on('data', chunk => handlers.received(chunk))
    socket.on('error', error => {
      failure = error
    })
    socket.on('close', () => {
      signal.removeEventListener('abort', onAbort)
      reject(failure)
      handlers.closed(failure)
    })
  })
