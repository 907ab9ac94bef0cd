import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as an {@link HttpPeer} received it. */
export interface ReceivedRequest {
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** How a peer answers; `hang` never does, `drop` breaks off. */
export type PeerAnswer =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'hang'
  | 'drop'

/** An HTTP server on loopback that answers as it is told and remembers what it got. */
export interface HttpPeer extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly ReceivedRequest[]
}

/** @param answers - the first for the first request and so on; the last for all that follow */
export async function httpPeer(...answers: readonly PeerAnswer[]): Promise<HttpPeer> {
  const requests: ReceivedRequest[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const answer = answers[Math.min(requests.length, answers.length - 1)] ?? { status: 204 }
    requests.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') })
    if (answer === 'hang') return
    if (answer === 'drop') request.destroy()
    else response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
