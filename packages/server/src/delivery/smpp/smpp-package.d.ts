/** The parts of the package `smpp`, which comes without types, that are used here and by the tests. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  interface ShortMessage {
    readonly udh?: readonly Buffer[]
    readonly message: string | Buffer
  }

  interface PduFields {
    readonly [name: string]: string | number | Buffer | undefined
  }

  interface PDU {
    readonly command: string
    readonly command_id: number
    readonly command_status: number
    readonly sequence_number: number
    readonly message_id?: string
    readonly esm_class?: number
    readonly data_coding?: number
    readonly system_id?: string
    readonly password?: string
    readonly system_type?: string
    readonly source_addr?: string
    readonly source_addr_ton?: number
    readonly source_addr_npi?: number
    readonly dest_addr_ton?: number
    readonly dest_addr_npi?: number
    readonly destination_addr?: string
    readonly registered_delivery?: number
    readonly validity_period?: unknown
    readonly short_message?: ShortMessage
    readonly message_payload?: ShortMessage
    readonly receipted_message_id?: string
    readonly message_state?: number
    readonly sar_msg_ref_num?: number
    readonly sar_total_segments?: number
    readonly sar_segment_seqnum?: number
    isResponse(): boolean
    response(fields?: PduFields): PDU
  }

  interface SessionEvents {
    connect: []
    secureConnect: []
    close: []
    error: [Error]
    pdu: [PDU]
    bind_transceiver: [PDU]
    bind_transmitter: [PDU]
    deliver_sm: [PDU]
    enquire_link: [PDU]
    submit_sm: [PDU]
    unbind: [PDU]
  }

  class Session extends EventEmitter<SessionEvents> {
    readonly socket: Socket
    /** False when the socket cannot be written to. */
    send(pdu: PDU, answered?: (answer: PDU) => void): boolean
    bind_transmitter(fields: PduFields, answered: (answer: PDU) => void): boolean
    bind_transceiver(fields: PduFields, answered: (answer: PDU) => void): boolean
    submit_sm(fields: PduFields, answered: (answer: PDU) => void): boolean
    deliver_sm(fields: PduFields, answered?: (answer: PDU) => void): boolean
    enquire_link(answered?: (answer: PDU) => void): boolean
    unbind(answered?: (answer: PDU) => void): boolean
    close(): void
    destroy(): void
  }

  interface SmppModule {
    connect(options: {
      readonly host: string
      readonly port: number
      readonly tls?: boolean
      readonly servername?: string
    }): Session
    createServer(listener: (session: Session) => void): NetServer
    readonly errors: Readonly<Record<string, number>>
  }

  const smpp: SmppModule

  export type { PDU, PduFields, Session }
  export default smpp
}
