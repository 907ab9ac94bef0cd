import { once } from 'node:events'
import { createServer, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import type { ApnsOptions } from '../../src/integrity/apns/apns-options.ts'

/** A push as the peer received it. */
interface ReceivedPush {
  readonly environment: 'production' | 'development'
  readonly token: string
  readonly headers: IncomingHttpHeaders
  readonly payload: Readonly<Record<string, unknown>>
  /** When its provider token was made, Unix seconds. */
  readonly issuedAt: number
}

/** How the peer answers; `drop` breaks the connection off. */
type ApnsPeerAnswer = { readonly status: number; readonly reason?: string } | 'drop'

/**
 * Apple's push service as far as a data center can tell: an HTTP/2 server for each environment, which check the provider
 * token.
 */
export interface ApnsPeer extends AsyncDisposable {
  /** For `DataCenterOptions.integrity.apns`. */
  readonly options: ApnsOptions
  readonly pushes: readonly ReceivedPush[]
  /** Connections that were opened so far. */
  readonly connections: () => number
  /** Answers the next pushes so; after them every push is taken. */
  answer(...answers: readonly ApnsPeerAnswer[]): void
}

/** Starts one on loopback. */
export async function apnsPeer(): Promise<ApnsPeer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const pushes: ReceivedPush[] = []
  const answers: ApnsPeerAnswer[] = []
  const sessions = new Set<ServerHttp2Session>()
  let connections = 0
  const listen = async (environment: ReceivedPush['environment']): Promise<Http2Server> => {
    const server = createServer()
    server.on('session', session => {
      connections++
      sessions.add(session)
      session.on('close', () => sessions.delete(session))
      session.on('error', () => {})
    })
    server.on('stream', async (stream, headers) => {
      stream.on('error', () => {})
      const parts: Buffer[] = []
      for await (const part of stream) parts.push(part as Buffer)
      const answer = answers.shift() ?? { status: 200 }
      if (answer === 'drop') {
        stream.session?.destroy()
        return
      }
      const jwt = await jwtVerify(String(headers.authorization).replace('bearer ', ''), publicKey, {
        algorithms: ['ES256'],
        issuer: 'TEAM000001',
        currentDate: new Date(0),
      })
      const path = String(headers[':path'])
      const known =
        headers[':method'] === 'POST' && path.startsWith('/3/device/') && jwt.protectedHeader.kid === 'KEY0000001'
      pushes.push({
        environment,
        token: path.replace('/3/device/', ''),
        headers,
        payload: JSON.parse(Buffer.concat(parts).toString()) as ReceivedPush['payload'],
        issuedAt: jwt.payload.iat ?? 0,
      })
      stream.respond({ ':status': known ? answer.status : 400 })
      stream.end(answer.reason === undefined ? '' : JSON.stringify({ reason: answer.reason }))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  const servers = [await listen('production'), await listen('development')] as const
  const [url, sandboxUrl] = servers.map(server => `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return {
    options: {
      topic: 'org.example.messenger',
      keyId: 'KEY0000001',
      teamId: 'TEAM000001',
      privateKey: await exportPKCS8(privateKey),
      ...(url !== undefined && { url }),
      ...(sandboxUrl !== undefined && { sandboxUrl }),
    },
    pushes,
    connections: () => connections,
    answer: (...next) => void answers.push(...next),
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy()
      for (const server of servers) {
        server.close()
        await once(server, 'close')
      }
    },
  }
}
