// A SOCKS5 proxy (RFC 1928) on 127.0.0.1 that leads every CONNECT to a socket file: that of the port where there is one
// (`door-4431`), the first data center's (`door`) for any other address.

import { existsSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'

/** Starts the proxy; `asked` hears every address that was asked for, as `host:port`. */
export async function startSocks(path, asked) {
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy())
    serve(socket, path, asked).catch(() => socket.destroy())
  })
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return server.address().port
}

async function serve(socket, path, asked) {
  const [, methodCount] = await read(socket, 2)
  await read(socket, methodCount)
  socket.write(Uint8Array.of(5, 0)) // no authentication
  const [, command, , kind] = await read(socket, 4)
  const host = await readHost(socket, kind)
  const port = (await read(socket, 2)).readUInt16BE()
  if (command !== 1) return socket.end(Uint8Array.of(5, 7, 0, 1, 0, 0, 0, 0, 0, 0)) // only CONNECT
  asked(`${host}:${port}`)
  const own = `${path}-${port}`
  const target = createConnection(existsSync(own) ? own : path)
  target.on('error', () => socket.destroy())
  target.on('close', () => socket.destroy())
  socket.on('close', () => target.destroy())
  target.once('connect', () => {
    socket.write(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0))
    socket.pipe(target).pipe(socket)
  })
}

async function readHost(socket, kind) {
  if (kind === 1) return (await read(socket, 4)).join('.')
  if (kind === 3) return (await read(socket, (await read(socket, 1))[0])).toString()
  return (await read(socket, 16)).toString('hex').replace(/(....)(?=.)/g, '$1:')
}

async function read(socket, length) {
  for (;;) {
    const bytes = socket.read(length)
    if (bytes !== null && bytes.length === length) return bytes
    if (socket.readableEnded || socket.destroyed) throw new Error('the client hung up')
    await new Promise((resolve, reject) => {
      const done = () => {
        socket.off('readable', done)
        socket.off('close', failed)
        resolve()
      }
      const failed = () => {
        socket.off('readable', done)
        reject(new Error('the client hung up'))
      }
      socket.once('readable', done)
      socket.once('close', failed)
    })
  }
}
