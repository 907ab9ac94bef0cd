/** Where a data center is reached. */
export interface StoredAddress {
  /** 1 to 5 in production; the plain number, without the offsets of the wire. */
  readonly id: number
  /** A name or an address, without brackets. */
  readonly host: string
  readonly port: number
  /** A data center of the test environment, whose number is 10000 higher on the wire. */
  readonly test: boolean
}

/** Whether the parts of an address from outside are within their bounds. */
export function isStoredAddress({ id, host, port }: Omit<StoredAddress, 'test'>): boolean {
  return isDcNumber(id) && isHost(host) && isPort(port)
}

/** Whether a number may be that of a data center. */
export function isDcNumber(id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= 9999
}

/** Whether a text may be the name or address of a host. */
export function isHost(host: string): boolean {
  return host !== '' && host.length <= hostLengthMax
}

/** Whether a number may be a port. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535
}

/** Longest host name, RFC 1035 §2.3.4. */
const hostLengthMax: number = 255
