import { TlReader, TlWriter } from '@chappe/tl/runtime'
import { type AddressBook, addressesMax, isUsableAddress, type KnownAddress } from '../dc/address-book.ts'

/** Longest form in a store, in bytes. */
export const addressesBytesMax: number = 16 + addressesMax * 280

/** Writes the addresses of data centers for a store. */
export function addressesToBytes({ expiresAt, prefersIpv6, entries }: AddressBook): Uint8Array {
  const writer = new TlWriter()
  writer.double(expiresAt)
  writer.int(prefersIpv6 ? 1 : 0)
  writer.int(entries.length)
  for (const { id, host, port, ipv6, tcpo_only, this_port_only } of entries) {
    writer.int((ipv6 ? 1 : 0) | (tcpo_only ? 2 : 0) | (this_port_only ? 4 : 0))
    writer.int(id)
    writer.string(host)
    writer.int(port)
  }
  return writer.finish().slice()
}

/** Reads what {@link addressesToBytes} wrote; undefined when it is damaged. */
export function addressesFromBytes(bytes: Uint8Array): AddressBook | undefined {
  try {
    const reader = new TlReader(bytes)
    const expiresAt = reader.double()
    const prefersIpv6 = reader.int() === 1
    const count = reader.int()
    if (!Number.isFinite(expiresAt) || count < 0 || count > addressesMax) return undefined
    const entries = Array.from({ length: count }, () => readAddress(reader))
    reader.expectEnd()
    return entries.every(isUsableAddress) ? { expiresAt, prefersIpv6, entries } : undefined
  } catch {
    return undefined
  }
}

function readAddress(reader: TlReader): KnownAddress {
  const flags = reader.int()
  return {
    ipv6: (flags & 1) !== 0,
    tcpo_only: (flags & 2) !== 0,
    this_port_only: (flags & 4) !== 0,
    id: reader.int(),
    host: reader.string(),
    port: reader.int(),
  }
}
