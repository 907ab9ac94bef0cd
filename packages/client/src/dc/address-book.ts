import type { Config, DcOption } from '@chappe/schema/api'
import { isStoredAddress, type StoredAddress } from '../session/stored-address.ts'

/** What the server said about where its data centers are. */
export interface AddressBook {
  /** From when on it is to be asked for again, milliseconds since the epoch by the local clock. */
  readonly expiresAt: number
  /** `force_try_ipv6` of the configuration. */
  readonly prefersIpv6: boolean
  readonly entries: readonly KnownAddress[]
}

/** One `dcOption` that we may connect to. */
export interface KnownAddress {
  readonly id: number
  readonly host: string
  readonly port: number
  readonly ipv6: boolean
  /** Only obfuscated connections are taken there. */
  readonly tcpo_only: boolean
  /** No other port may be tried there. */
  readonly this_port_only: boolean
}

/** Addresses that are kept; Telegram gives about twenty. */
export const addressesMax = 64

/** Addresses of one data center that are tried in turn. */
export const candidatesMax = 12

/** Ports that Telegram's addresses answer on beside the one that is given. */
const otherPorts: readonly number[] = [443, 80, 5222]

/**
 * Reads the addresses of a configuration.
 *
 * @param now - milliseconds since the epoch, local
 */
export function bookFromConfig(config: Config, now: number): AddressBook {
  // `expires` is about an hour ahead of `date`, both by the server's clock.
  const lifetimeMs = Math.min(Math.max(config.expires - config.date, 60), 86_400) * 1000
  return {
    expiresAt: now + lifetimeMs,
    prefersIpv6: config.force_try_ipv6 === true,
    entries: config.dc_options.flatMap(toEntries).slice(0, addressesMax),
  }
}

/** Puts the addresses of an `updateDcOptions` in the place of those of the same data centers. */
export function bookWithOptions(book: AddressBook, dc_options: readonly DcOption[]): AddressBook {
  const named = new Set(dc_options.map(({ id }) => id))
  const kept = book.entries.filter(({ id }) => !named.has(id))
  return { ...book, entries: [...dc_options.flatMap(toEntries), ...kept].slice(0, addressesMax) }
}

/**
 * Lists the addresses of a data center in the order in which they are worth trying: those of the preferred family first,
 * other ports of the same addresses last.
 */
export function candidates(
  book: AddressBook,
  dc: { readonly id: number; readonly test: boolean; readonly obfuscated: boolean },
): readonly StoredAddress[] {
  const { id, test, obfuscated } = dc
  const usable = book.entries.filter(entry => entry.id === id && (obfuscated || !entry.tcpo_only))
  const preferred = usable.filter(({ ipv6 }) => ipv6 === book.prefersIpv6)
  const ordered = [...preferred, ...usable.filter(({ ipv6 }) => ipv6 !== book.prefersIpv6)]
  const elsewhere = ordered
    .filter(({ this_port_only }) => !this_port_only)
    .flatMap(({ host }) => otherPorts.map(port => ({ host, port })))
  const found = new Map<string, StoredAddress>()
  for (const { host, port } of [...ordered, ...elsewhere]) {
    const key = `${host} ${port}`
    if (!found.has(key)) found.set(key, { id, host, port, test })
  }
  return [...found.values()].slice(0, candidatesMax)
}

/** Whether the parts of an address are what they should be. */
export function isUsableAddress(address: KnownAddress): boolean {
  return isStoredAddress(address)
}

/**
 * A CDN keeps no accounts, `media_only` addresses are for files, and an address with a `secret` is a proxy's: none of
 * them is a way to log in or to call a method, so they are not kept. `static` ones are for programs behind a proxy and
 * good for others too.
 *
 * @see {@link https://core.telegram.org/constructor/dcOption}
 */
function toEntries({ id, ip_address, port, ...flags }: DcOption): KnownAddress[] {
  if (flags.cdn || flags.media_only || flags.secret) return []
  const entry: KnownAddress = {
    id,
    host: ip_address,
    port,
    ipv6: flags.ipv6 === true,
    tcpo_only: flags.tcpo_only === true,
    this_port_only: flags.this_port_only === true,
  }
  return isUsableAddress(entry) ? [entry] : []
}
