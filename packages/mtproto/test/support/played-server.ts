import { toLong } from '../../src/message/msg-id.ts'
import { decodeService, type ServiceMessage } from '../../src/message/service-message.ts'
import { encodeRpcResult } from '../../src/rpc/rpc-result.ts'
import type { ClientEvent } from '../../src/session/client-event.ts'
import type { ClientSession } from '../../src/session/client-session.ts'
import { RawServer } from './raw-peers.ts'
import { answerBody, callBody, type LinkOptions, SessionLink } from './session-link.ts'

/** A message of the client, with the packet it travelled in. */
export type Sent = ReturnType<RawServer['hearsMessages']>[number]

/** A connected client, and what a test does as its server. */
export interface PlayedServer {
  readonly link: SessionLink
  readonly server: RawServer
  readonly client: ClientSession
  /** Makes a call and returns it as the server hears it. */
  call(number: number): { readonly handle: number; readonly sent: Sent }
  answer(sent: Sent, number?: number): ClientEvent[]
  /** Says `bad_msg_notification`, or `bad_server_salt` when a salt is given. */
  refuse(
    bad: { readonly msg_id: bigint; readonly seqno: number },
    error_code: number,
    new_server_salt?: bigint,
  ): ClientEvent[]
}

/** A connected client whose server is played by the test. */
export function withServer(options: LinkOptions = {}): PlayedServer {
  const link = new SessionLink(options).connect()
  const server = new RawServer(link)
  const { client } = link
  return {
    link,
    server,
    client,
    call(number) {
      const handle = client.call(link.clientNow, callBody(number))
      const sent = callsIn(server.hearsMessages()).at(-1)
      if (sent === undefined) throw new Error('the call was not sent')
      return { handle, sent }
    },
    answer: (sent, number = 1) => server.says({ body: encodeRpcResult(sent.msg_id, answerBody(number)), seqno: 1 }),
    refuse(bad, error_code, new_server_salt) {
      const about = { bad_msg_id: toLong(bad.msg_id), bad_msg_seqno: bad.seqno, error_code }
      return server.service(
        new_server_salt === undefined
          ? { _: 'bad_msg_notification', ...about }
          : { _: 'bad_server_salt', ...about, new_server_salt },
      )
    },
  }
}

/** The calls among messages. */
export function callsIn(sent: readonly Sent[]): Sent[] {
  return sent.filter(message => decodeService(message.body) === undefined)
}

/** The service messages among messages. */
export function servicesIn(sent: readonly Sent[]): ServiceMessage[] {
  return sent.flatMap(message => decodeService(message.body) ?? [])
}

/** The names of the service messages among messages. */
export function namesIn(sent: readonly Sent[]): string[] {
  return servicesIn(sent).map(service => service._)
}
