import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A letter as a {@link MailServer} received it. */
export interface ReceivedLetter {
  readonly from: string
  readonly to: readonly string[]
  readonly source: string
}

/** A mail server on loopback that remembers what it got. */
export interface MailServer extends AsyncDisposable {
  readonly port: number
  readonly letters: readonly ReceivedLetter[]
}

export async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const letters: ReceivedLetter[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        letters.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(parts).toString('utf8'),
        })
        done()
      })
    },
    ...options,
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    [Symbol.asyncDispose]: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

/** The parts of a MIME message, decoded from quoted-printable or base64. */
export function partsOf(source: string): { readonly type: string; readonly text: string }[] {
  const boundary = /boundary="([^"]+)"/.exec(source)?.[1] ?? ''
  return source
    .split(`--${boundary}`)
    .slice(1, -1)
    .map(part => {
      const [head = '', ...body] = part.trimStart().split('\r\n\r\n')
      const raw = body.join('\r\n\r\n')
      const bytes = /base64/i.test(head)
        ? Buffer.from(raw, 'base64')
        : Buffer.from(
            raw
              .replaceAll('=\r\n', '')
              .replaceAll(/=([\dA-F]{2})/g, (_, hex) => String.fromCharCode(Number(`0x${hex}`))),
            'latin1',
          )
      return { type: /content-type: ([\w/]+)/i.exec(head)?.[1] ?? '', text: bytes.toString('utf8') }
    })
}
