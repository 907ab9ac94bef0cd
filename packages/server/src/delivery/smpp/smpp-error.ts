/** A message could not be handed over by SMPP. `status` is the `command_status` of the answer, where there was one. */
export class SmppError extends Error {
  readonly code: 'NOT_CONNECTED' | 'CONNECTION_LOST' | 'BIND_REFUSED' | 'REFUSED'
  readonly status: number | undefined

  constructor(code: SmppError['code'], explanation: string, status?: number) {
    super(`[${code}] ${explanation}`)
    this.name = 'SmppError'
    this.code = code
    this.status = status
  }
}

/** Names of `command_status` that senders of text messages meet, by number. @see SMPP 3.4 §5.1.3 */
const statusNames: Readonly<Record<number, string>> = {
  2: 'ESME_RINVCMDLEN',
  3: 'ESME_RINVCMDID',
  4: 'ESME_RINVBNDSTS',
  5: 'ESME_RALYBND',
  8: 'ESME_RSYSERR',
  10: 'ESME_RINVSRCADR',
  11: 'ESME_RINVDSTADR',
  13: 'ESME_RBINDFAIL',
  14: 'ESME_RINVPASWD',
  15: 'ESME_RINVSYSID',
  20: 'ESME_RMSGQFUL',
  69: 'ESME_RSUBMITFAIL',
  72: 'ESME_RINVSRCTON',
  80: 'ESME_RINVDSTTON',
  83: 'ESME_RINVSYSTYP',
  88: 'ESME_RTHROTTLED',
}

/** Says what a `command_status` is called. */
export function statusName(status: number): string {
  return statusNames[status] ?? `status 0x${status.toString(16).padStart(8, '0')}`
}

/** The message was not taken because there are too many; a moment later it may be. */
export function isThrottled(status: number | undefined): boolean {
  return status === 0x58 || status === 0x14
}
